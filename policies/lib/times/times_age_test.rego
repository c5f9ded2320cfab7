package lib.times_age_test

import data.lib.times

shanghai := {"timezone": "Asia/Shanghai"}

noon := "2026-03-10T12:00:00+08:00"

midnight := "2026-03-10T00:00:00+08:00"

before_midnight := "2026-03-09T23:59:59+08:00"

ahead(at) if times.ahead(at) with input as {"now": noon} with data.organisation as shanghai

hours(at, n, now) if {
	times.older_than_hours(at, n) with input as {"now": now} with data.organisation as shanghai
}

days(at, n, now) if {
	times.older_than_days(at, n) with input as {"now": now} with data.organisation as shanghai
}

test_ahead_by_more_than_an_hour if {
	not ahead("2026-03-10T13:00:00+08:00")
	ahead("2026-03-10T13:00:01+08:00")
	not ahead("2026-03-10")
	ahead("2026-03-11")
}

test_hours_of_an_instant if {
	not hours("2026-03-09T12:00:00+08:00", 24, noon)
	hours("2026-03-09T11:59:59+08:00", 24, noon)
}

test_hours_of_a_date_begin_with_its_end if {
	not hours("2026-03-08", 24, before_midnight)
	hours("2026-03-08", 24, midnight)
}

test_days_of_an_instant if {
	not days("2026-03-08T12:00:00+08:00", 2, noon)
	days("2026-03-08T11:59:59+08:00", 2, noon)
}

test_days_of_a_date_end_with_the_last_day if {
	not days("2026-03-07", 2, before_midnight)
	days("2026-03-07", 2, midnight)
}

begun(from, at) if times.begun(from, at) with data.organisation as shanghai

running(until, at) if times.running(until, at) with data.organisation as shanghai

test_a_period_begins_with_its_first_day if {
	begun("2026-03-10", midnight)
	begun("2026-03-10", "2026-03-09T16:00:00Z")
	begun("2026-03-10", "2026-03-10")
	not begun("2026-03-10", before_midnight)
	not begun("2026-03-10", "2026-03-09")
}

test_a_period_ends_with_its_last_day if {
	running("2026-03-09", before_midnight)
	running("2026-03-09", "2026-03-09")
	not running("2026-03-09", midnight)
	not running("2026-03-09", "2026-03-10")
}

test_a_period_of_instants_is_half_open if {
	begun(noon, noon)
	not begun(noon, midnight)
	running(noon, midnight)
	not running(noon, noon)
	running(noon, "2026-03-10")
}

test_an_empty_end_is_open if {
	begun("", noon)
	running("", noon)
}

past(at, now) if times.past(at) with input as {"now": now} with data.organisation as shanghai

test_a_day_is_past_from_the_next_midnight if {
	not past("2026-03-09", before_midnight)
	past("2026-03-09", midnight)
	not past(noon, noon)
	past(midnight, noon)
}
