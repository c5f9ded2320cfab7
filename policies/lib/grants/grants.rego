# METADATA
# description: Grants of access_grants, whom they belong to, what they cover and when they are live.
package lib.grants

import data.lib.people
import data.lib.times

rows := input.evidence.access_grants

exact[key] contains k if {
	some k, row in rows
	some holder in holders(row)
	key := [holder, row.object_id]
}

wide[holder] contains k if {
	some k, row in rows
	endswith(row.object_id, "*")
	some holder in holders(row)
}

holders(row) := {people.identity(name) |
	some name in [row.account, object.get(row, "person", row.account)]
}

# covering(person, object_id): the row numbers of the person's grants for exactly this object, and
# of those for all objects that begin alike.
covering(person, object_id) := {k | some k in exact[[person, object_id]]} | {k |
	some k in wide[person]
	startswith(object_id, trim_suffix(rows[k].object_id, "*"))
}

# live(row, at): the grant was given before that time and not over then.
live(row, at) if {
	times.before(row.granted_at, at)
	not_over(row, at)
}

# in_force(row, at): that time lies inside the grant's own dates, its first instant or day included.
in_force(row, at) if {
	times.begun(row.granted_at, at)
	not_over(row, at)
}

not_over(row, at) if {
	times.running(object.get(row, "expires_at", ""), at)
	times.running(object.get(row, "revoked_at", ""), at)
}
