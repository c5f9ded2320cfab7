# METADATA
# scope: package
# title: "Unit customers' valid documents are checked and copied"
# description: "For a unit customer the valid identity document is checked and a photocopy or image is kept."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-011
#   title_zh: "单位客户核对有效证件并留存复印件"
#   description_zh: "对单位客户核对有效身份证件并留存复印件或者影印件。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 单位客户"
#   evidence: [kyc_customers, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params: {}
#   recommended_action: "Check a valid document of the customer and keep a copy of it."
#   recommended_action_zh: "核对该客户的有效证件并留存复印件。"
#   frameworks:
#     - "FATF R.10"
#     - "FATF R.11"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.aml.unit_documents

import data.lib.checks
import data.lib.evidence
import data.lib.findings
import data.lib.times

rows := input.evidence.kyc_customers

default applicable := false

applicable if some _ in organisations

organisations contains i if {
	some i, row in rows
	row.customer_type in {"unit", "merchant"}
	row.status == "active"
}

unproven[i] := finding if {
	some i in organisations
	not proven(rows[i])
	finding := findings.of(rows[i], ["customer_id"], {findings.plain(
		"no match with a copy of a document that was valid on the day of the check",
		"没有核对一致、留存复印件且核对当日证件在有效期内的记录",
	)})
}

proven(row) if {
	some j in checks.copied[row.customer_id]
	check := checks.rows[j]
	at := check.at
	not times.future(at)
	check.id_expires_at >= times.day(at)
}

in_doubt(_) if evidence.incomplete("id_verifications")

in_doubt(row) if {
	some j in checks.copied[row.customer_id]
	at := checks.rows[j].at
	not times.future(at)
	checks.perhaps_valid(j, times.day(at))
}

deny contains finding if {
	some i, finding in unproven
	not in_doubt(rows[i])
}

unknown contains finding if {
	some i, finding in unproven
	in_doubt(rows[i])
}
