package rules.loans.uncancelled_return_test

import data.rules.loans.uncancelled_return

params := {"max_cancellation_hours": 24, "borrower_may_cancel": true}

loan := {
	"loan_id": "LN-1",
	"borrower": "u102",
	"copies": 2,
	"copies_returned": 2,
	"borrowed_at": "2026-03-02T09:00:00+08:00",
	"returned_at": "2026-03-04T09:00:00+08:00",
	"cancelled_at": "2026-03-04T10:00:00+08:00",
	"cancelled_by": "u102",
	"_loc": {"file": "loans.csv", "line": 2},
}

evidence(rows, now) := {"now": now, "evidence": {"loan_register": rows}}

messages_with(given, settings) := {finding.msg | some finding in found} if {
	found := uncancelled_return.deny with input as given
		with data.params as {"CIC-020": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

# The messages of the findings on one row.
messages(row) := messages_with(evidence([row], "2026-03-10T09:00:00+08:00"), params)

changed(patch) := messages(object.union(loan, patch))

without(fields) := messages(object.remove(loan, fields))

test_cancelled_on_return if {
	messages(loan) == set()
	changed({"cancelled_at": "2026-03-04T09:00:00+08:00"}) == set()
}

test_cancelled_on_the_limit if {
	changed({"cancelled_at": "2026-03-05T09:00:00+08:00"}) == set()
}

test_cancelled_too_late if {
	message := "LN-1: cancelled later than 24 h after the return"
	changed({"cancelled_at": "2026-03-05T09:00:01+08:00"}) == {message}
	changed({"cancelled_at": "2026-03-06"}) == {message}
}

test_returned_on_a_plain_date_counts_from_its_end if {
	changed({"returned_at": "2026-03-04", "cancelled_at": "2026-03-05T23:59:59+08:00"}) == set()
	changed({"returned_at": "2026-03-04", "cancelled_at": "2026-03-05"}) == set()
	changed({"returned_at": "2026-03-04", "cancelled_at": "2026-03-04"}) == set()
	count(changed({"returned_at": "2026-03-04", "cancelled_at": "2026-03-06T00:00:00+08:00"})) == 1
	count(changed({"returned_at": "2026-03-04", "cancelled_at": "2026-03-06"})) == 1
}

test_not_cancelled if {
	row := object.remove(loan, ["cancelled_at", "cancelled_by"])
	on_limit := evidence([row], "2026-03-05T09:00:00+08:00")
	messages_with(on_limit, params) == set()
	after := evidence([row], "2026-03-05T09:00:01+08:00")
	messages_with(after, params) == {"LN-1: not cancelled 24 h after the return"}
}

test_the_limit_is_a_parameter if {
	settings := object.union(params, {"max_cancellation_hours": 0})
	messages_with(evidence([loan], "2026-03-10T09:00:00+08:00"), settings) == {concat("", [
		"LN-1: cancelled later than 0 h ",
		"after the return",
	])}
}

test_nobody_cancelled if {
	messages(object.remove(loan, ["cancelled_by"])) == {"LN-1: who cancelled it is missing"}
}

test_borrower_may_not_cancel if {
	settings := object.union(params, {"borrower_may_cancel": false})
	by_other := object.union(loan, {"cancelled_by": "u7"})
	now := "2026-03-10T09:00:00+08:00"
	messages_with(evidence([loan], now), settings) == {
		"LN-1: cancelled by the borrower, who may not",
	}
	messages_with(evidence([by_other], now), settings) == set()
}

test_copies_that_did_not_come_back if {
	changed({"copies_returned": 1}) == {"LN-1: copies lent: 2, returned: 1"}
	changed({"copies_returned": 3}) == {"LN-1: copies lent: 2, returned: 3"}
}

test_unknown_copies_do_not_match if {
	without(["copies_returned"]) == {"LN-1: copies lent: 2, returned: unknown"}
	without(["copies"]) == {"LN-1: copies lent: unknown, returned: 2"}
	without(["copies", "copies_returned"]) == {"LN-1: copies lent: unknown, returned: unknown"}
}

test_cancelled_without_a_return if {
	row := object.remove(loan, ["returned_at"])
	messages(row) == {"LN-1: cancelled without a return"}
	messages(object.remove(row, ["cancelled_at"])) == {"LN-1: cancelled without a return"}
	messages(object.remove(row, ["cancelled_by"])) == {concat("", [
		"LN-1: cancelled without a return; ",
		"who cancelled it is missing",
	])}
}

test_cancelled_before_the_return if {
	message := "LN-1: cancelled before the return"
	changed({"cancelled_at": "2026-03-04T08:59:59+08:00"}) == {message}
	changed({"cancelled_at": "2026-03-03"}) == {message}
	changed({"cancelled_at": "2026-03-04"}) == set()
}

test_open_loan_is_not_applicable if {
	row := object.remove(loan, ["returned_at", "cancelled_at", "cancelled_by", "copies_returned"])
	messages(row) == set()
	uncancelled_return.applicable == false with input as evidence([row], "2026-03-10T09:00:00Z")
	uncancelled_return.applicable == false with input as evidence([], "2026-03-10T09:00:00Z")
}

test_returned_or_cancelled_is_applicable if {
	returned := object.remove(loan, ["cancelled_at", "cancelled_by"])
	dated := object.remove(loan, ["returned_at", "cancelled_by"])
	named := object.remove(loan, ["returned_at", "cancelled_at"])
	every row in [returned, dated, named] {
		uncancelled_return.applicable with input as evidence([row], "2026-03-10T09:00:00Z")
	}
}
