# METADATA
# scope: package
# title: "Reports are printed, kept and issued centrally"
# description: "Periodic reports are printed, kept and issued centrally by the customer service department according to actual business need."
# schemas:
#   - input.evidence.report_register: schema.report_register
# custom:
#   id: CIC-012a
#   title_zh: "定期统计报表统一印刷、保管及发放"
#   description_zh: "定期统计报表由客户服务部门按实际业务需要统一印刷、保管和发放。"
#   severity: medium
#   clause: "篇五 第12条"
#   other_clauses: [篇十八 第12条]
#   evidence: [report_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     issuing_dept: customer_service
#   param_basis:
#     issuing_dept: "document"
#   recommended_action: "Let the customer service department alone issue the report, enter need, recipient and copy numbers of each issue, and account for every printed copy as issued or on hand."
#   recommended_action_zh: "报表只由客户服务部门发放,逐次登记用途、接收人和份号,印刷份数与发放、库存份数逐份核对一致。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 PE-5"
package rules.reports.dispersed_report_issue

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["CIC-012a"]

register := input.evidence.report_register

default applicable := false

applicable if count(issues) > 0

issues contains i if {
	some i, row in register
	row.record == "issue"
}

entries := {
	"business_need": {"en": "business need", "zh": "用途"},
	"recipient": {"en": "recipient", "zh": "接收人"},
}

copy_nos(row) := object.get(row, "copy_nos", [])

issues_of[report] contains i if {
	some i in issues
	report := register[i].report_id
}

holders[copy] contains holder if {
	some i in issues
	report := register[i].report_id
	some n, number in copy_nos(register[i])
	copy := [report, number]
	holder := [i, n]
}

faults[i] contains fault if {
	some i in issues
	not register[i].issued_by_dept == params.issuing_dept
	fault := findings.text(
		"it was not issued by the department %s",
		"发放部门不是%s",
		[params.issuing_dept],
		[params.issuing_dept],
	)
}

faults[i] contains fault if {
	some i in issues
	some field, name in entries
	not register[i][field]
	fault := findings.text("it has no %s", "没有%s", [name.en], [name.zh])
}

faults[i] contains findings.plain("it has no copy numbers", "没有份号") if {
	some i in issues
	count(copy_nos(register[i])) == 0
}

faults[i] contains findings.plain("the number of copies issued is missing", "没有发放份数") if {
	some i in issues
	not is_number(object.get(register[i], "copies_issued", ""))
}

faults[i] contains fault if {
	some i in issues
	row := register[i]
	numbered := count(copy_nos(row))
	numbered > 0
	row.copies_issued != numbered
	fault := findings.text(
		"%v copies were issued, but %v copy numbers are entered",
		"发放%v份,登记份号%v个",
		[row.copies_issued, numbered],
		[row.copies_issued, numbered],
	)
}

faults[i] contains fault if {
	some copy, held in holders
	first := min(held)
	some holder in held
	holder > first
	[i, _] := holder
	fault := findings.text(
		"copy number %s was given before",
		"份号%s重复",
		[copy[1]],
		[copy[1]],
	)
}

# issue_times[report]: when its issues were made, one without a time before all others.
issue_times[report] contains moment if {
	some report, ids in issues_of
	some i in ids
	moment := [object.get(issued_ns, i, null), i]
}

issued_ns := {i: ns |
	some i in issues
	ns := times.start(register[i].issued_at)
}

newest[report] := i if {
	some report, moments in issue_times
	[_, i] := max(moments)
}

printed[report] := number if {
	some report, ids in issues_of
	number := max([register[i].copies_printed | some i in ids])
}

issued[report] := number if {
	some report, ids in issues_of
	number := sum([register[i].copies_issued | some i in ids])
}

uncounted[report] contains fault if {
	some report, i in newest
	on_hand := register[i].copies_on_hand
	issued[report] + on_hand != printed[report]
	fault := findings.text(
		"%v copies were printed, %v issued and %v are on hand",
		"印刷%v份,发放%v份,库存%v份",
		[printed[report], issued[report], on_hand],
		[printed[report], issued[report], on_hand],
	)
}

uncounted[report] contains findings.plain(
	"the number of copies printed is missing",
	"没有印刷份数",
) if {
	some report, _ in newest
	not printed[report]
}

uncounted[report] contains findings.plain(
	"the number of copies on hand after the last issue is missing",
	"没有最近一次发放后的库存份数",
) if {
	some report, i in newest
	not is_number(object.get(register[i], "copies_on_hand", ""))
}

miscounted contains finding if {
	some report, texts in uncounted
	finding := findings.about(register[newest[report]]._loc, report, texts)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["record_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("report_register")
	some finding in miscounted
}

unknown contains finding if {
	evidence.incomplete("report_register")
	some finding in miscounted
}

# Of several issues, one without a time may be the newest.
unknown contains finding if {
	some report, ids in issues_of
	count(ids) > 1
	some i in ids
	not issued_ns[i]
	finding := findings.of(register[i], ["record_id"], {findings.plain(
		"it has no time of issue, so that it may be the one that tells the copies on hand",
		"没有发放时间,无法判断库存份数以哪次发放为准",
	)})
}
