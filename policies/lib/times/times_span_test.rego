package lib.times_span_test

import data.lib.times

now := {"now": "2026-03-10T12:00:00+08:00"}

shanghai := {"timezone": "Asia/Shanghai"}

test_a_date_valid_for_life_is_never_past if {
	not times.past("9999-12-31") with input as now with data.organisation as shanghai
	not times.older_than_days("9999-12-31", 90) with input as now with data.organisation as shanghai
	times.future("9999-12-31") with input as now with data.organisation as shanghai
	times.future("9999-12-31T00:00:00Z") with input as now with data.organisation as shanghai
}

test_a_date_valid_for_life_is_later_than_any_act if {
	times.surely_before("2026-03-10", "9999-12-31") with data.organisation as shanghai
	times.running("9999-12-31", "2026-03-10T12:00:00+08:00") with data.organisation as shanghai
	times.start("2199-12-31T00:00:00Z") < times.end("9999-12-31") with data.organisation as shanghai
}

test_future_and_surely_before_of_days if {
	not times.future("2026-03-10") with input as now with data.organisation as shanghai
	times.future("2026-03-11") with input as now with data.organisation as shanghai
	times.surely_before("2026-03-10", "2026-03-11T00:00:00+08:00") with data.organisation as shanghai
	not times.surely_before("2026-03-10", "2026-03-10T15:59:59Z") with data.organisation as shanghai
	not times.surely_before("2026-03-10", "2026-03-10")
}

test_later_than_hours if {
	times.later_than_hours("2026-03-10T12:00:00+08:00", 24, "2026-03-11T04:00:01Z")
	not times.later_than_hours("2026-03-10T12:00:00+08:00", 24, "2026-03-11T04:00:00Z")
}

test_later_than_hours_of_a_day if {
	later_than_a_day("2026-03-12")
	later_than_a_day("2026-03-11T16:00:00Z")
	not later_than_a_day("2026-03-11T15:59:59Z")
}

later_than_a_day(at) if {
	times.later_than_hours("2026-03-10", 24, at) with data.organisation as shanghai
}

test_a_placeholder_of_old_is_past if {
	times.past("0001-01-01") with input as now with data.organisation as shanghai
	times.past("1700-01-01T00:00:00Z") with input as now with data.organisation as shanghai
}

test_the_span_itself_is_exact if {
	times.start("1800-01-01T00:00:01Z") == times.start("1800-01-01T00:00:00Z") + 1000000000
	times.days_between("2199-12-30", "2199-12-31") == 1
}

test_the_span_ends_with_its_edges if {
	times.start("1800") == times.start("1700-01-01T00:00:00Z")
	times.start("2200") == times.start("9999-12-31")
}

test_dates_outside_the_span_are_its_edges if {
	times.start("0001-01-01") == times.start("1800-01-01")
	times.start("9999-12-31") == times.start("2199-12-31") + times.hours(24)
	times.utc_midnight("1800") == times.start("1800")
	times.utc_midnight("2200") == times.start("2200")
	times.utc_midnight("1700-01-01") == times.start("1800-01-01")
}

test_the_midnight_of_a_date_is_before_it_as_an_instant if {
	times.before("2026-03-10T00:00:00Z", "2026-03-10")
	not times.before("2026-03-10T00:00:00Z", "2026-03-10T00:00:00Z")
}

test_a_text_one_letter_longer_than_a_date_is_an_instant if {
	times.end("1700-01-01T") == times.start("1800-01-01")
	times.day("1700-01-01T") == "1800-01-01"
}
