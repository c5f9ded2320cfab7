package rules.destruction.irregular_destruction_test

import data.rules.destruction.irregular_destruction

params := {"CIC-025a": {
	"accepted_methods": ["pulp", "incinerate"],
	"max_days_after_expiry": 90,
	"witness_required": true,
}}

row := {
	"batch_id": "B-1",
	"file_id": "F-1",
	"appraisal": "no_value",
	"approved_by": "u1",
	"approved_at": "2026-03-01",
	"destroyed_at": "2026-03-01",
	"method": "pulp",
	"operator": "u2",
	"witness": "u3",
	"vendor": "Green Mill",
	"certificate_ref": "C-9",
	"_loc": {"file": "destruction.csv", "line": 2},
}

file := {
	"file_id": "F-2",
	"customer_id": "c1",
	"status": "archived",
	"retention_until": "2025-12-09",
	"_loc": {"file": "files.csv", "line": 3},
}

evidence(rows, files) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"destruction_register": rows, "customer_files": files},
}

result(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := irregular_destruction with input as document
		with data.params as settings
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(rows, files) := result(evidence(rows, files), params).deny

altered(change) := denied([object.union(row, change)], [])

lacking(field) := denied([object.remove(row, [field])], [])

test_destroyed_by_the_rules if {
	result(evidence([row], []), params) == {"deny": set(), "unknown": set(), "applicable": true}
}

test_appraisal if {
	expected := {"B-1/F-1: it was not appraised as of no value"}
	altered({"appraisal": "keep"}) == expected
	lacking("appraisal") == expected
}

test_approval_comes_first if {
	lacking("approved_by") == {"B-1/F-1: the approval of the destruction is missing"}
	lacking("approved_at") == {"B-1/F-1: the approval of the destruction has no time"}
	late := {"B-1/F-1: the approval of the destruction came after the act"}
	altered({"approved_at": "2026-03-02"}) == late
	altered({
		"approved_at": "2026-03-01T10:00:01+08:00",
		"destroyed_at": "2026-03-01T10:00:00+08:00",
	}) == late
}

test_approval_at_the_same_moment_counts if {
	at := "2026-03-01T10:00:00+08:00"
	altered({"approved_at": at, "destroyed_at": at}) == set()
}

test_method if {
	altered({"method": "degauss"}) == {"B-1/F-1: the method degauss is not an accepted one"}
	lacking("method") == {"B-1/F-1: the method is missing"}
}

test_posts_are_filled if {
	lacking("operator") == {"B-1/F-1: the operator is missing"}
	lacking("witness") == {"B-1/F-1: the witness is missing"}
}

test_posts_are_held_by_different_persons if {
	altered({"operator": "u1"}) == {"B-1/F-1: the approver and the operator are the same person, u1"}
	altered({"witness": "u1"}) == {"B-1/F-1: the approver and the witness are the same person, u1"}
	altered({"witness": "u2"}) == {"B-1/F-1: the operator and the witness are the same person, u2"}
}

test_witness_not_required if {
	settings := json.patch(params, [{
		"op": "replace",
		"path": "/CIC-025a/witness_required",
		"value": false,
	}])
	result(evidence([object.remove(row, ["witness"])], []), settings).deny == set()
	result(evidence([object.union(row, {"witness": "u2"})], []), settings).deny == set()
	result(evidence([object.union(row, {"operator": "u1"})], []), settings).deny == {
		"B-1/F-1: the approver and the operator are the same person, u1",
	}
}

test_vendor_gives_a_certificate if {
	lacking("certificate_ref") == {"B-1/F-1: the vendor gave no certificate of destruction"}
	denied([object.remove(row, ["vendor", "certificate_ref"])], []) == set()
}

test_all_faults_of_a_row_in_one_finding if {
	faulty := object.remove(row, ["method", "witness"])
	denied([faulty], []) == {"B-1/F-1: the method is missing; the witness is missing"}
}

test_rows_not_yet_executed_are_not_judged if {
	bare := {"batch_id": "B-1", "file_id": "F-1", "vendor": "Green Mill", "_loc": row._loc}
	denied([bare], []) == set()
	planned := {"method": "degauss", "operator": "u1", "approved_by": "u1", "witness": "u1"}
	denied([object.union(bare, planned)], []) == set()
	not result(evidence([bare], []), params).applicable
}

overdue_message := "F-2: it is still kept more than 90 days after its retention ended on 2025-12-08"

overdue := object.union(file, {"retention_until": "2025-12-08"})

test_the_ninetieth_day_is_in_time if {
	denied([], [object.union(file, {"retention_until": "2025-12-10"})]) == set()
}

test_a_day_past_the_limit if {
	# The 90th day after 9 December is 9 March; it is over at now.
	denied([], [file]) == {
		"F-2: it is still kept more than 90 days after its retention ended on 2025-12-09",
	}
	result(evidence([], [overdue]), params) == {
		"deny": {overdue_message},
		"unknown": set(),
		"applicable": true,
	}
}

test_files_that_need_no_destruction if {
	denied([], [object.union(overdue, {"legal_hold": true})]) == set()
	denied([], [object.union(overdue, {"status": "destroyed"})]) == set()
	denied([], [object.union(overdue, {"status": "transferred"})]) == set()
	denied([], [object.union(overdue, {"retention_until": "9999-12-31"})]) == set()
}

test_no_hold_is_no_excuse if {
	denied([], [object.union(overdue, {"legal_hold": false})]) == {overdue_message}
}

test_files_appraised_as_worth_keeping if {
	keep := {"batch_id": "B-2", "file_id": "F-2", "appraisal": "keep"}
	denied([keep], [overdue]) == set()
	denied([object.union(keep, {"file_id": "F-9"})], [overdue]) == {overdue_message}
	denied([object.union(keep, {"appraisal": "no_value"})], [overdue]) == {overdue_message}
}

waiting := object.union(object.remove(row, ["destroyed_at"]), {"file_id": "F-2"})

test_approved_destruction_that_waits if {
	denied([waiting], [overdue]) == set()
	denied([object.union(waiting, {"approved_at": "2026-03-10"})], [overdue]) == set()
}

test_unapproved_destruction_does_not_wait if {
	denied([object.remove(waiting, ["approved_by"])], [overdue]) == {overdue_message}
	denied([object.remove(waiting, ["approved_at"])], [overdue]) == {overdue_message}
	denied([object.union(waiting, {"approved_at": "2026-03-11"})], [overdue]) == {overdue_message}
}

test_a_file_said_to_be_destroyed_but_still_kept if {
	denied([object.union(row, {"file_id": "F-2"})], [overdue]) == {overdue_message}
}

test_an_unread_register_proves_no_neglect if {
	document := object.union(evidence([], [overdue]), {"gaps": {"destruction_register": ["r.csv"]}})
	result(document, params) == {
		"deny": set(),
		"unknown": {overdue_message},
		"applicable": true,
	}
}

test_not_applicable_without_destruction_or_retention if {
	not result(evidence([], []), params).applicable
	not result(evidence([], [object.remove(file, ["retention_until"])]), params).applicable
	result(evidence([], [file]), params).applicable
}
