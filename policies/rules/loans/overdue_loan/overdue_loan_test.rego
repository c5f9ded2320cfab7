package rules.loans.overdue_loan_test

import data.rules.loans.overdue_loan

params := {"max_loan_days": 3, "count_working_days": false, "min_gap_hours": 24}

by_working_days := object.union(params, {"count_working_days": true})

loan := {
	"loan_id": "LN-1",
	"borrower": "u102",
	"file_id": "F-1",
	"borrowed_at": "2026-03-02T09:00:00+08:00",
	"due_at": "2026-03-05",
	"returned_at": "2026-03-04T09:00:00+08:00",
	"_loc": {"file": "loans.csv", "line": 2},
}

# A later loan of the same file to the same borrower.
next_loan := {
	"loan_id": "LN-2",
	"borrower": "u102",
	"file_id": "F-1",
	"borrowed_at": "2026-03-05T08:59:59+08:00",
	"returned_at": "2026-03-06T09:00:00+08:00",
	"_loc": {"file": "loans.csv", "line": 3},
}

evidence(rows) := {"now": "2026-03-10T09:00:00+08:00", "evidence": {"loan_register": rows}}

# The messages of the findings in an input.
messages(given, settings) := {finding.msg | some finding in found} if {
	found := overdue_loan.deny with input as given
		with data.params as {"CIC-019-5b": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(given, settings) := {finding.msg | some finding in found} if {
	found := overdue_loan.unknown with input as given
		with data.params as {"CIC-019-5b": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

# The messages on one loan, changed by `patch`.
changed(patch) := messages(evidence([object.union(loan, patch)]), params)

chained(rows) := messages(evidence(rows), params)

at(now, row) := messages(object.union(evidence([row]), {"now": now}), params)

# The row numbers for which times are compared, which is slow: those that a day leaves in doubt.
compared(rows) := {"lent": found.lately_lent, "returned": found.soon_returned} if {
	found := overdue_loan with input as evidence(rows)
		with data.params as {"CIC-019-5b": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

ordered(rows) := found if {
	found := overdue_loan.lent_again with input as evidence(rows)
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_times_are_compared_only_within_a_day if {
	rows := [
		loan,
		object.union(loan, {"returned_at": "2026-03-02T09:30:00+08:00"}),
		object.union(loan, {"returned_at": "2026-03-03T08:00:00+08:00"}),
		object.remove(object.union(loan, {"borrowed_at": "2026-03-09"}), ["returned_at"]),
		object.remove(object.union(loan, {"borrowed_at": "2026-03-10"}), ["returned_at"]),
	]
	compared(rows) == {"lent": {4}, "returned": {1}}
}

test_only_loans_lent_again_are_put_in_order if {
	other := object.union(loan, {"file_id": "F-2"})
	ordered([loan, other]) == set()
	ordered([loan, other, next_loan]) == {{0, 2}}
}

test_returned_in_time if {
	changed({}) == set()
	doubts(evidence([loan]), params) == set()
}

test_empty_register if {
	chained([]) == set()
}

test_the_third_day_counts_to_its_end if {
	changed({"returned_at": "2026-03-05T23:59:59+08:00"}) == set()
	changed({"returned_at": "2026-03-05"}) == set()
}

test_the_fourth_day_is_late if {
	message := concat("", [
		"LN-1: returned on 2026-03-06, after 2026-03-05, ",
		"the last day of the loan begun on 2026-03-02",
	])
	changed({"returned_at": "2026-03-06T00:00:00+08:00"}) == {message}
	changed({"returned_at": "2026-03-06"}) == {message}
}

test_days_are_those_of_the_organisation if {
	changed({"borrowed_at": "2026-03-01T17:00:00Z", "returned_at": "2026-03-05T15:59:59Z"}) == set()
	count(changed({"returned_at": "2026-03-05T16:00:00Z"})) == 1
}

test_the_limit_is_a_parameter if {
	settings := object.union(params, {"max_loan_days": 1})
	messages(evidence([object.remove(loan, ["due_at"])]), settings) == {concat("", [
		"LN-1: returned on 2026-03-04, after 2026-03-03, ",
		"the last day of the loan begun on 2026-03-02",
	])}
}

test_open_loan if {
	open := object.remove(loan, ["returned_at"])
	at("2026-03-05T23:59:59+08:00", open) == set()
	at("2026-03-06T00:00:00+08:00", open) == {concat("", [
		"LN-1: still out on 2026-03-06, after 2026-03-05, ",
		"the last day of the loan begun on 2026-03-02",
	])}
}

test_borrowed_on_a_plain_date if {
	changed({"borrowed_at": "2026-03-02", "returned_at": "2026-03-05"}) == set()
	count(changed({"borrowed_at": "2026-03-02", "returned_at": "2026-03-06"})) == 1
}

test_missing_loan_time if {
	row := object.remove(loan, ["borrowed_at"])
	messages(evidence([row]), params) == {"LN-1: the loan time is missing"}
	doubts(evidence([row]), params) == set()
}

test_future_loan_time if {
	row := object.remove(loan, ["returned_at", "due_at"])
	future := object.union(row, {"borrowed_at": "2026-03-10T09:00:01+08:00"})
	messages(evidence([future]), params) == {"LN-1: the loan time is in the future"}
	chained([object.union(row, {"borrowed_at": "2026-03-10T09:00:00+08:00"})]) == set()
	chained([object.union(row, {"borrowed_at": "2026-03-10"})]) == set()
}

test_a_loan_in_the_future_does_not_continue_one_that_is_out if {
	out := object.union(
		object.remove(loan, ["returned_at", "due_at"]),
		{"borrowed_at": "2026-03-08T09:00:00+08:00"},
	)
	planned := object.union(
		object.remove(next_loan, ["returned_at"]),
		{"borrowed_at": "2026-03-12T09:00:00+08:00", "due_at": "2026-03-14"},
	)
	chained([out, planned]) == {"LN-2: the loan time is in the future"}
}

test_returned_before_it_was_lent if {
	message := "LN-1: the return is dated before the loan"
	changed({"returned_at": "2026-03-02T08:59:59+08:00"}) == {message}
	changed({"returned_at": "2026-03-02T09:00:00+08:00"}) == set()
	changed({"returned_at": "2026-03-02"}) == set()
}

test_due_after_the_last_day if {
	changed({"due_at": "2026-03-06"}) == {concat("", [
		"LN-1: due on 2026-03-06, after 2026-03-05, ",
		"the last day of the loan begun on 2026-03-02",
	])}
}

test_all_faults_of_a_loan_are_one_finding if {
	count(changed({"due_at": "2026-03-06", "returned_at": "2026-03-07"})) == 1
}

test_a_loan_soon_after_a_return_continues_it if {
	chained([loan, next_loan]) == {concat("", [
		"LN-2: returned on 2026-03-06, after 2026-03-05, ",
		"the last day of the loan begun on 2026-03-02",
	])}
	chained([next_loan, loan]) == chained([loan, next_loan])
}

test_the_finding_shows_the_first_loan if {
	found := overdue_loan.deny with input as evidence([loan, next_loan])
		with data.params as {"CIC-019-5b": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	[[finding.subject, finding.related] | some finding in found] == [["LN-2", [loan._loc]]]
}

test_a_loan_alone_shows_no_other if {
	found := overdue_loan.deny with input as evidence([object.union(loan, {"due_at": "2026-03-06"})])
		with data.params as {"CIC-019-5b": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	[finding.related | some finding in found] == [[]]
}

test_a_loan_after_the_gap_is_a_new_one if {
	chained([loan, object.union(next_loan, {"borrowed_at": "2026-03-05T09:00:00+08:00"})]) == set()
}

test_a_return_on_a_plain_date_is_the_end_of_that_day if {
	first := object.union(loan, {"returned_at": "2026-03-04"})
	count(chained([first, object.union(next_loan, {"borrowed_at": "2026-03-05"})])) == 1
	chained([first, object.union(next_loan, {"borrowed_at": "2026-03-06"})]) == set()
}

test_other_borrowers_and_files_are_other_loans if {
	chained([loan, object.union(next_loan, {"borrower": "u103"})]) == set()
	chained([loan, object.union(next_loan, {"file_id": "F-2"})]) == set()
}

test_without_a_file_id_the_item_tells if {
	first := object.union(object.remove(loan, ["file_id"]), {"item": "Ledger"})
	second := object.union(object.remove(next_loan, ["file_id"]), {"item": "Ledger"})
	count(chained([first, second])) == 1
	chained([first, object.union(second, {"item": "Seal card"})]) == set()
	chained([object.remove(first, ["item"]), object.remove(second, ["item"])]) == set()
}

test_a_chain_of_many_loans if {
	rows := [
		object.union(loan, {"loan_id": "LN-1", "returned_at": "2026-03-03"}),
		object.union(next_loan, {
			"loan_id": "LN-2",
			"borrowed_at": "2026-03-04",
			"returned_at": "2026-03-05",
		}),
		object.union(next_loan, {
			"loan_id": "LN-3",
			"borrowed_at": "2026-03-06",
			"returned_at": "2026-03-06",
		}),
		object.union(next_loan, {
			"loan_id": "LN-4",
			"borrowed_at": "2026-03-08",
			"returned_at": "2026-03-09",
		}),
	]
	chained(rows) == {concat("", [
		"LN-3: returned on 2026-03-06, after 2026-03-05, ",
		"the last day of the loan begun on 2026-03-02",
	])}
}

test_a_long_loan_covers_the_short_ones_within_it if {
	rows := [
		object.union(loan, {"returned_at": "2026-03-05T09:00:00+08:00"}),
		object.union(next_loan, {
			"borrowed_at": "2026-03-02T10:00:00+08:00",
			"returned_at": "2026-03-02T11:00:00+08:00",
		}),
		object.union(next_loan, {"loan_id": "LN-3", "borrowed_at": "2026-03-05T10:00:00+08:00"}),
	]
	chained(rows) == {concat("", [
		"LN-3: returned on 2026-03-06, after 2026-03-05, ",
		"the last day of the loan begun on 2026-03-02",
	])}
}

test_a_loan_while_another_is_open_continues_it if {
	open := object.remove(loan, ["returned_at"])
	rows := [open, object.union(next_loan, {
		"borrowed_at": "2026-03-08T09:00:00+08:00",
		"returned_at": "2026-03-08T10:00:00+08:00",
	})]
	count(chained(rows)) == 2
}

test_the_gap_is_a_parameter if {
	settings := object.union(params, {"min_gap_hours": 23})
	messages(evidence([loan, next_loan]), settings) == set()
}

# Tuesday the 3rd of March is off, so that three working days from Monday reach Friday the 6th.
calendar(until) := [day |
	some date in numbers.range(1, until)
	day := {
		"list": "working_days",
		"key": sprintf("2026-03-%02d", [date]),
		"value": sprintf("%v", [date != 3]),
		"_loc": {"file": "calendar.csv", "line": date},
	}
]

with_calendar(row, until) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"loan_register": [row], "reference_lists": calendar(until)},
}

returned_on(day) := with_calendar(
	object.union(object.remove(loan, ["due_at"]), {"returned_at": day}),
	12,
)

test_working_days if {
	messages(returned_on("2026-03-06"), by_working_days) == set()
	messages(returned_on("2026-03-07"), by_working_days) == {concat("", [
		"LN-1: returned on 2026-03-07, after 2026-03-06, ",
		"the last day of the loan begun on 2026-03-02",
	])}
	count(messages(returned_on("2026-03-06"), params)) == 1
}

test_calendar_that_ends_too_early if {
	given := with_calendar(object.union(loan, {"returned_at": "2026-03-09"}), 5)
	messages(given, by_working_days) == set()
	doubts(given, by_working_days) == {"LN-1: the calendar does not cover the days of the loan"}
	doubts(given, params) == set()
	doubts(with_calendar(loan, 6), by_working_days) == set()
}

test_no_calendar if {
	doubts(evidence([loan]), by_working_days) == {
		"LN-1: the calendar does not cover the days of the loan",
	}
}

test_faults_that_need_no_calendar_are_still_found if {
	row := object.union(loan, {"returned_at": "2026-03-01"})
	messages(evidence([row]), by_working_days) == {"LN-1: the return is dated before the loan"}
}
