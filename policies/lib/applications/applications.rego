# METADATA
# description: Applications of access_applications and the rows of access_log that they cover.
package lib.applications

import data.lib.people
import data.lib.times

by_id[application_id] contains i if {
	some i, row in input.evidence.access_applications
	application_id := row.application_id
}

by_reader[key] contains i if {
	some i, row in input.evidence.access_applications
	key := [people.identity(row.applicant), row.file_id]
}

# candidates(reading): the row numbers of the application that it names, and of those which the same
# person made for the same file.
candidates(reading) := named(reading) | own(reading)

# named(reading): the row numbers of the application that it names.
named(reading) := {i | some i in by_id[reading.application_id]}

own(reading) := {i | some i in by_reader[[people.identity(reading.actor), reading.object_id]]}

uses[application_id] contains i if {
	some i, row in input.evidence.access_log
	application_id := row.application_id
}

# used_before(application_id, at): a reading that names the application was not after `at`.
used_before(application_id, at) if {
	some i in uses[application_id]
	read_at := input.evidence.access_log[i].at
	not times.not_after(at, read_at)
}
