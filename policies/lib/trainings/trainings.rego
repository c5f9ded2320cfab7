# METADATA
# description: Trainings of training_records that persons completed.
package lib.trainings

import data.lib.people
import data.lib.times

rows := input.evidence.training_records

# completed[person]: the row numbers of the person's trainings; one dated ahead is none yet.
completed[person] contains i if {
	some i, row in rows
	at := row.completed_at
	not times.ahead(at)
	person := people.identity(row.person)
}

# recent(person, days): the row numbers of those of the last so many days.
recent(person, days) := {i |
	some i in completed[person]
	at := rows[i].completed_at
	not times.older_than_days(at, days)
}

# on(person, topic, days): the row numbers of those of the last so many days on the topic.
on(person, topic, days) := {i |
	some i in recent(person, days)
	topic in rows[i].topics
}
