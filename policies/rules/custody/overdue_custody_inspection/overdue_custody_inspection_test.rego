package rules.custody.overdue_custody_inspection_test

import data.rules.custody.overdue_custody_inspection

params := {"CIC-014": {"max_interval_days": 184, "min_coverage_pct": 100}}

file := {
	"file_id": "F-1",
	"customer_id": "c1",
	"status": "active",
	"store_id": "S1",
	"created_at": "2025-01-01T09:00:00+08:00",
	"_loc": {"file": "files.csv", "line": 2},
}

# 184 days after the file was created.
first := {
	"inspection_id": "I-1",
	"kind": "full_custody",
	"store_id": "S1",
	"performed_at": "2025-07-04T09:00:00+08:00",
	"files_total": 1,
	"files_checked": 1,
	"record_ref": "P-1",
	"_loc": {"file": "inspections.csv", "line": 2},
}

# 184 days after the first, and 184 days before now.
second := object.union(first, {
	"inspection_id": "I-2",
	"performed_at": "2026-01-04",
	"_loc": {"file": "inspections.csv", "line": 3},
})

now := "2026-07-07T09:00:00+08:00"

doc(files, inspections) := {
	"now": now,
	"evidence": {"customer_files": files, "inspection_register": inspections},
}

found(given) := result if {
	result := overdue_custody_inspection.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := overdue_custody_inspection.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

# The messages of the findings when the second inspection holds other fields.
changed(fields) := denied(doc([file], [first, object.union(second, fields)]))

without(fields) := denied(doc([file], [first, object.remove(second, fields)]))

test_inspections_exactly_on_the_limit_pass if {
	given := doc([file], [second, first])
	denied(given) == set()
	unjudged(given) == set()
}

test_now_a_day_past_the_limit if {
	given := object.union(doc([file], [first, second]), {"now": "2026-07-08T00:00:00+08:00"})
	found(given) == {{
		"msg": "S1: no full inspection for 185 days from 2026-01-04 to 2026-07-08, more than 184",
		"msg_zh": "S1:2026-01-04至2026-07-08共185天未全面检查,超过184天",
		"subject": "S1",
		"_loc": {"file": "inspections.csv", "line": 3},
	}}
}

test_inspections_too_far_apart if {
	denied(doc([file], [object.union(first, {"performed_at": "2025-07-03"}), second])) == {concat("", [
		"S1: no full inspection for 185 days from 2025-07-03 to 2026-01-04, more than 184",
	])}
}

test_first_inspection_too_late if {
	old := {"file_id": "F-2", "status": "on_loan", "created_at": "2024-12-31"}
	denied(doc([file, object.union(file, old)], [first, second])) == {concat("", [
		"S1: no full inspection for 185 days from 2024-12-31 to 2025-07-04, more than 184",
	])}
}

test_files_destroyed_set_no_beginning if {
	old := object.union(file, {"created_at": "2020-01-01", "file_id": "F-2", "status": "destroyed"})
	denied(doc([file, old], [first, second])) == set()
}

test_all_gaps_of_a_store_are_one_finding if {
	denied(doc([file], [second])) == {concat("", [
		"S1: no full inspection for 368 days from 2025-01-01 to 2026-01-04, more than 184",
	])}
	count(denied(doc([file], [object.union(first, {"performed_at": "2025-01-01"})]))) == 1
	old := object.union(file, {"created_at": "2020-01-01"})
	denied(doc([old], [object.union(first, {"performed_at": "2025-12-31"})])) == {concat("", [
		"S1: no full inspection for 188 days from 2025-12-31 to 2026-07-07, more than 184; ",
		"no full inspection for 2191 days from 2020-01-01 to 2025-12-31, more than 184",
	])}
}

test_store_never_inspected if {
	given := doc([file, object.union(file, {"file_id": "F-2"})], [])
	found(given) == {{
		"msg": "S1: no full inspection for 552 days from 2025-01-01 to 2026-07-07, more than 184",
		"msg_zh": "S1:2025-01-01至2026-07-07共552天未全面检查,超过184天",
		"subject": "S1",
		"_loc": {"file": "files.csv", "line": 2},
	}}
}

test_new_store_not_yet_due if {
	denied(doc([object.union(file, {"created_at": "2026-01-04"})], [])) == set()
}

test_each_store_is_judged_alone if {
	other := object.union(file, {"file_id": "F-2", "store_id": "S2"})
	denied(doc([file, other], [first, second])) == {concat("", [
		"S2: no full inspection for 552 days from 2025-01-01 to 2026-07-07, more than 184",
	])}
}

test_other_inspections_do_not_count if {
	denied(doc([file], [object.union(first, {"kind": "environment"}), second])) == {concat("", [
		"S1: no full inspection for 368 days from 2025-01-01 to 2026-01-04, more than 184",
	])}
}

test_inspections_of_other_stores_do_not_count if {
	elsewhere := object.union(first, {"store_id": "S9", "files_checked": 0})
	denied(doc([file], [elsewhere, second])) == {concat("", [
		"S1: no full inspection for 368 days from 2025-01-01 to 2026-01-04, more than 184",
	])}
}

test_inspection_before_the_files_that_are_left if {
	young := object.union(file, {"created_at": "2025-12-01"})
	denied(doc([young], [first, second])) == set()
}

test_inspection_dated_in_the_future if {
	denied(doc([file], [first, second, object.union(second, {
		"inspection_id": "I-3",
		"performed_at": "2026-07-07T09:00:01+08:00",
	})])) == {"I-3: it is dated in the future"}
	given := object.union(
		doc([file], [first, object.union(second, {"performed_at": "2026-07-09"})]),
		{"now": "2026-07-08T09:00:00+08:00"},
	)
	denied(given) == {
		"I-2: it is dated in the future",
		"S1: no full inspection for 369 days from 2025-07-04 to 2026-07-08, more than 184",
	}
}

test_unread_inspections_leave_the_gap_unknown if {
	given := object.union(
		doc([file], [object.remove(second, ["record_ref"])]),
		{"gaps": {"inspection_register": [{"reason": "denied"}]}},
	)
	denied(given) == {"I-2: it has no record"}
	unjudged(given) == {concat("", [
		"S1: no full inspection for 368 days from 2025-01-01 to 2026-01-04, more than 184",
	])}
}

test_partly_checked if {
	changed({"files_total": 10, "files_checked": 9}) == {concat("", [
		"I-2: 9 of 10 files were checked, fewer than 100%",
	])}
	changed({"files_total": 0, "files_checked": 0}) == {concat("", [
		"I-2: it counts 0 files where the catalogue has 1",
	])}
	changed({"files_total": 10, "files_checked": 10}) == set()
}

test_coverage_is_a_parameter if {
	given := doc([file], [first, object.union(second, {"files_total": 10, "files_checked": 9})])
	overdue_custody_inspection.deny == set() with input as given
		with data.params as {"CIC-014": {"max_interval_days": 184, "min_coverage_pct": 90}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_missing_numbers if {
	fault := {"I-2: the number of files or of files checked is missing"}
	without(["files_total"]) == fault
	without(["files_checked"]) == fault
}

test_missing_record if {
	without(["record_ref"]) == {"I-2: it has no record"}
}

test_fewer_files_than_the_catalogue_has if {
	same_day := object.union(file, {"file_id": "F-2", "created_at": "2026-01-04T23:00:00+08:00"})
	denied(doc([file, same_day], [first, second])) == {concat("", [
		"I-2: it counts 1 files where the catalogue has 2",
	])}
}

test_files_that_came_later_or_are_not_active_are_not_missed if {
	later := object.union(file, {"file_id": "F-2", "created_at": "2026-01-05"})
	denied(doc([file, later], [first, second])) == set()
	every status in ["on_loan", "archived", "transferred", "destroyed"] {
		other := object.union(file, {"file_id": "F-2", "status": status})
		denied(doc([file, other], [first, second])) == set()
	}
}

test_files_of_unknown_age_count_as_old if {
	ageless := object.union(object.remove(file, ["created_at"]), {"file_id": "F-2"})
	given := doc([file, ageless], [first, second])
	denied(given) == {
		"I-1: it counts 1 files where the catalogue has 2",
		"I-2: it counts 1 files where the catalogue has 2",
	}
	unjudged(given) == {concat("", [
		"F-2: it has no day of creation, so that its first inspection cannot be judged",
	])}
}

test_store_of_files_of_unknown_age_only if {
	given := doc([object.remove(file, ["created_at"])], [])
	denied(given) == set()
	count(unjudged(given)) == 1
}

test_file_without_store_is_unknown if {
	given := doc([object.remove(file, ["store_id"])], [])
	denied(given) == set()
	unjudged(given) == {"F-1: it names no store, so that its inspection cannot be judged"}
	unjudged(doc([object.remove(file, ["store_id", "created_at"])], [])) == unjudged(given)
}

test_files_without_store_or_age_hide_no_other if {
	ageless := object.union(object.remove(file, ["created_at"]), {"file_id": "F-0"})
	storeless := object.union(object.remove(file, ["store_id"]), {"file_id": "F-9"})
	every files in [[ageless, storeless, file], [file, storeless, ageless]] {
		given := doc(files, [])
		denied(given) == {concat("", [
			"S1: no full inspection for 552 days from 2025-01-01 to 2026-07-07, more than 184",
		])}
		count(unjudged(given)) == 2
	}
}

test_files_destroyed_are_no_subject if {
	bare := object.remove(file, ["store_id", "created_at"])
	given := doc([object.union(bare, {"status": "destroyed"})], [])
	denied(given) == set()
	unjudged(given) == set()
	overdue_custody_inspection.applicable == false with input as given
}

test_stores_with_destroyed_files_only_are_no_subject if {
	gone := object.union(file, {"status": "destroyed"})
	denied(doc([gone], [object.remove(first, ["record_ref"])])) == set()
}

test_files_kept_are_applicable if {
	every status in ["active", "on_loan", "archived", "transferred"] {
		given := doc([object.union(file, {"status": status})], [])
		overdue_custody_inspection.applicable with input as given
	}
}

test_one_file_of_many_left_unchecked if {
	changed({"files_total": 1000, "files_checked": 999}) == {concat("", [
		"I-2: 999 of 1000 files were checked, fewer than 100%",
	])}
}
