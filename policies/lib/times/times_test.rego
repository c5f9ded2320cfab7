package lib.times_test

import data.lib.times

shanghai := {"timezone": "Asia/Shanghai"}

auckland := {"timezone": "Pacific/Auckland"}

ns(text) := time.parse_rfc3339_ns(text)

start(at, place) := result if result := times.start(at) with data.organisation as place

end(at, place) := result if result := times.end(at) with data.organisation as place

day(at) := result if result := times.day(at) with data.organisation as shanghai

past(at, now) if times.past(at) with input as {"now": now} with data.organisation as shanghai

future(at, now) if times.future(at) with input as {"now": now} with data.organisation as shanghai

not_after(a, b) if times.not_after(a, b) with data.organisation as shanghai

before(a, b) if times.before(a, b) with data.organisation as shanghai

surely_before(a, b) if times.surely_before(a, b) with data.organisation as shanghai

begun(from, at) if times.begun(from, at) with data.organisation as shanghai

running(until, at) if times.running(until, at) with data.organisation as shanghai

covers(from, until, at) if times.covers(from, until, at) with data.organisation as shanghai

test_a_day_is_ten_letters if {
	times.is_day("2026-03-10")
	not times.is_day("2026-03-10T00:00:00Z")
}

test_an_instant_begins_and_ends_with_itself if {
	at := "2026-03-10T09:00:00.5+08:00"
	start(at, shanghai) == ns("2026-03-10T01:00:00.5Z")
	end(at, shanghai) == ns("2026-03-10T01:00:00.5Z")
}

test_a_day_begins_and_ends_at_midnight if {
	start("2026-03-10", shanghai) == ns("2026-03-10T00:00:00+08:00")
	end("2026-03-10", shanghai) == ns("2026-03-11T00:00:00+08:00")
}

test_the_zone_is_utc_where_none_is_named if {
	start("2026-03-10", {}) == ns("2026-03-10T00:00:00Z")
}

test_days_of_a_zone_west_of_utc if {
	start("2026-03-10", {"timezone": "America/New_York"}) == ns("2026-03-10T00:00:00-04:00")
}

# Clocks go back at 2026-04-05T03:00 in Auckland, which is later than the midnight looked for, but
# earlier than the same wall time in UTC.
test_days_on_which_clocks_change if {
	start("2026-04-05", auckland) == ns("2026-04-05T00:00:00+13:00")
	end("2026-04-05", auckland) == ns("2026-04-06T00:00:00+12:00")
	start("2026-09-27", auckland) == ns("2026-09-27T00:00:00+12:00")
	end("2026-09-27", auckland) == ns("2026-09-28T00:00:00+13:00")
}

test_now_and_today if {
	given := {"now": "2026-03-09T16:00:00Z"}
	times.now == ns("2026-03-09T16:00:00Z") with input as given
	times.today == "2026-03-10" with input as given with data.organisation as shanghai
	times.today == "2026-03-09" with input as given
}

test_the_day_of_a_time_is_that_of_the_zone if {
	day("2026-03-10") == "2026-03-10"
	day("2026-03-09T15:59:59Z") == "2026-03-09"
	day("2026-03-09T16:00:00Z") == "2026-03-10"
	day("2026-03-10T00:00:00+09:00") == "2026-03-09"
}

test_days_are_added_over_the_end_of_months if {
	times.add_days("2026-02-27", 2) == "2026-03-01"
	times.add_days("2028-02-27", 2) == "2028-02-29"
	times.add_days("2026-01-01", -1) == "2025-12-31"
	times.add_days("2026-01-01", 0) == "2026-01-01"
	times.add_days("2026-03-09T16:00:00Z", 1) == "2026-03-11" with data.organisation as shanghai
}

test_months_are_added if {
	times.add_months("2026-11-30", 1) == "2026-12-30"
	times.add_months("2026-11-30", 2) == "2027-01-30"
	times.add_months("2026-01-15", -1) == "2025-12-15"
	times.add_months("2026-03-09T16:00:00Z", 6) == "2026-09-10" with data.organisation as shanghai
}

test_days_between if {
	times.days_between("2026-02-28", "2026-03-01") == 1
	times.days_between("2026-03-01", "2026-02-28") == -1
	times.days_between("2026-03-01", "2026-03-01") == 0
	midnight := "2026-03-09T16:00:00Z"
	times.days_between("2026-03-09T15:59:59Z", midnight) == 1 with data.organisation as shanghai
}

test_days_between_do_not_follow_the_clock if {
	times.days_between("2026-04-04", "2026-04-06") == 2 with data.organisation as auckland
}

test_hours if {
	times.hours(0) == 0
	times.hours(2) == ns("2026-03-10T02:00:00Z") - ns("2026-03-10T00:00:00Z")
}

test_an_instant_is_past_once_now_is_later if {
	past("2026-03-10T08:59:59+08:00", "2026-03-10T09:00:00+08:00")
	not past("2026-03-10T09:00:00+08:00", "2026-03-10T09:00:00+08:00")
	not past("2026-03-10T09:00:01+08:00", "2026-03-10T09:00:00+08:00")
}

test_a_day_is_past_from_the_next_midnight if {
	not past("2026-03-10", "2026-03-10T23:59:59+08:00")
	past("2026-03-10", "2026-03-11T00:00:00+08:00")
}

test_future_begins_after_now if {
	not future("2026-03-10T09:00:00+08:00", "2026-03-10T09:00:00+08:00")
	future("2026-03-10T09:00:01+08:00", "2026-03-10T09:00:00+08:00")
	not future("2026-03-10", "2026-03-10T00:00:00+08:00")
	future("2026-03-11", "2026-03-10T23:59:59+08:00")
}

