# METADATA
# description: |
#   Instants, calendar days and limits. A time in evidence is an RFC 3339 text with offset, or a
#   plain date where the source holds no time. Days are those of the organisation's time zone.
package lib.times

default zone := "UTC"

zone := data.organisation.timezone

# is_day(at): the text is a plain date, without a time.
is_day(at) if count(at) == 10

# start(at): the instant (ns since 1970) at which `at` begins; a plain date begins at midnight. They
# end in 2262, while a document valid for life expires in 9999: whatever lies outside the years 1800
# to 2199 is read as the edge of that span. The usual case comes first and calls nothing.
start(at) := time.parse_rfc3339_ns(at) if {
	count(at) != 10
	at > "1800"
	at < "2200"
} else := midnight(at) if {
	count(at) == 10
} else := edge(at)

# end(at): the first instant after `at`; a plain date ends at the next midnight.
end(at) := start(at) if {
	count(at) != 10
} else := next_midnight(at)

now := start(input.now)

today := day(input.now)

# day(at): the calendar day of `at` as YYYY-MM-DD.
day(at) := time.format([start(at), zone, "2006-01-02"]) if {
	count(at) != 10
} else := at

# add_days(at, n): the calendar day n days after the day of `at`, as YYYY-MM-DD.
add_days(at, n) := utc_day(time.add_date(utc_midnight(day(at)), 0, 0, n))

# add_months(at, n): the calendar day n months after the day of `at`, as YYYY-MM-DD.
add_months(at, n) := utc_day(time.add_date(utc_midnight(day(at)), 0, n, 0))

# days_between(a, b): whole calendar days from the day of a to the day of b.
days_between(a, b) := (utc_midnight(day(b)) - utc_midnight(day(a))) / 86400000000000

# hours(n): n hours in ns.
hours(n) := n * 3600000000000

# past(at): `at` lies wholly before now; a plain date is past from the next midnight.
past(at) := start(at) < now if {
	count(at) != 10
} else := at < today

# future(at): `at` begins after now.
future(at) := start(at) > now if {
	not is_day(at)
} else := at > today

# ahead(at): `at` begins more than an hour after now. No clock is that wrong, so the entry is.
ahead(at) if start(at) > now + hours(1)

# older_than_hours(at, n): more than n hours have passed since `at`.
older_than_hours(at, n) := (start(at) + hours(n)) < now if {
	not is_day(at)
} else := (end(at) + hours(n)) <= now

# older_than_days(at, n): more than n days have passed since `at`; days of a plain date are calendar
# days, those of an instant 24 hours each.
older_than_days(at, n) := older_than_hours(at, n * 24) if {
	not is_day(at)
} else := add_days(at, n) < today

# later_than_days(from, n, at): more than n days lie between `from` and `at`; days as above.
later_than_days(from, n, at) := start(at) > (start(from) + hours(n * 24)) if {
	not is_day(from)
} else := day(at) > add_days(from, n)

# later_than_hours(from, n, at): more than n hours lie between `from` and `at`, whatever the hour of
# a plain date was: it ends just before the next midnight.
later_than_hours(from, n, at) := start(at) > (start(from) + hours(n)) if {
	not is_day(from)
} else := start(at) >= (end(from) + hours(n))

# not_after(a, b): a was not later than b. Two plain dates are compared as days; where only one of
# them carries a time, only a is proof that lies wholly before b.
not_after(a, b) := a <= b if {
	count(a) == 10
	count(b) == 10
} else := next_midnight(a) <= start(b) if {
	count(a) == 10
} else := start(a) <= start(b)

# before(a, b): a was earlier than b; two plain dates may be the same day.
before(a, b) := start(a) < start(b) if {
	count(a) != 10
	count(b) != 10
} else := not_after(a, b)

# surely_before(a, b): a lies wholly before b, whatever the hour of a plain date was. For data
# errors: an order that cannot be true.
surely_before(a, b) := a < day(b) if {
	count(a) == 10
} else := start(a) < start(b)

# begun(from, at): `at` is not before `from`; an empty `from` ("") is open, since it lies before all
# times. Days are compared as texts: finding the midnight of a date costs ten times as much.
begun(from, at) := start(from) <= start(at) if {
	not is_day(from)
} else := from <= day(at)

# running(until, at): `at` is before the end of `until`; an empty `until` ("") is open, a plain date
# counts to the end of that day, an instant is itself no longer inside.
running(until, at) if {
	until == ""
} else := start(at) < start(until) if {
	not is_day(until)
} else := day(at) <= until

# covers(from, until, at): `at` lies in the half-open period.
covers(from, until, at) if {
	begun(from, at)
	running(until, at)
}

midnight(date) := wall - offset(wall) if wall := utc_midnight(date)

next_midnight(date) := midnight(add_days(date, 1))

# The zone's distance from UTC at a full second given as local wall time: looked up twice, so that a
# clock change between the first guess and the answer is seen.
offset(wall) := distance(wall - distance(wall))

distance(ns) := time.parse_rfc3339_ns(concat("", [local, "Z"])) - ns if {
	local := time.format([ns, zone, "2006-01-02T15:04:05"])
}

# A plain date outside the span is its edge too.
utc_midnight(date) := time.parse_rfc3339_ns(concat("", [date, "T00:00:00Z"])) if {
	date > "1800"
	date < "2200"
} else := edge(date)

edge(at) := time.parse_rfc3339_ns("1800-01-01T00:00:00Z") if {
	at <= "1800"
} else := time.parse_rfc3339_ns("2200-01-01T00:00:00Z")

utc_day(ns) := sprintf("%04d-%02d-%02d", time.date(ns))
