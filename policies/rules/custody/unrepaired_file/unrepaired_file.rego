# METADATA
# scope: package
# title: "Faded or damaged files are repaired promptly"
# description: "Fading writing or damaged material found in a customer file is repaired promptly; for electronic files the same holds for corruption."
# schemas:
#   - input.evidence.repair_register: schema.repair_register
#   - input.evidence.inspection_register: schema.inspection_register
# custom:
#   id: CIC-015
#   title_zh: "字迹变色、材料破损及时修复"
#   description_zh: "发现档案字迹变色或材料破损应及时修复,电子档案损坏亦同。"
#   severity: low
#   clause: "篇五 第15条"
#   other_clauses: [篇十八 第15条]
#   evidence: [repair_register, inspection_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_repair_days: 30
#   param_basis:
#     max_repair_days: "project default (document says promptly)"
#   recommended_action: "Repair the file and enter the day of the repair; enter each problem that a full inspection finds in the repair register under the same number."
#   recommended_action_zh: "修复档案并登记修复日期;全面检查发现的每个问题以同一编号登入修复台账。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
package rules.custody.unrepaired_file

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["CIC-015"]

repairs := input.evidence.repair_register

inspections := input.evidence.inspection_register

default applicable := false

applicable if count(repairs) > 0

applicable if count(reported) > 0

faults[i] contains fault if {
	some i, row in repairs
	not row.repaired_at
	times.older_than_days(row.found_at, params.max_repair_days)
	fault := findings.text(
		"it is not repaired %v days after the defect was found",
		"发现%v天后仍未修复",
		[params.max_repair_days],
		[params.max_repair_days],
	)
}

faults[i] contains fault if {
	some i, row in repairs
	times.later_than_days(row.found_at, params.max_repair_days, row.repaired_at)
	fault := findings.text(
		"it was repaired later than %v days after the defect was found",
		"修复晚于发现后%v天",
		[params.max_repair_days],
		[params.max_repair_days],
	)
}

faults[i] contains findings.plain(
	"the repair is dated before the defect was found",
	"修复时间早于发现时间",
) if {
	some i, row in repairs
	times.surely_before(row.repaired_at, row.found_at)
}

# reported: the problems that full inspections found, by row and by number in its list.
reported contains problem if {
	some i, row in inspections
	row.kind == "full_custody"
	some n, _ in row.findings
	problem := [i, n]
}

registered contains finding_id if {
	some row in repairs
	finding_id := row.finding_id
}

# Problems are told by their number: how they are worded may name a customer.
unregistered[i] contains fault if {
	some [i, n] in reported
	id := inspections[i].findings[n]
	not id in registered
	fault := findings.text(
		"problem %v in its list is not in the repair register",
		"所列第%v个问题未登入修复台账",
		[n + 1],
		[n + 1],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(repairs[i], ["finding_id", "file_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("repair_register")
	some i, texts in unregistered
	finding := findings.of(inspections[i], ["inspection_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("repair_register")
	some i, texts in unregistered
	finding := findings.of(inspections[i], ["inspection_id"], texts)
}
