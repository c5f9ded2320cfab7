package rules.custody.unrepaired_file_test

import data.rules.custody.unrepaired_file

params := {"CIC-015": {"max_repair_days": 30}}

repair := {
	"finding_id": "X-1",
	"file_id": "F-1",
	"found_at": "2026-03-02T09:00:00+08:00",
	"repaired_at": "2026-04-01T09:00:00+08:00",
	"_loc": {"file": "repairs.csv", "line": 2},
}

inspection := {
	"inspection_id": "I-1",
	"kind": "full_custody",
	"findings": ["X-1"],
	"_loc": {"file": "inspections.csv", "line": 2},
}

doc(repairs, inspections) := {
	"now": "2026-06-01T09:00:00+08:00",
	"evidence": {"repair_register": repairs, "inspection_register": inspections},
}

found(given) := result if {
	result := unrepaired_file.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unrepaired_file.unknown with input as given with data.params as params
}

changed(fields) := denied(doc([object.union(repair, fields)], []))

# The messages on a repair that is not made at a moment.
open_at(now, fields) := denied(object.union(given, {"now": now})) if {
	given := doc([object.union(object.remove(repair, ["repaired_at"]), fields)], [])
}

late := {"X-1/F-1: it was repaired later than 30 days after the defect was found"}

still_open := {"X-1/F-1: it is not repaired 30 days after the defect was found"}

test_repaired_on_the_limit_passes if {
	given := doc([repair], [inspection])
	denied(given) == set()
	unjudged(given) == set()
	changed({"repaired_at": "2026-04-01"}) == set()
	changed({"found_at": "2026-03-02", "repaired_at": "2026-04-01T23:59:59+08:00"}) == set()
}

test_repaired_late if {
	found(doc([object.union(repair, {"repaired_at": "2026-04-01T09:00:01+08:00"})], [])) == {{
		"msg": "X-1/F-1: it was repaired later than 30 days after the defect was found",
		"msg_zh": "X-1/F-1:修复晚于发现后30天",
		"subject": "X-1/F-1",
		"_loc": {"file": "repairs.csv", "line": 2},
	}}
	changed({"repaired_at": "2026-04-02"}) == late
	changed({"found_at": "2026-03-02", "repaired_at": "2026-04-02"}) == late
}

test_not_repaired_and_overdue if {
	open_at("2026-04-01T09:00:01+08:00", {}) == still_open
	open_at("2026-04-02T00:00:00+08:00", {"found_at": "2026-03-02"}) == still_open
}

test_not_repaired_and_not_yet_due if {
	open_at("2026-04-01T09:00:00+08:00", {}) == set()
	open_at("2026-04-01T23:59:59+08:00", {"found_at": "2026-03-02"}) == set()
}

test_repaired_before_it_was_found if {
	fault := {"X-1/F-1: the repair is dated before the defect was found"}
	changed({"repaired_at": "2026-03-02T08:59:59+08:00"}) == fault
	changed({"repaired_at": "2026-03-01"}) == fault
	changed({"repaired_at": "2026-03-02"}) == set()
}

test_problem_that_is_not_in_the_repair_register if {
	given := doc([repair], [object.union(inspection, {"findings": ["X-9", "X-1", "X-8"]})])
	found(given) == {{
		"msg": concat("", [
			"I-1: problem 1 in its list is not in the repair register; ",
			"problem 3 in its list is not in the repair register",
		]),
		"msg_zh": "I-1:所列第1个问题未登入修复台账;所列第3个问题未登入修复台账",
		"subject": "I-1",
		"_loc": {"file": "inspections.csv", "line": 2},
	}}
	unjudged(given) == set()
}

test_problems_of_other_inspections_need_no_repair if {
	given := doc([], [object.union(inspection, {"kind": "environment"})])
	denied(given) == set()
	unrepaired_file.applicable == false with input as given
}

test_unread_repairs_leave_problems_unknown if {
	other := object.union(inspection, {"findings": ["X-9"]})
	given := object.union(
		doc([object.remove(repair, ["repaired_at"])], [other]),
		{"gaps": {"repair_register": [{"reason": "denied"}]}},
	)
	denied(given) == still_open
	unjudged(given) == {"I-1: problem 1 in its list is not in the repair register"}
}

test_nothing_found_is_not_applicable if {
	given := doc([], [object.union(inspection, {"findings": []})])
	denied(given) == set()
	unrepaired_file.applicable == false with input as given
	bare := doc([], [object.remove(inspection, ["findings"])])
	unrepaired_file.applicable == false with input as bare
}

test_repairs_or_problems_are_applicable if {
	unrepaired_file.applicable with input as doc([repair], [])
	unrepaired_file.applicable with input as doc([], [inspection])
}
