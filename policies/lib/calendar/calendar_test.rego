package lib.calendar_test

import data.lib.calendar

# A week and a day: Thursday and Friday worked, the weekend off, then a day in lieu on Monday.
values := {
	"2026-02-26": "true",
	"2026-02-27": "TRUE",
	"2026-02-28": "false",
	"2026-03-01": "False",
	"2026-03-02": "false",
	"2026-03-03": "true",
	"2026-03-04": "true",
}

rows(days) := [{"list": "working_days", "key": key, "value": value} | some key, value in days]

delivered(days) := {"evidence": {"reference_lists": rows(days)}}

added(days, day, n) := result if {
	result := calendar.add_working_days(day, n) with input as delivered(days)
}

covered(days, from_day, to_day) if {
	calendar.covered(from_day, to_day) with input as delivered(days)
}

test_days_that_are_off_are_skipped if {
	added(values, "2026-02-26", 1) == "2026-02-27"
	added(values, "2026-02-26", 2) == "2026-03-03"
	added(values, "2026-02-26", 3) == "2026-03-04"
}

test_counting_from_a_day_that_is_off if {
	added(values, "2026-02-28", 1) == "2026-03-03"
	added(values, "2026-03-02", 1) == "2026-03-03"
	added(values, "2026-03-02", 2) == "2026-03-04"
}

test_the_day_itself_is_day_zero if {
	added(values, "2026-02-27", 0) == "2026-02-27"
	added(values, "2026-02-28", 0) == "2026-02-28"
}

test_the_calendar_ends_too_early if {
	not added(values, "2026-02-26", 4)
}

test_the_calendar_begins_too_late if {
	not added(values, "2026-02-25", 1)
}

test_a_day_missing_on_the_way if {
	gap := object.remove(values, ["2026-03-01"])
	not added(gap, "2026-02-27", 1)
	not covered(gap, "2026-02-28", "2026-03-02")
	added(gap, "2026-02-26", 1) == "2026-02-27"
	added(gap, "2026-03-02", 1) == "2026-03-03"
}

test_entries_that_disagree_are_unknown if {
	doubled := array.concat(rows(values), rows({"2026-03-03": "false"}))
	evidence := {"evidence": {"reference_lists": doubled}}
	not calendar.add_working_days("2026-02-27", 1) with input as evidence
}

test_values_that_are_neither_are_unknown if {
	not covered(object.union(values, {"2026-03-01": "holiday"}), "2026-02-28", "2026-03-02")
}

test_keys_that_are_no_day_are_left_out if {
	strange := object.union(object.remove(values, ["2026-03-01"]), {"2026-02-28a": "false"})
	not covered(strange, "2026-02-28", "2026-03-02")
}

test_other_lists_are_no_calendar if {
	other := [object.union(row, {"list": "exchange_rates"}) | some row in rows(values)]
	evidence := {"evidence": {"reference_lists": other}}
	not calendar.covered("2026-02-26", "2026-02-26") with input as evidence
}

test_covered_periods if {
	covered(values, "2026-02-26", "2026-03-04")
	covered(values, "2026-02-28", "2026-02-28")
	not covered(values, "2026-02-25", "2026-03-04")
	not covered(values, "2026-02-26", "2026-03-05")
}

test_no_calendar_covers_nothing if {
	not calendar.covered("2026-02-26", "2026-02-26") with input as {"evidence": {}}
	not calendar.add_working_days("2026-02-26", 1) with input as {"evidence": {}}
}
