# METADATA
# scope: package
# title: "Opt-out views drop the whole record of opted-out customers"
# description: "For a given purpose (direct marketing, disclosure, automated decision) an opt-out view removes the rows, that is the entire records, of customers who opted out."
# schemas:
#   - input.evidence.db_views: schema.db_views
#   - input.evidence.optout_flags: schema.optout_flags
# custom:
#   id: PRV-303-4
#   title_zh: "选退视图删除选退客户的整条记录"
#   description_zh: "针对特定用途(直接营销、披露、自动决策),选退视图删除选退客户的整条记录。"
#   severity: high
#   clause: "CRM数据隐私 3(2)隐私视图"
#   evidence: [db_views, optout_flags]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     required_purposes:
#     - direct_marketing
#     - third_party_disclosure
#     - automated_decision
#   param_basis:
#     required_purposes: "document"
#   recommended_action: "Make an opt-out view for the purpose that leaves out the whole rows of customers who opted out or whose choice is empty, and check that none is left."
#   recommended_action_zh: "为该用途建立选退视图,整行剔除已选退或选择为空的客户,并核对无遗留记录。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 PT-4"
#     - "PIPL art. 44"
#     - "GB/T 35273-2020 8.4"
package rules.privacy.optout_view

import data.lib.evidence
import data.lib.findings

params := data.params["PRV-303-4"]

views := input.evidence.db_views

default applicable := false

applicable if place

place := evidence.place(["db_views", "optout_flags"])

judged contains i if {
	some i, row in views
	row.view_kind == "opt_out"
	row.purpose in params.required_purposes
}

served contains purpose if {
	some i in judged
	purpose := views[i].purpose
}

lacking contains finding if {
	some purpose in params.required_purposes
	not purpose in served
	finding := findings.about(place, concat("/", ["opt_out", purpose]), {findings.plain(
		"no opt-out view serves this purpose",
		"没有针对该用途的选退视图",
	)})
}

faults[i] contains findings.plain(
	"it does not drop the rows of customers who opted out",
	"没有剔除选退客户的记录",
) if {
	some i in judged
	not views[i].excludes_opted_out
}

faults[i] contains findings.plain(
	"its rows of customers who opted out were not counted",
	"未统计其中选退客户的行数",
) if {
	some i in judged
	object.get(views[i], "opted_out_rows", "") == ""
}

faults[i] contains fault if {
	some i in judged
	number := views[i].opted_out_rows
	number > 0
	fault := findings.text(
		"%v of its rows belong to customers who opted out",
		"其中%v行属于选退客户",
		[number],
		[number],
	)
}

deny contains finding if {
	not evidence.incomplete("db_views")
	some finding in lacking
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(views[i], ["view_name"], texts)
}

unknown contains finding if {
	evidence.incomplete("db_views")
	some finding in lacking
}
