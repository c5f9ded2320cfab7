# METADATA
# scope: package
# title: "The bank uses and discloses customer data only as the law allows"
# description: "The bank uses the customer's data and transaction records only as law permits and keeps the application data and other information confidential unless law says otherwise."
# schemas:
#   - input.evidence.data_use_log: schema.data_use_log
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.ebank_registry: schema.ebank_registry
#   - input.evidence.consent_records: schema.consent_records
# custom:
#   id: EBK-111
#   title_zh: "银行依法使用并保密客户资料和交易记录"
#   description_zh: "银行依法使用客户资料和交易记录,对客户申请资料和其他信息保密,法律另有规定的除外。"
#   severity: high
#   clause: "企业电子银行协议 第三条二(四)"
#   other_clauses: ["个人网上银行协议 十五", "篇五 客户经理条件(1)品德素质"]
#   evidence: [data_use_log, disclosure_register, ebank_registry, consent_records]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: data_use_log
#   kind: technical
#   basis: contract
#   tier: core
#   params:
#     permitted_purposes:
#     - service_delivery
#     - settlement
#     - fraud_prevention
#     - aml_duty
#     - regulator_report
#   param_basis:
#     permitted_purposes: "project default"
#   recommended_action: "Stop the use or the provision, record its basis in law or the customer's consent, and have what was given without one deleted."
#   recommended_action_zh: "停止使用或提供,登记法律依据或客户同意,无依据提供的要求对方删除。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 PT-2"
#     - "PIPL art. 6"
#     - "PIPL art. 10"
#     - "PIPL art. 13"
#     - "PRC Commercial Bank Law (2015) art. 29"
package rules.ebanking.unlawful_customer_data_use

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["EBK-111"]

uses := input.evidence.data_use_log

disclosures := input.evidence.disclosure_register

records := input.evidence.consent_records

default applicable := false

applicable if count(own_uses) > 0

applicable if count(given_out) > 0

customers contains customer if {
	some row in input.evidence.ebank_registry
	customer := row.customer_id
}

own_uses contains i if {
	some i, row in uses
	row.customer_id in customers
}

# Provisions to others of what may be the data of a customer of electronic banking.
given_out contains i if {
	some i, row in disclosures
	row.recipient_type != "customer_self"
	concerns_customer(row)
}

concerns_customer(row) if row.customer_id in customers

concerns_customer(row) if not row.customer_id

consents[key] contains k if {
	some k, row in records
	key := [row.consent_id, row.customer_id]
}

consented(row) if {
	some k in consents[[row.consent_ref, row.customer_id]]
	consent := records[k]
	withdrawn_at := object.get(consent, "withdrawn_at", "")
	times.covers(consent.granted_at, withdrawn_at, row.disclosed_at)
}

baseless contains i if {
	some i in given_out
	row := disclosures[i]
	not row.legal_basis
	not consented(row)
}

certain(row) if {
	row.customer_id
	not row.consent_ref
}

certain(row) if {
	row.customer_id
	not evidence.incomplete("consent_records")
}

disclosure_key := ["disclosure_id", "customer_id"]

no_basis := findings.plain(
	"it has neither a basis in law nor a consent of the customer in force then",
	"既无法律依据,也没有客户当时有效的同意",
)

deny contains finding if {
	some i in own_uses
	row := uses[i]
	purpose := object.get(row, "purpose", "-")
	not purpose in params.permitted_purposes
	finding := findings.of(row, ["use_id"], {findings.text(
		"the data was used for %s, which is not permitted",
		"资料用于%s,不在允许范围内",
		[purpose],
		[purpose],
	)})
}

deny contains finding if {
	some i in baseless
	certain(disclosures[i])
	finding := findings.of(disclosures[i], disclosure_key, {no_basis})
}

unknown contains finding if {
	some i in baseless
	not certain(disclosures[i])
	finding := findings.of(disclosures[i], disclosure_key, {no_basis})
}
