package lib.optouts_test

import data.lib.optouts
import data.lib.times

choice := {
	"customer_id": "C-1",
	"direct_marketing": false,
	"effective_at": "2026-03-02T09:00:00+08:00",
}

found(rows, at) := {text.en | some text in texts} if {
	texts := optouts.faults("C-1", "direct_marketing", times.start(at))
		with input as {"evidence": {"optout_flags": rows}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubted(rows, gaps) := {text.en | some text in texts} if {
	document := {"evidence": {"optout_flags": rows}, "gaps": {"optout_flags": gaps}}
	texts := optouts.doubts("C-1", times.start("2026-03-03T09:00:00+08:00")) with input as document
}

at := "2026-03-02T09:00:00+08:00"

none := {"no opt-out choice of the customer is on record for that time"}

out := {"the customer opted out of direct marketing"}

blank := {"the customer's choice on direct marketing is empty and counts as opted out"}

test_a_choice_counts_from_its_instant if {
	found([choice], at) == set()
	found([choice], "2026-03-02T08:59:59+08:00") == none
	found([object.union(choice, {"direct_marketing": true})], at) == out
	found([object.remove(choice, ["direct_marketing"])], at) == blank
	found([object.union(choice, {"effective_at": "2026-03-02"})], "2026-03-02T00:00:00+08:00") == set()
	found([object.union(choice, {"effective_at": "2026-03-02"})], "2026-03-01T23:59:59+08:00") == none
}

test_the_newest_choice_counts if {
	later := object.union(choice, {"direct_marketing": true, "effective_at": "2026-03-05"})
	found([choice, later], "2026-03-04T23:59:59+08:00") == set()
	found([later, choice], "2026-03-05T00:00:00+08:00") == out
	found([choice, object.union(choice, {"direct_marketing": true})], at) == out
	found(
		[choice, object.union(choice, {"direct_marketing": true, "effective_at": "2026-03-01"})],
		at,
	) == set()
}

test_choices_of_others_and_without_a_time if {
	found([], at) == none
	found([object.union(choice, {"customer_id": "C-2"})], at) == none
	undated := object.remove(choice, ["effective_at"])
	found([undated], at) == none
	found([choice, object.union(undated, {"direct_marketing": true})], at) == out
	found([choice, undated], at) == set()
}

test_an_absence_is_a_doubt_where_the_choices_were_not_fully_read if {
	document := {"evidence": {"optout_flags": []}, "gaps": {"optout_flags": ["a file"]}}
	optouts.faults("C-1", "direct_marketing", 1) == set() with input as document
	doubted([], ["a file"]) == none
	doubted([choice], ["a file"]) == set()
	doubted([], []) == set()
}

undecided(at, hours, rows) := {text.en | some text in texts} if {
	texts := optouts.undecided("C-1", "direct_marketing", at, hours)
		with input as {"evidence": {"optout_flags": rows}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_an_act_on_the_day_of_the_choice if {
	closed := object.union(choice, {
		"direct_marketing": true,
		"effective_at": "2026-03-05T23:59:59+08:00",
	})
	doubt := out | {"at which hour of that day it was done is not recorded"}
	undecided("2026-03-05", 0, [choice, closed]) == doubt
	undecided("2026-03-05T23:59:59+08:00", 0, [choice, closed]) == set()
	undecided("2026-03-04", 0, [choice, closed]) == set()
	undecided("2026-03-06", 0, [choice, closed]) == set()
	undecided("2026-03-06", 24, [choice, closed]) == doubt
	undecided("2026-03-07", 24, [choice, closed]) == set()
	undecided("2026-03-05", 24, [choice, closed]) == set()
	undecided("2026-03-05", 0, [closed]) == set()
	last := object.union(closed, {"effective_at": "2026-03-05T23:59:59.999999999+08:00"})
	undecided("2026-03-05", 0, [choice, last]) == doubt
	opened := object.union(choice, {"effective_at": "2026-03-06T09:00:00+08:00"})
	undecided("2026-03-06T09:00:00+08:00", 0, [closed, opened]) == set()
	undecided("2026-03-05", 0, [choice, object.union(closed, {"effective_at": "2026-03-06"})]) == set()
}
