# METADATA
# scope: package
# title: "No printing or export of reports outside the issuing department"
# description: "Because reports are printed and issued centrally, no other department prints or exports them itself."
# schemas:
#   - input.evidence.output_log: schema.output_log
#   - input.evidence.report_register: schema.report_register
# custom:
#   id: CIC-012b
#   title_zh: "禁止其他部门自行打印导出统计报表"
#   description_zh: "报表统一印刷和发放,其他部门不得自行打印或导出。"
#   severity: medium
#   clause: "篇五 第12条"
#   other_clauses: [篇十八 第12条]
#   evidence: [output_log, report_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     issuing_dept: customer_service
#   param_basis:
#     issuing_dept: "document"
#   recommended_action: "Take the right to print and export reports from all other departments, recover the copies made there, and explain copies beyond the number registered as printed."
#   recommended_action_zh: "取消其他部门打印和导出报表的权限,收回已打印的份数,并查明超出登记印刷数的份数。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "ISO/IEC 27001:2022 A.8.12"
#     - "NIST SP 800-53r5 AU-6"
#     - "NIST SP 800-53r5 AC-3"
#     - "NIST SP 800-53r5 PE-5"
package rules.reports.report_output_elsewhere

import data.lib.evidence
import data.lib.findings

params := data.params["CIC-012b"]

jobs := input.evidence.output_log

register := input.evidence.report_register

default applicable := false

applicable if count(outputs) > 0

applicable if count(unregistered) > 0

reports contains report_id if {
	some row in register
	report_id := row.report_id
}

printed_or_exported contains i if {
	some i, row in jobs
	row.kind in {"print", "export"}
}

outputs contains i if {
	some i in printed_or_exported
	jobs[i].report_id in reports
}

# The report may stand in a part of the register that was not read.
unregistered contains i if {
	evidence.incomplete("report_register")
	some i in printed_or_exported
	id := jobs[i].report_id
	not id in reports
}

elsewhere(row) if row.actor_dept != params.issuing_dept

outside := findings.text(
	"the report was put out by another department than %s",
	"报表由%s以外的部门输出",
	[params.issuing_dept],
	[params.issuing_dept],
)

review contains finding if {
	some i in outputs
	not jobs[i].actor_dept
	fault := findings.plain(
		"the department that put the report out is not recorded",
		"未记录输出报表的部门",
	)
	finding := findings.of(jobs[i], ["job_id"], {fault})
}

prints[report] contains i if {
	some i in outputs
	jobs[i].kind == "print"
	report := jobs[i].report_id
}

# made[report]: copies made; a job that does not tell how many made one at the least.
made[report] := number if {
	some report, ids in prints
	number := sum([object.get(jobs[i], "copies", 1) | some i in ids])
}

printed_numbers[report] contains number if {
	some row in register
	report := row.report_id
	number := row.copies_printed
}

surplus[report] contains fault if {
	some report, number in made
	allowed := max(printed_numbers[report])
	number > allowed
	fault := findings.text(
		"%v copies were made where %v are registered as printed",
		"实际打印%v份,登记印刷%v份",
		[number, allowed],
		[number, allowed],
	)
}

doubts[report] contains fault if {
	evidence.incomplete("report_register")
	some report, texts in surplus
	some fault in texts
}

doubts[report] contains findings.plain(
	"it was printed, but the number of copies printed is not registered",
	"已打印,但未登记印刷份数",
) if {
	some report, _ in made
	not printed_numbers[report]
}

doubts[report] contains findings.plain(
	"a print job does not tell its number of copies",
	"打印任务未记录份数",
) if {
	some report, ids in prints
	not surplus[report]
	some i in ids
	not is_number(object.get(jobs[i], "copies", ""))
}

deny contains finding if {
	some i in outputs
	elsewhere(jobs[i])
	finding := findings.of(jobs[i], ["job_id"], {outside})
}

deny contains finding if {
	not evidence.incomplete("report_register")
	some report, texts in surplus
	finding := findings.about(jobs[max(prints[report])]._loc, report, texts)
}

unknown contains finding if {
	some i in unregistered
	fault := findings.plain(
		"its report was not found in what could be read of the register",
		"已读到的报表台账中没有该报表",
	)
	finding := findings.of(jobs[i], ["job_id"], {fault})
}

unknown contains finding if {
	some report, texts in doubts
	finding := findings.about(jobs[max(prints[report])]._loc, report, texts)
}
