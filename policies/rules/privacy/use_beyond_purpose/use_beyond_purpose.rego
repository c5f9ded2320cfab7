# METADATA
# scope: package
# title: "Data is used only for the purpose stated when it was collected"
# description: "Without the customer's permission, information is not used for purposes other than those stated at collection, and the purpose is legal and reasonable."
# schemas:
#   - input.evidence.data_use_log: schema.data_use_log
#   - input.evidence.consent_records: schema.consent_records
#   - input.evidence.crm_records: schema.crm_records
# custom:
#   id: PRV-105
#   title_zh: "个人信息只用于收集时声明的用途"
#   description_zh: "未经客户许可,不得将信息用于收集时声明以外的用途,用途须合法合理。"
#   severity: critical
#   clause: "CRM数据隐私 1(3)对个人信息的控制"
#   other_clauses: [篇六 第四段(用途的合理性), 金融服务客户沟通规范 8.1.3]
#   evidence: [data_use_log, consent_records, crm_records]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: data_use_log
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     statutory_purposes:
#     - aml_duty
#     - court_order
#     - regulator_report
#     contract_purposes:
#     - service_delivery
#     - settlement
#   param_basis:
#     statutory_purposes: "project default"
#     contract_purposes: "project default"
#   recommended_action: "Stop the use, obtain the customer's consent to this purpose first, and enter the purpose of every use in the privacy log."
#   recommended_action_zh: "停止该项使用,先就该用途取得客户同意,并在隐私日志中登记每次使用的目的。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 PT-3"
#     - "PIPL art. 6"
#     - "PIPL art. 14"
#     - "GB/T 35273-2020 7.3"
package rules.privacy.use_beyond_purpose

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["PRV-105"]

uses := input.evidence.data_use_log

consents := input.evidence.consent_records

# Consent to all purposes is consent to none.
by_use[key] contains k if {
	some k, row in consents
	row.purpose != "all"
	key := [row.customer_id, row.purpose]
}

under_contract contains customer if {
	some row in input.evidence.crm_records
	row.legal_basis == "contract_necessity"
	customer := row.customer_id
}

covered(row) if row.purpose in params.statutory_purposes

covered(row) if {
	row.purpose in params.contract_purposes
	row.customer_id in under_contract
}

covered(row) if {
	some k in by_use[[row.customer_id, row.purpose]]
	times.covers(consents[k].granted_at, object.get(consents[k], "withdrawn_at", ""), row.at)
}

uncovered[i] contains fault if {
	some i, row in uses
	not covered(row)
	fault := findings.text(
		"no consent or other ground that held then covers the purpose %s",
		"当时没有同意或其他依据涵盖用途%s",
		[row.purpose],
		[row.purpose],
	)
}

# The ground may stand in a part that could not be read.
may_be_covered(_) if evidence.incomplete("consent_records")

may_be_covered(row) if {
	evidence.incomplete("crm_records")
	row.purpose in params.contract_purposes
}

deny contains finding if {
	some row in uses
	not row.purpose
	finding := findings.of(row, ["use_id"], {findings.plain("it has no purpose", "没有使用目的")})
}

deny contains finding if {
	some i, texts in uncovered
	not may_be_covered(uses[i])
	finding := findings.of(uses[i], ["use_id"], texts)
}

unknown contains finding if {
	some i, texts in uncovered
	may_be_covered(uses[i])
	finding := findings.of(uses[i], ["use_id"], texts)
}
