# METADATA
# scope: package
# title: "Merchants are identified before the relationship starts"
# description: "Network payment, prepaid-card and acquiring institutions identify each merchant, know its basic circumstances, register its identity information, verify its valid documents and keep copies."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-015
#   title_zh: "与特约商户建立关系须识别、登记、核实并留存"
#   description_zh: "网络支付、预付卡和银行卡收单机构与特约商户建立业务关系时,识别身份、了解基本情况、登记信息、核实有效证件并留存复印件。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 特约商户(网络支付、预付卡、收单)"
#   evidence: [kyc_customers, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_fields:
#     - name
#     - address
#     - business_scope
#     - licence_no
#     - licence_expires_at
#     - legal_representative
#     - legal_representative_id
#     - basic_circumstances
#   param_basis:
#     required_fields: "document for the kinds, PBoC practice for the list"
#   recommended_action: "Register the missing data, check a valid document of the merchant, keep a copy, and sign up merchants only after that."
#   recommended_action_zh: "补登缺少的信息,核实商户有效证件并留存复印件;此后完成识别再签约。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
#     - "PRC Non-bank Payment Institution Regulations (2023) art. 22"
package rules.aml.merchant_identification

import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings

params := data.params["AML-015"]

rows := input.evidence.kyc_customers

default applicable := false

applicable if some _ in merchants

merchants contains i if {
	some i, row in rows
	row.customer_type == "merchant"
	row.status == "active"
}

faults[i] contains fault if {
	some i in merchants
	missing := customers.unregistered(rows[i], params.required_fields)
	count(missing) > 0
	fault := findings.text(
		"these are not registered: %s",
		"未登记:%s",
		[concat(", ", missing)],
		[concat("、", missing)],
	)
}

faults[i] contains findings.plain(
	"the start of the relationship is not recorded",
	"没有业务关系开始日期",
) if {
	some i in merchants
	not rows[i].relationship_start_at
}

faults[i] contains fault if {
	some i, texts in unproven
	not in_doubt(rows[i])
	some fault in texts
}

unproven[i] contains findings.plain(
	"no match with a copy of a valid document is dated by the start of the relationship",
	"业务关系开始前没有核对一致、留存复印件且证件在有效期内的记录",
) if {
	some i in merchants
	rows[i].relationship_start_at
	not proven(rows[i])
}

in_doubt(_) if evidence.incomplete("id_verifications")

in_doubt(row) if {
	some j in checks.copied[row.customer_id]
	checks.dated_by(checks.rows[j].at, row.relationship_start_at)
	checks.perhaps_valid(j, row.relationship_start_at)
}

proven(row) if checks.valid_by(row.customer_id, row.relationship_start_at)

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["customer_id"], texts)
}

unknown contains finding if {
	some i, texts in unproven
	in_doubt(rows[i])
	finding := findings.of(rows[i], ["customer_id"], texts)
}
