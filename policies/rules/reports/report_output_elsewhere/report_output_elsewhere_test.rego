package rules.reports.report_output_elsewhere_test

import data.rules.reports.report_output_elsewhere

params := {"CIC-012b": {"issuing_dept": "customer_service"}}

report := {
	"record_id": "R-1",
	"record": "issue",
	"report_id": "P-1",
	"copies_printed": 5,
	"_loc": {"file": "reports.csv", "line": 2},
}

job := {
	"job_id": "J-1",
	"actor": "u1",
	"actor_dept": "customer_service",
	"kind": "print",
	"report_id": "P-1",
	"copies": 5,
	"_loc": {"file": "jobs.csv", "line": 2},
}

doc(jobs, reports) := {"evidence": {"output_log": jobs, "report_register": reports}}

unread(jobs, reports) := object.union(
	doc(jobs, reports),
	{"gaps": {"report_register": [{"reason": "denied"}]}},
)

messages(found) := {finding.msg | some finding in found}

found(given) := result if {
	result := report_output_elsewhere.deny with input as given with data.params as params
}

denied(given) := messages(found(given))

unjudged(given) := messages(result) if {
	result := report_output_elsewhere.unknown with input as given with data.params as params
}

reviewed(given) := messages(result) if {
	result := report_output_elsewhere.review with input as given with data.params as params
}

applies(given) := result if {
	result := report_output_elsewhere.applicable with input as given
}

test_printed_by_the_issuing_department_passes if {
	given := doc([job], [report])
	denied(given) == set()
	unjudged(given) == set()
	reviewed(given) == set()
	applies(given)
}

test_put_out_by_another_department if {
	elsewhere := object.union(job, {"actor_dept": "marketing", "copies": 1})
	found(doc([elsewhere], [report])) == {{
		"msg": "J-1: the report was put out by another department than customer_service",
		"msg_zh": "J-1:报表由customer_service以外的部门输出",
		"subject": "J-1",
		"_loc": {"file": "jobs.csv", "line": 2},
	}}
	count(denied(doc([object.union(elsewhere, {"kind": "export"})], [report]))) == 1
}

test_department_is_not_recorded if {
	given := doc([object.remove(job, ["actor_dept"])], [report])
	denied(given) == set()
	reviewed(given) == {"J-1: the department that put the report out is not recorded"}
}

test_other_outputs_are_no_subject if {
	every fields in [{"kind": "screen"}, {"kind": "file_copy"}, {"report_id": "P-9"}] {
		given := doc([object.union(job, object.union({"actor_dept": "it"}, fields))], [report])
		denied(given) == set()
		applies(given) == false
	}
	plain := doc([object.remove(object.union(job, {"actor_dept": "it"}), ["report_id"])], [report])
	denied(plain) == set()
	applies(plain) == false
}

test_reports_of_any_record_count if {
	request := object.union(report, {"record": "request"})
	count(denied(doc([object.union(job, {"actor_dept": "it"})], [request]))) == 1
}

test_more_copies_than_registered if {
	next := {"job_id": "J-2", "copies": 1, "_loc": {"file": "jobs.csv", "line": 3}}
	more := object.union(job, next)
	given := doc([job, more], [report])
	found(given) == {{
		"msg": "P-1: 6 copies were made where 5 are registered as printed",
		"msg_zh": "P-1:实际打印6份,登记印刷5份",
		"subject": "P-1",
		"_loc": {"file": "jobs.csv", "line": 3},
	}}
	unjudged(given) == set()
}

test_highest_number_registered_counts if {
	fewer := object.union(report, {"record_id": "R-2", "copies_printed": 2})
	denied(doc([job], [report, fewer])) == set()
	denied(doc([job], [report, object.remove(fewer, ["copies_printed"])])) == set()
}

test_exports_make_no_copies if {
	export := object.union(job, {"job_id": "J-2", "kind": "export"})
	denied(doc([job, export], [report])) == set()
	unjudged(doc([object.remove(export, ["copies"])], [report])) == set()
}

test_reports_are_counted_alone if {
	other := object.union(report, {"report_id": "P-2", "copies_printed": 4})
	given := doc([job, object.union(job, {"job_id": "J-2", "report_id": "P-2"})], [report, other])
	denied(given) == {"P-2: 5 copies were made where 4 are registered as printed"}
}

test_number_printed_is_not_registered if {
	given := doc([job], [object.remove(report, ["copies_printed"])])
	denied(given) == set()
	unjudged(given) == {concat("", [
		"P-1: it was printed, but the number of copies printed is not registered",
	])}
}

test_job_without_a_number_of_copies if {
	mute := object.remove(object.union(job, {"job_id": "J-2"}), ["copies"])
	denied(doc([mute], [report])) == set()
	fault := "P-1: a print job does not tell its number of copies"
	unjudged(doc([mute], [report])) == {fault}
	both := doc([job, mute], [report])
	denied(both) == {"P-1: 6 copies were made where 5 are registered as printed"}
	unjudged(both) == set()
}

test_unread_register_leaves_reports_unknown if {
	elsewhere := object.union(job, {"actor_dept": "it", "report_id": "P-9"})
	given := unread([elsewhere], [report])
	denied(given) == set()
	unjudged(given) == {concat("", [
		"J-1: its report was not found in what could be read of the register",
	])}
	applies(given)
	surplus := unread([object.union(job, {"copies": 6, "actor_dept": "it"})], [report])
	denied(surplus) == {concat("", [
		"J-1: the report was put out by another department than customer_service",
	])}
	unjudged(surplus) == {"P-1: 6 copies were made where 5 are registered as printed"}
}
