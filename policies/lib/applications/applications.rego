# METADATA
# description: Which applications of access_applications may cover a row of access_log.
package lib.applications

import data.lib.people

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
