package rules.loans.incomplete_loan_entry_test

import data.rules.loans.incomplete_loan_entry

params := {"CIC-019-5a": {"required_fields": [
	"item",
	"copies",
	"borrowed_at",
	"reason",
	"borrower_signature",
]}}

loan := {
	"loan_id": "LN-1",
	"borrower": "u102",
	"borrower_signature": "u102",
	"item": "Opening file",
	"file_id": "F-1",
	"copies": 1,
	"reason": "annual review",
	"borrowed_at": "2026-03-02T09:00:00+08:00",
	"returned_at": "2026-03-04T09:00:00+08:00",
	"_loc": {"file": "loans.csv", "line": 2},
}

# A later loan of the same copy.
next_loan := object.union(loan, {
	"loan_id": "LN-2",
	"borrowed_at": "2026-03-04T09:00:00+08:00",
	"returned_at": "2026-03-05T09:00:00+08:00",
})

messages_with(rows, settings) := {finding.msg | some finding in found} if {
	found := incomplete_loan_entry.deny with input as {"evidence": {"loan_register": rows}}
		with data.params as settings
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

# The messages of the findings on these rows.
messages(rows) := messages_with(rows, params)

changed(patch) := messages([object.union(loan, patch)])

test_complete_entry if {
	messages([loan]) == set()
}

test_empty_register if {
	messages([]) == set()
}

test_each_missing_field if {
	cases := {
		"item": "LN-1: the name of the material is missing",
		"copies": "LN-1: the number of copies is missing",
		"borrowed_at": "LN-1: the loan time is missing",
		"reason": "LN-1: the reason is missing",
		"borrower_signature": "LN-1: the signature is missing",
	}
	every field, message in cases {
		messages([object.remove(loan, [field])]) == {message}
	}
}

test_missing_fields_are_one_finding if {
	messages([object.remove(loan, ["item", "reason"])]) == {concat("", [
		"LN-1: the name of the material is missing; ",
		"the reason is missing",
	])}
}

test_chinese_message if {
	row := object.remove(loan, ["item"])
	found := incomplete_loan_entry.deny with input as {"evidence": {"loan_register": [row]}}
		with data.params as params
	{finding.msg_zh | some finding in found} == {"LN-1:缺少资料名称"}
}

test_required_fields_are_a_parameter if {
	settings := {"CIC-019-5a": {"required_fields": ["file_id", "due_at"]}}
	messages_with([object.remove(loan, ["item"])], settings) == {"LN-1: due_at is missing"}
}

test_copies_are_positive if {
	changed({"copies": 0}) == {"LN-1: the number of copies is 0"}
	changed({"copies": -1}) == {"LN-1: the number of copies is -1"}
	changed({"copies": 2}) == set()
}

test_signed_by_another if {
	changed({"borrower_signature": "u103"}) == {"LN-1: signed by u103, not by the borrower u102"}
}

test_lent_again_at_the_moment_of_return if {
	messages([loan, next_loan]) == set()
}

test_lent_again_before_the_return if {
	early := object.union(next_loan, {"borrowed_at": "2026-03-04T08:59:59+08:00"})
	message := "LN-1: the copy was lent again as LN-2 before it came back"
	messages([loan, early]) == {message}
	messages([early, loan]) == {message}
}

test_lent_again_while_open if {
	open := object.remove(loan, ["returned_at"])
	messages([open, next_loan]) == {"LN-1: the copy was lent again as LN-2 before it came back"}
	messages([open]) == set()
}

test_every_loan_that_overlaps_a_later_one if {
	long := object.union(loan, {"returned_at": "2026-03-10"})
	last := object.union(next_loan, {"loan_id": "LN-3", "borrowed_at": "2026-03-06"})
	messages([long, next_loan, last]) == {"LN-1: the copy was lent again as LN-2 before it came back"}
}

test_plain_dates_overlap_only_surely if {
	on(loan, "2026-03-02", "2026-03-04", "2026-03-04") == 0
	on(loan, "2026-03-02", "2026-03-04", "2026-03-03") == 1
	on(loan, "2026-03-02", "2026-03-02", "2026-03-02") == 0
	on(loan, "2026-03-02", "2026-03-04", "2026-03-04T09:00:00+08:00") == 0
	on(loan, "2026-03-02", "2026-03-04T09:00:00+08:00", "2026-03-04") == 0
	on(loan, "2026-03-02", "2026-03-04", "2026-03-03T23:59:59+08:00") == 1
}

# How many findings there are when a loan is followed by another.
on(row, borrowed, returned, again) := count(messages([
	object.union(row, {"borrowed_at": borrowed, "returned_at": returned}),
	object.union(row, {"loan_id": "LN-2", "borrowed_at": again, "returned_at": "2026-03-09"}),
]))

test_other_files_and_copies_do_not_overlap if {
	during := object.union(next_loan, {"borrowed_at": "2026-03-03"})
	messages([loan, object.union(during, {"file_id": "F-2"})]) == set()
	messages([loan, object.union(during, {"copy_no": "2"})]) == set()
	count(messages([loan, during])) == 1
	count(messages([
		object.union(loan, {"copy_no": "2"}),
		object.union(during, {"copy_no": "2"}),
	])) == 1
}

test_loans_of_no_known_file_are_not_compared if {
	first := object.remove(loan, ["file_id"])
	second := object.union(first, {"loan_id": "LN-2"})
	messages([first, second]) == set()
}

ordered(rows) := found if {
	found := incomplete_loan_entry.lent_again with input as {"evidence": {"loan_register": rows}}
}

test_only_copies_lent_again_are_put_in_order if {
	other := object.union(loan, {"file_id": "F-2"})
	ordered([loan, other]) == set()
	ordered([loan, other, next_loan]) == {{0, 2}}
}
