# METADATA
# scope: package
# title: "No automated decision for customers who opted out"
# description: "Customers who opted out of automated decision are not subject to one."
# schemas:
#   - input.evidence.data_use_log: schema.data_use_log
#   - input.evidence.optout_flags: schema.optout_flags
# custom:
#   id: PRV-302-3
#   title_zh: "不得对选退客户作自动决策"
#   description_zh: "选退自动决策的客户不受自动决策。"
#   severity: high
#   clause: "CRM数据隐私 3(1)增强逻辑数据模型"
#   evidence: [data_use_log, optout_flags]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: data_use_log
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     decision_purposes:
#     - credit_scoring
#     - pricing
#     - profiling
#     - automated_decision
#   param_basis:
#     decision_purposes: "project default"
#   recommended_action: "Have a person decide the case anew, and take customers who opted out out of the machine's input."
#   recommended_action_zh: "由人工重新作出决定,并在自动决策的输入中剔除选退客户。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 PT-4"
#     - "PIPL art. 24"
#     - "GB/T 35273-2020 7.7"
package rules.privacy.decision_despite_optout

import data.lib.findings
import data.lib.optouts
import data.lib.times

params := data.params["PRV-302-3"]

uses := input.evidence.data_use_log

default applicable := false

applicable if count(possible) > 0

# Uses that are automated decisions for all that the log says.
possible contains i if {
	some i, row in uses
	not row.automated == false
	may_decide(row)
}

may_decide(row) if row.purpose in params.decision_purposes

may_decide(row) if not row.purpose

proven(row) if {
	row.automated
	row.purpose
}

objections[i] contains fault if {
	some i in possible
	row := uses[i]
	some fault in optouts.faults(row.customer_id, "automated_decision", times.start(row.at))
}

deny contains finding if {
	some i, texts in objections
	proven(uses[i])
	finding := findings.of(uses[i], ["use_id"], texts)
}

doubts[i] contains fault if {
	some i, texts in objections
	not proven(uses[i])
	some fault in (texts | {findings.plain(
		"it is not recorded whether a machine took a decision",
		"未登记是否由机器作出决定",
	)})
}

doubts[i] contains fault if {
	some i in possible
	row := uses[i]
	some fault in optouts.doubts(row.customer_id, times.start(row.at))
}

doubts[i] contains fault if {
	some i in possible
	row := uses[i]
	some fault in optouts.undecided(row.customer_id, "automated_decision", row.at, 0)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(uses[i], ["use_id"], texts)
}