test_not_after_of_days if {
	not_after("2026-03-09", "2026-03-10")
	not_after("2026-03-10", "2026-03-10")
	not not_after("2026-03-11", "2026-03-10")
}

test_not_after_of_instants if {
	not_after("2026-03-10T09:00:00+08:00", "2026-03-10T01:00:00Z")
	not_after("2026-03-10T08:59:59+08:00", "2026-03-10T01:00:00Z")
	not not_after("2026-03-10T09:00:01+08:00", "2026-03-10T01:00:00Z")
}

test_not_after_of_a_day_and_an_instant if {
	not_after("2026-03-09", "2026-03-10T00:00:00+08:00")
	not not_after("2026-03-10", "2026-03-10T23:59:59+08:00")
	not_after("2026-03-10T00:00:00+08:00", "2026-03-10")
	not not_after("2026-03-10T00:00:01+08:00", "2026-03-10")
}

test_before_of_instants_is_strict if {
	before("2026-03-10T08:59:59+08:00", "2026-03-10T09:00:00+08:00")
	not before("2026-03-10T09:00:00+08:00", "2026-03-10T09:00:00+08:00")
	not before("2026-03-10T09:00:01+08:00", "2026-03-10T09:00:00+08:00")
}

test_before_of_days_may_be_the_same_day if {
	before("2026-03-10", "2026-03-10")
	not before("2026-03-11", "2026-03-10")
}

test_before_of_a_day_and_an_instant if {
	before("2026-03-09", "2026-03-10T00:00:00+08:00")
	not before("2026-03-10", "2026-03-10T23:59:59+08:00")
	before("2026-03-09T23:59:59+08:00", "2026-03-10")
	not before("2026-03-10T00:00:01+08:00", "2026-03-10")
}

test_surely_before if {
	surely_before("2026-03-09", "2026-03-10")
	not surely_before("2026-03-10", "2026-03-10")
	surely_before("2026-03-09", "2026-03-10T00:00:00+08:00")
	not surely_before("2026-03-10", "2026-03-10T23:59:59+08:00")
	surely_before("2026-03-10T08:59:59+08:00", "2026-03-10T09:00:00+08:00")
	not surely_before("2026-03-10T09:00:00+08:00", "2026-03-10T09:00:00+08:00")
	surely_before("2026-03-09T23:59:59+08:00", "2026-03-10")
	not surely_before("2026-03-10T00:00:00+08:00", "2026-03-10")
}

test_begun if {
	begun("", "2026-03-10")
	begun("2026-03-10", "2026-03-10")
	begun("2026-03-10", "2026-03-10T00:00:00+08:00")
	not begun("2026-03-10", "2026-03-09T23:59:59+08:00")
	begun("2026-03-10T09:00:00+08:00", "2026-03-10T09:00:00+08:00")
	not begun("2026-03-10T09:00:00+08:00", "2026-03-10T08:59:59+08:00")
	not begun("2026-03-10T09:00:00+08:00", "2026-03-10")
	begun("2026-03-10T09:00:00+08:00", "2026-03-11")
}

test_running if {
	running("", "2026-03-10")
	running("2026-03-10", "2026-03-10")
	running("2026-03-10", "2026-03-10T23:59:59+08:00")
	not running("2026-03-10", "2026-03-11T00:00:00+08:00")
	not running("2026-03-10T09:00:00+08:00", "2026-03-10T09:00:00+08:00")
	running("2026-03-10T09:00:00+08:00", "2026-03-10T08:59:59+08:00")
	running("2026-03-10T09:00:00+08:00", "2026-03-10")
	not running("2026-03-10T09:00:00+08:00", "2026-03-11")
}

test_covers_takes_both_ends if {
	covers("2026-03-10", "2026-03-10", "2026-03-10")
	covers("", "", "2026-03-10")
	not covers("2026-03-11", "", "2026-03-10")
	not covers("", "2026-03-09", "2026-03-10")
}

# Written days differ from the days in the organisation's zone when the offset is another.
test_instants_are_compared_as_instants if {
	not past("2026-03-09T23:00:00-10:00", "2026-03-10T09:00:00+08:00")
	past("2026-03-10T09:00:00+14:00", "2026-03-10T09:00:00+08:00")
	not not_after("2026-03-09T23:00:00-10:00", "2026-03-10")
	not surely_before("2026-03-09T23:00:00-10:00", "2026-03-10")
	not surely_before("2026-03-09T23:00:00-10:00", "2026-03-10T09:00:00+08:00")
	not begun("2026-03-09T23:00:00-10:00", "2026-03-10T09:00:00+08:00")
	not running("2026-03-10T09:00:00+14:00", "2026-03-10T09:00:00+08:00")
	running("2026-03-09T23:00:00-10:00", "2026-03-10T09:00:00+08:00")
}

later_than_days(from, n, at) if {
	times.later_than_days(from, n, at) with data.organisation as shanghai
}

test_later_than_days_of_24_hours if {
	from := "2026-03-10T09:00:00+08:00"
	later_than_days(from, 2, "2026-03-12T09:00:01+08:00")
	not later_than_days(from, 2, "2026-03-12T09:00:00+08:00")
	later_than_days(from, 2, "2026-03-13")
	not later_than_days(from, 2, "2026-03-12")
}

test_later_than_calendar_days if {
	later_than_days("2026-03-10", 2, "2026-03-13")
	later_than_days("2026-03-10", 2, "2026-03-13T00:00:00+08:00")
	not later_than_days("2026-03-10", 2, "2026-03-12T23:59:59+08:00")
	not later_than_days("2026-03-10", 2, "2026-03-12")
}
