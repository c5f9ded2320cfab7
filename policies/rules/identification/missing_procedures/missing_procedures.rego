# METADATA
# scope: package
# title: "Internal operating rules for identification and record keeping exist"
# description: "The institution has internal operating rules for customer identification and for keeping identity data and transaction records."
# schemas:
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: KYC-304
#   title_zh: "建立身份识别与资料保存内部操作规程"
#   description_zh: "建立客户身份识别、客户身份资料和交易记录保存的内部操作规程。"
#   severity: medium
#   clause: "农村商业银行管理办法 第四条"
#   other_clauses: [支付机构反洗钱办法 客户身份识别 第一款]
#   evidence: [policy_register]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_topics:
#     - customer_identification_procedure
#     - record_keeping_procedure
#   param_basis:
#     required_topics: "document"
#   recommended_action: "Draw up the missing procedure, have it approved and put into force, and review it before its review day."
#   recommended_action_zh: "制定缺失的操作规程,经批准后施行,并在复审日期前完成复审。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.37"
#     - "FATF R.18"
#     - "PRC Anti-Money Laundering Law (2024) art. 28"
#     - "PRC Anti-Money Laundering Law (2024) art. 34"
package rules.identification.missing_procedures

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["KYC-304"]

register := input.evidence.policy_register

lacking contains finding if {
	some topic in params.required_topics
	count(documents.current(topic)) == 0
	finding := findings.about(register[0]._loc, topic, {findings.plain(
		"no approved version is in force",
		"没有经批准且现行有效的制度",
	)})
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in lacking
}

faults[i] contains findings.plain("the day of the next review is missing", "缺少下次复审日期") if {
	some topic in params.required_topics
	some i in documents.current(topic)
	not register[i].review_due_at
}

# The day counts to its end.
faults[i] contains fault if {
	some topic in params.required_topics
	some i in documents.current(topic)
	due := register[i].review_due_at
	times.past(due)
	fault := findings.text("its review was due on %s", "应于%s复审,已逾期", [due], [due])
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in lacking
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["doc_id", "version"], texts)
}
