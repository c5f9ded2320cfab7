package rules.copying.unmatched_output_test

import data.rules.copying.unmatched_output

params := {"CIC-023-1b": {
	"important_levels": ["secret", "top_secret", "important"],
	"bulk_rows": 100,
	"issuing_dept": "customer_service",
}}

job := {
	"job_id": "J-1",
	"actor": "u9",
	"actor_dept": "business",
	"kind": "print",
	"object_id": "F-1",
	"classification": "secret",
	"at": "2026-03-02T10:00:00+08:00",
	"copy_id": "CP-1",
	"_loc": {"file": "output.log", "line": 7},
}

request := {
	"copy_id": "CP-1",
	"file_id": "F-1",
	"approved_by": "u1",
	"approved_at": "2026-03-01T09:00:00+08:00",
	"valid_until": "2026-03-02",
	"_loc": {"file": "copies.csv", "line": 2},
}

evidence(row, requests) := {"evidence": {"output_log": [row], "copy_register": requests}}

half_read(row, requests) := object.union(
	evidence(row, requests),
	{"gaps": {"copy_register": [{"reason": "denied"}]}},
)

found(given) := {finding.msg | some finding in results} if {
	results := unmatched_output.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(given) := {finding.msg | some finding in results} if {
	results := unmatched_output.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(row) if {
	unmatched_output.applicable with input as evidence(row, [request]) with data.params as params
}

messages(row) := found(evidence(row, [request]))

changed(patch) := messages(object.union(job, patch))

# The messages on the output when its copy request is changed.
requested(patch) := found(evidence(job, [object.union(request, patch)]))

# An output that names no request.
unasked(patch) := messages(object.union(object.remove(job, ["copy_id"]), patch))

test_output_of_an_approved_request if {
	messages(job) == set()
	doubts(evidence(job, [request])) == set()
}

test_no_request if {
	unasked({}) == {"J-1: it names no copy request"}
	doubts(evidence(object.remove(job, ["copy_id"]), [request])) == set()
}

test_every_important_level if {
	every level in ["secret", "top_secret", "important"] {
		count(unasked({"classification": level})) == 1
	}
}

test_unknown_levels_are_important if {
	count(unasked({"classification": "confidential"})) == 1
	row := object.remove(job, ["classification", "copy_id"])
	messages(row) == {"J-1: it names no copy request"}
}

test_other_levels_are_out_of_scope if {
	every level in ["public", "internal"] {
		unasked({"classification": level}) == set()
		changed({"classification": level, "copy_id": "CP-2"}) == set()
		changed({"classification": level, "object_id": "F-2"}) == set()
		not applies(object.union(job, {"classification": level}))
	}
}

test_bulk_output if {
	unasked({"classification": "internal", "row_count": 99}) == set()
	unasked({"classification": "internal", "row_count": 100}) == {"J-1: it names no copy request"}
	not applies(object.union(job, {"classification": "internal", "row_count": 99}))
	applies(object.union(job, {"classification": "internal", "row_count": 100}))
}

test_export_of_unknown_size if {
	row := object.union(object.remove(job, ["copy_id"]), {
		"kind": "export",
		"classification": "internal",
	})
	messages(row) == set()
	doubts(evidence(row, [request])) == {"J-1: it names no copy request"}
	doubts(evidence(object.union(row, {"row_count": 99}), [request])) == set()
	doubts(evidence(object.union(row, {"copy_id": "CP-1"}), [request])) == set()
	unasked({"kind": "export"}) == {"J-1: it names no copy request"}
}

test_unregistered_request if {
	changed({"copy_id": "CP-2"}) == {"J-1: the copy request CP-2 is not registered"}
	found(evidence(job, [])) == {"J-1: the copy request CP-1 is not registered"}
}

test_request_in_a_part_that_could_not_be_read if {
	row := object.union(job, {"copy_id": "CP-2"})
	found(half_read(row, [request])) == set()
	doubts(half_read(row, [request])) == {"J-1: the copy request CP-2 is not registered"}
}

test_an_unread_part_excuses_nothing_else if {
	row := object.remove(job, ["copy_id"])
	found(half_read(row, [request])) == {"J-1: it names no copy request"}
	count(found(half_read(object.union(job, {"object_id": "F-2"}), [request]))) == 1
	doubts(half_read(row, [request])) == set()
}

test_unapproved_request if {
	row := object.remove(request, ["approved_by"])
	found(evidence(job, [row])) == {"J-1: the approval of the copy is missing"}
}

test_approval_without_a_time if {
	row := object.remove(request, ["approved_at"])
	found(evidence(job, [row])) == {"J-1: the approval of the copy has no time"}
}

test_approved_after_the_output if {
	requested({"approved_at": "2026-03-02T10:00:00+08:00"}) == set()
	requested({"approved_at": "2026-03-02T10:00:01+08:00"}) == {concat("", [
		"J-1: the approval of the copy came ",
		"after the act",
	])}
	count(requested({"approved_at": "2026-03-02"})) == 1
}

test_another_file if {
	message := "J-1: the copy request CP-1 is for another file"
	changed({"object_id": "F-2"}) == {message}
	messages(object.remove(job, ["object_id"])) == {message}
}

test_expired_request if {
	changed({"at": "2026-03-02T23:59:59+08:00"}) == set()
	changed({"at": "2026-03-03T00:00:00+08:00"}) == {concat("", [
		"J-1: the copy request CP-1 was ",
		"valid until 2026-03-02",
	])}
	changed({"at": "2026-03-02"}) == set()
	count(changed({"at": "2026-03-03"})) == 1
}

test_request_without_an_end if {
	row := object.remove(request, ["valid_until"])
	found(evidence(object.union(job, {"at": "2027-03-03T00:00:00+08:00"}), [row])) == set()
}

test_issued_reports_are_left_to_their_own_controls if {
	report := {"kind": "print", "actor_dept": "customer_service", "report_id": "R-1"}
	unasked(report) == set()
	not applies(object.union(job, report))
	count(unasked(object.remove(report, ["report_id"]))) == 1
	count(unasked(object.union(report, {"actor_dept": "business"}))) == 1
	count(unasked(object.union(report, {"kind": "file_copy"}))) == 1
}

test_all_problems_are_one_finding if {
	changed({"object_id": "F-2", "at": "2026-03-04"}) == {concat("", [
		"J-1: the copy request CP-1 is for another file; ",
		"the copy request CP-1 was valid until 2026-03-02",
	])}
}

test_empty_log_is_not_applicable if {
	given := {"evidence": {"output_log": [], "copy_register": [request]}}
	unmatched_output.applicable == false with input as given with data.params as params
	found(given) == set()
}
