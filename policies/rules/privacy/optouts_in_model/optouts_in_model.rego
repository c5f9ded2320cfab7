# METADATA
# scope: package
# title: "The model holds at least the four opt-outs"
# description: "Opt-out columns or tables exist in the model, at least four - direct marketing, disclosure to third parties, automated decision, use of sensitive data."
# schemas:
#   - input.evidence.data_dictionary: schema.data_dictionary
#   - input.evidence.optout_flags: schema.optout_flags
#   - input.evidence.crm_records: schema.crm_records
# custom:
#   id: PRV-302
#   title_zh: "数据模型至少含四项选退标志"
#   description_zh: "数据模型中设选退列或表,至少包括直接营销、向第三方披露、自动决策和使用敏感数据四项。"
#   severity: high
#   clause: "CRM数据隐私 3(1)增强逻辑数据模型"
#   evidence: [data_dictionary, optout_flags, crm_records]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   partition: {crm_records: customer_id}
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     required_optouts:
#     - direct_marketing
#     - third_party_disclosure
#     - automated_decision
#     - sensitive_data_use
#     null_means: opted_out
#   param_basis:
#     required_optouts: "document"
#     null_means: "project default"
#   recommended_action: "Add the missing opt-out to the data model, and ask the customer for each choice that is not on record."
#   recommended_action_zh: "在数据模型中增设缺少的选退项,并就每项未登记的选择征询客户。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 PT-4"
#     - "PIPL art. 44"
#     - "PIPL art. 15"
#     - "PIPL art. 24"
package rules.privacy.optouts_in_model

import data.lib.evidence
import data.lib.findings
import data.lib.optouts
import data.lib.times

params := data.params["PRV-302"]

customers := input.evidence.crm_records

modelled contains optout if {
	some row in input.evidence.data_dictionary
	optout := row.optout
}

lacking contains finding if {
	some optout in params.required_optouts
	not optout in modelled
	place := evidence.place(["data_dictionary", "optout_flags"])
	finding := findings.about(place, concat("/", ["data_dictionary", optout]), {findings.plain(
		"the data model holds no column for this opt-out",
		"数据模型中没有该选退项",
	)})
}

# The first row of each customer. Only a customer known to have left is out of scope.
rows_of[customer] contains i if {
	some i, row in customers
	not row.active == false
	customer := row.customer_id
}

active contains i if {
	some rows in rows_of
	i := min(rows)
}

empty_choices[i] contains fault if {
	some i in active
	customer := customers[i].customer_id
	some k in (optouts.newest(customer, times.now) | optouts.undated(customer))
	some use, label in optouts.uses
	object.get(optouts.flags[k], use, "") == ""
	fault := findings.text(
		"the choice on %s is empty and counts as %s",
		"对%s的选择为空,视为%s",
		[label.en, params.null_means],
		[label.zh, params.null_means],
	)
}

empty_choices[i] contains findings.plain(
	"a choice has no time of effect",
	"有选择没有生效时间",
) if {
	some i in active
	count(optouts.undated(customers[i].customer_id)) > 0
}

absent_choices[i] contains fault if {
	some i in active
	count(optouts.newest(customers[i].customer_id, times.now)) == 0
	fault := findings.text(
		"no opt-out choices are on record and count as %s",
		"没有选退记录,视为%s",
		[params.null_means],
		[params.null_means],
	)
}

faults[i] contains fault if {
	some i, texts in empty_choices
	some fault in texts
}

faults[i] contains fault if {
	not evidence.incomplete("optout_flags")
	some i, texts in absent_choices
	some fault in texts
}

deny contains finding if {
	not evidence.incomplete("data_dictionary")
	some finding in lacking
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("data_dictionary")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("optout_flags")
	some i, texts in absent_choices
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}
