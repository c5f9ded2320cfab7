# METADATA
# description: Duties that persons were appointed to, from appointments.
package lib.appointments

import data.lib.people
import data.lib.times

rows := input.evidence.appointments

# of_person[[duty, person]]: the row numbers of a person's appointments to a duty.
of_person[key] contains i if {
	some i, row in rows
	key := [row.duty, people.identity(row.person)]
}

# in_force(row, at): the appointment covers that time.
in_force(row, at) if {
	times.covers(row.valid_from, object.get(row, "valid_until", ""), at)
}

# holds(name, duty, at): the person, or the person behind the account, held the duty at that time.
holds(name, duty, at) if {
	some i in of_person[[duty, people.identity(name)]]
	in_force(rows[i], at)
}
