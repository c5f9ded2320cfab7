# METADATA
# scope: package
# title: "No use of sensitive data for customers who opted out"
# description: "Sensitive data of customers who opted out of its use is not used."
# schemas:
#   - input.evidence.data_use_log: schema.data_use_log
#   - input.evidence.optout_flags: schema.optout_flags
# custom:
#   id: PRV-302-4
#   title_zh: "不得使用选退客户的敏感数据"
#   description_zh: "选退使用敏感数据的客户,其敏感数据不得使用。"
#   severity: critical
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
#     statutory_purposes:
#     - aml_duty
#     - court_order
#     - regulator_report
#   param_basis:
#     statutory_purposes: "project default"
#   recommended_action: "Stop the use, delete what came of it, and take customers who opted out out of the data."
#   recommended_action_zh: "停止使用并删除由此得到的结果,从数据中剔除选退客户。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 PT-7"
#     - "PIPL art. 29"
#     - "GB/T 35273-2020 5.4"
package rules.privacy.sensitive_use_despite_optout

import data.lib.findings
import data.lib.optouts
import data.lib.times

params := data.params["PRV-302-4"]

uses := input.evidence.data_use_log

default applicable := false

applicable if count(possible) > 0

# An empty class is unknown, and may be sensitive.
possible contains i if {
	some i, row in uses
	object.get(row, "data_class", "") in {"sensitive", ""}
}

statutory(row) if row.purpose in params.statutory_purposes

objections[i] contains fault if {
	some i in possible
	row := uses[i]
	some fault in optouts.faults(row.customer_id, "sensitive_data_use", times.start(row.at))
}

deny contains finding if {
	some i, texts in objections
	uses[i].data_class
	not statutory(uses[i])
	finding := findings.of(uses[i], ["use_id"], texts)
}

# A statutory use is no fault, and is shown to a person.
review contains finding if {
	some i, texts in objections
	statutory(uses[i])
	fault := findings.text(
		"it was used for the statutory purpose %s",
		"用于法定用途%s",
		[uses[i].purpose],
		[uses[i].purpose],
	)
	finding := findings.of(uses[i], ["use_id"], texts | {fault})
}

doubts[i] contains fault if {
	some i, texts in objections
	not uses[i].data_class
	not statutory(uses[i])
	some fault in (texts | {findings.plain("the class of the data is empty", "数据类别为空")})
}

doubts[i] contains fault if {
	some i in possible
	row := uses[i]
	not statutory(row)
	some fault in optouts.doubts(row.customer_id, times.start(row.at))
}

doubts[i] contains fault if {
	some i in possible
	row := uses[i]
	not statutory(row)
	some fault in optouts.undecided(row.customer_id, "sensitive_data_use", row.at, 0)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(uses[i], ["use_id"], texts)
}
