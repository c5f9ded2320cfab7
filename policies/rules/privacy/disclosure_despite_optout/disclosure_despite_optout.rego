# METADATA
# scope: package
# title: "No third-party disclosure for customers who opted out"
# description: "Data of customers who opted out of disclosure to third parties is not disclosed to them."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.optout_flags: schema.optout_flags
# custom:
#   id: PRV-302-2
#   title_zh: "不得向第三方披露选退客户数据"
#   description_zh: "选退向第三方披露的客户,其数据不向第三方披露。"
#   severity: critical
#   clause: "CRM数据隐私 3(1)增强逻辑数据模型"
#   other_clauses: [CRM数据隐私 1(2)使用个人信息]
#   evidence: [disclosure_register, optout_flags]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: disclosure_register
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     compelled_bases:
#     - statute
#     - court_order
#     - authority_request
#     internal_recipient_types:
#     - internal_dept
#     - customer_self
#   param_basis:
#     compelled_bases: "project default"
#     internal_recipient_types: "project default"
#   recommended_action: "Have the recipient delete the customer's data, and take data for third parties from the opt-out view only."
#   recommended_action_zh: "要求接收方删除该客户数据,对外提供的数据只从选退视图中提取。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 PT-4"
#     - "PIPL art. 23"
#     - "GB/T 35273-2020 9.2"
package rules.privacy.disclosure_despite_optout

import data.lib.findings
import data.lib.optouts
import data.lib.times

params := data.params["PRV-302-2"]

disclosures := input.evidence.disclosure_register

default applicable := false

applicable if count(free) > 0

# Disclosures to outsiders that nothing compels.
free contains i if {
	some i, row in disclosures
	recipient_type := row.recipient_type
	not recipient_type in params.internal_recipient_types
	not object.get(row, "legal_basis", "") in params.compelled_bases
}

faults[i] contains findings.plain("it names no customer", "未登记客户") if {
	some i in free
	not disclosures[i].customer_id
}

faults[i] contains fault if {
	some i in free
	row := disclosures[i]
	ns := times.start(row.disclosed_at)
	some fault in optouts.faults(row.customer_id, "third_party_disclosure", ns)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], texts)
}

undecided(row) := optouts.undecided(
	row.customer_id,
	"third_party_disclosure",
	row.disclosed_at,
	0,
)

unknown contains finding if {
	some i in free
	row := disclosures[i]
	texts := optouts.doubts(row.customer_id, times.start(row.disclosed_at)) | undecided(row)
	count(texts) > 0
	finding := findings.of(row, ["disclosure_id", "customer_id"], texts)
}
