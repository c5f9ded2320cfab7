# METADATA
# description: |
#   Working days, from reference_lists (list working_days: key = day, value "true" or "false"). A
#   day without an entry, or with entries that disagree, is unknown.
package lib.calendar

import data.lib.times

# covered(from_day, to_day): the calendar knows every day of the period, both ends included.
covered(from_day, to_day) if {
	known_at[to_day] - known_at[from_day] == times.days_between(from_day, to_day)
}

# add_working_days(day, n): the n-th working day after `day`, which is day 0 itself; undefined
# where the calendar does not cover the way there.
add_working_days(day, 0) := day

add_working_days(day, n) := working_days[(rank(day) + n) - 1] if {
	n > 0
	covered(day, working_days[(rank(day) + n) - 1])
}

# rank(day): how many of the listed working days are not after `day`.
rank(day) := working_at[day] + 1

rank(day) := known_at[day] - off_at[day]

working_days := sort(listed("true") - listed("false"))

off_days := sort(listed("false") - listed("true"))

working_at[day] := i if some i, day in working_days

off_at[day] := i if some i, day in off_days

known_at[day] := i if some i, day in sort(array.concat(working_days, off_days))

listed(value) := {row.key |
	some row in input.evidence.reference_lists
	row.list == "working_days"
	lower(row.value) == value
	regex.match(`^\d{4}-\d{2}-\d{2}$`, row.key)
}
