package rules.reports.dispersed_report_issue_test

import data.rules.reports.dispersed_report_issue

params := {"CIC-012a": {"issuing_dept": "customer_service"}}

first := {
	"record_id": "R-1",
	"record": "issue",
	"report_id": "P-1",
	"issued_by_dept": "customer_service",
	"business_need": "quarterly review",
	"recipient": "marketing",
	"copies_printed": 5,
	"copies_issued": 2,
	"copies_on_hand": 3,
	"copy_nos": ["01", "02"],
	"issued_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "reports.csv", "line": 2},
}

second := object.union(first, {
	"record_id": "R-2",
	"copies_issued": 1,
	"copies_on_hand": 2,
	"copy_nos": ["03"],
	"issued_at": "2026-03-03",
	"_loc": {"file": "reports.csv", "line": 3},
})

doc(rows) := {"evidence": {"report_register": rows}}

unread(rows) := object.union(doc(rows), {"gaps": {"report_register": [{"reason": "denied"}]}})

found(given) := result if {
	result := dispersed_report_issue.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := dispersed_report_issue.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

changed(fields) := denied(doc([object.union(first, fields)]))

without(fields) := denied(doc([object.remove(first, fields)]))

test_central_issues_with_all_copies_told_pass if {
	denied(doc([first, second])) == set()
	unjudged(doc([first, second])) == set()
	denied(unread([first, second])) == set()
	unjudged(unread([first, second])) == set()
}

test_issued_by_another_department if {
	found(doc([object.union(first, {"issued_by_dept": "marketing"})])) == {{
		"msg": "R-1: it was not issued by the department customer_service",
		"msg_zh": "R-1:发放部门不是customer_service",
		"subject": "R-1",
		"_loc": {"file": "reports.csv", "line": 2},
	}}
	without(["issued_by_dept"]) == {"R-1: it was not issued by the department customer_service"}
}

test_missing_entries if {
	without(["business_need"]) == {"R-1: it has no business need"}
	without(["recipient"]) == {"R-1: it has no recipient"}
	without(["copy_nos"]) == {"R-1: it has no copy numbers"}
	changed({"copy_nos": []}) == {"R-1: it has no copy numbers"}
}

test_missing_number_of_copies_issued if {
	without(["copies_issued"]) == {
		"P-1: 5 copies were printed, 0 issued and 3 are on hand",
		"R-1: the number of copies issued is missing",
	}
}

test_copies_and_their_numbers_differ if {
	changed({"copy_nos": ["01"]}) == {concat("", [
		"R-1: 2 copies were issued, but 1 copy numbers are entered",
	])}
	changed({"copy_nos": ["01", "02", "03"]}) == {concat("", [
		"R-1: 2 copies were issued, but 3 copy numbers are entered",
	])}
}

test_copies_unaccounted_for if {
	found(doc([second, object.union(first, {"copies_on_hand": 9})])) == set()
	found(doc([first, object.union(second, {"copies_on_hand": 1})])) == {{
		"msg": "P-1: 5 copies were printed, 3 issued and 1 are on hand",
		"msg_zh": "P-1:印刷5份,发放3份,库存1份",
		"subject": "P-1",
		"_loc": {"file": "reports.csv", "line": 3},
	}}
}

test_more_copies_than_were_printed if {
	changed({"copies_on_hand": 4}) == {"P-1: 5 copies were printed, 2 issued and 4 are on hand"}
}

test_newest_issue_tells_what_is_on_hand if {
	same := object.union(second, {"issued_at": "2026-03-02T01:00:00Z"})
	denied(doc([first, same])) == set()
	undated := object.remove(second, ["issued_at"])
	denied(doc([first, undated])) == {concat("", [
		"P-1: 5 copies were printed, 3 issued and 3 are on hand",
	])}
	denied(doc([undated])) == {"P-1: 5 copies were printed, 1 issued and 2 are on hand"}
}

test_an_issue_without_a_time_may_be_the_newest if {
	undated := object.remove(second, ["issued_at"])
	unjudged(doc([first, undated])) == {concat("", [
		"R-2: it has no time of issue, ",
		"so that it may be the one that tells the copies on hand",
	])}
	unjudged(doc([undated])) == set()
	unjudged(doc([undated, object.union(first, {"report_id": "P-9"})])) == set()
}

test_highest_number_printed_counts if {
	fewer := object.union(first, {"copies_printed": 2})
	denied(doc([fewer, second])) == set()
	denied(doc([first, object.remove(second, ["copies_printed"])])) == set()
}

test_numbers_missing if {
	without(["copies_printed"]) == {"P-1: the number of copies printed is missing"}
	fault := {"P-1: the number of copies on hand after the last issue is missing"}
	without(["copies_on_hand"]) == fault
	denied(doc([first, object.remove(second, ["copies_on_hand"])])) == fault
	denied(doc([object.remove(first, ["copies_on_hand"]), second])) == set()
}

test_copy_number_given_twice if {
	denied(doc([first, object.union(second, {"copy_nos": ["02"]})])) == {concat("", [
		"R-2: copy number 02 was given before",
	])}
	changed({"copy_nos": ["02", "02"]}) == {"R-1: copy number 02 was given before"}
}

test_copy_numbers_of_other_reports_do_not_count if {
	other := object.union(first, {"record_id": "R-9", "report_id": "P-9"})
	denied(doc([first, other])) == set()
}

test_reports_are_counted_alone if {
	other := object.union(second, {"report_id": "P-9"})
	denied(doc([first, other])) == {"P-9: 5 copies were printed, 1 issued and 2 are on hand"}
}

test_issues_unread_leave_the_count_unknown if {
	row := object.union(object.remove(first, ["recipient"]), {"copies_on_hand": 1})
	denied(unread([row])) == {"R-1: it has no recipient"}
	unjudged(unread([row])) == {"P-1: 5 copies were printed, 2 issued and 1 are on hand"}
	unjudged(doc([row])) == set()
}

test_other_records_are_not_applicable if {
	row := object.union(first, {"record": "request", "copies_on_hand": 1, "recipient": ""})
	given := doc([object.remove(row, ["recipient", "copy_nos"])])
	denied(given) == set()
	dispersed_report_issue.applicable == false with input as given
}

test_other_records_hold_no_copies if {
	row := object.union(second, {"record": "request", "copy_nos": ["01"]})
	denied(doc([first, row])) == set()
}

test_issues_are_applicable if {
	dispersed_report_issue.applicable with input as doc([first])
}
