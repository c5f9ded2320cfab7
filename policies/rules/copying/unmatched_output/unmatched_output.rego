# METADATA
# scope: package
# title: "Prints and exports of important data match an approval"
# description: "Actual prints, exports and copies of important customer documents all trace back to an approved copy request."
# schemas:
#   - input.evidence.output_log: schema.output_log
#   - input.evidence.copy_register: schema.copy_register
# custom:
#   id: CIC-023-1b
#   title_zh: "打印、导出重要资料须有对应批准"
#   description_zh: "实际打印、导出、复制重要客户资料,均应能对应到事先批准、资料一致且在有效期内的复制申请。"
#   severity: critical
#   clause: "篇五 第23条第1款"
#   other_clauses: [篇十八 第23条第1款]
#   evidence: [output_log, copy_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: output_log
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     important_levels:
#     - secret
#     - top_secret
#     - important
#     bulk_rows: 100
#     issuing_dept: customer_service
#   param_basis:
#     important_levels: "document"
#     bulk_rows: "project default"
#     issuing_dept: "document"
#   recommended_action: "Find out why the output was made, recover it, and let print and export of important data ask for the number of an approved copy request."
#   recommended_action_zh: "查明打印、导出的原因并收回输出件;重要资料的打印、导出应要求填写已批准的复制申请编号。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.12"
#     - "NIST SP 800-53r5 AU-6"
#     - "NIST SP 800-53r5 PE-5"
#     - "GB/T 35273-2020 7.1"
package rules.copying.unmatched_output

import data.lib.approvals
import data.lib.evidence
import data.lib.findings
import data.lib.levels
import data.lib.times

params := data.params["CIC-023-1b"]

outputs := input.evidence.output_log

default applicable := false

applicable if count(in_scope) > 0

in_scope contains i if {
	some i, row in outputs
	needs_request(row)
	not issued_report(row)
}

needs_request(row) if levels.among(row, params.important_levels)

needs_request(row) if row.row_count >= params.bulk_rows

needs_request(row) if size_unknown(row)

# An export without a row count may be a bulk export.
size_unknown(row) if {
	row.kind == "export"
	not row.row_count
}

# Left to the controls of statistics reports.
issued_report(row) if {
	row.kind == "print"
	row.actor_dept == params.issuing_dept
	row.report_id
}

requests[copy_id] contains i if {
	some i, row in input.evidence.copy_register
	copy_id := row.copy_id
}

problems[i] contains findings.plain("it names no copy request", "未注明复制申请") if {
	some i in in_scope
	not outputs[i].copy_id
}

problems[i] contains fault if {
	some i in in_scope
	copy_id := outputs[i].copy_id
	not requests[copy_id]
	fault := findings.text(
		"the copy request %s is not registered",
		"复制申请%s未登记",
		[copy_id],
		[copy_id],
	)
}

problems[i] contains problem if {
	some i in in_scope
	some j in requests[outputs[i].copy_id]
	some problem in request_problems(input.evidence.copy_register[j], outputs[i])
}

request_problems(request, output) := union({
	approvals.faults(object.union(
		approvals.fields(request, {"by": "approved_by", "at": "approved_at"}),
		{"act": output.at, "label": "the approval of the copy", "label_zh": "复制批准"},
	)),
	other_file(request, output),
	expired(request, output),
})

other_file(request, output) := {findings.text(
	"the copy request %s is for another file",
	"复制申请%s针对的是其他资料",
	[request.copy_id],
	[request.copy_id],
) |
	not request.file_id == output.object_id
}

expired(request, output) := {findings.text(
	"the copy request %s was valid until %s",
	"复制申请%s的有效期至%s",
	[request.copy_id, request.valid_until],
	[request.copy_id, request.valid_until],
) |
	request.valid_until
	not still_valid(request, output)
}

still_valid(request, output) if times.running(request.valid_until, output.at)

# undecided(row): the problems of the output may be none.
undecided(row) if {
	size_unknown(row)
	not levels.among(row, params.important_levels)
}

# The request may stand in a part of the register that could not be read.
undecided(row) if {
	row.copy_id
	not requests[row.copy_id]
	evidence.incomplete("copy_register")
}

deny contains finding if {
	some i, texts in problems
	not undecided(outputs[i])
	finding := findings.of(outputs[i], ["job_id"], texts)
}

unknown contains finding if {
	some i, texts in problems
	undecided(outputs[i])
	finding := findings.of(outputs[i], ["job_id"], texts)
}
