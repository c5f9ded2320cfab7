# METADATA
# description: |
#   Persons, accounts and the roles that persons held, from hr_roster (one row for each person and
#   post). Separation of duties compares persons, never accounts.
package lib.people

import data.lib.times

# rows[person]: the roster rows of a person.
rows[person] contains row if {
	some row in input.evidence.hr_roster
	person := row.person
}

persons_of_account[account] contains owner if {
	some row in input.evidence.hr_roster
	owner := row.person
	some account in object.get(row, "accounts", [])
}

# person(name): the person behind an account name or person id; undefined for nobody in the roster.
person(name) := name if rows[name]

person(name) := owner if {
	not rows[name]
	owners := persons_of_account[name]
	count(owners) == 1
	some owner in owners
}

# known(name): the name maps to one person of the roster.
known(name) if person(name)

# same(a, b): both names are one person; unknown names are compared as they are written.
same(a, b) if identity(a) == identity(b)

# identity(name): the person behind a name, or the name itself where the roster does not know it.
identity(name) := person(name) if known(name)

identity(name) := name if not known(name)

# holds(name, role, at): the person held the role at that time.
holds(name, role, at) if {
	some row in rows[person(name)]
	row.role == role
	in_post(row, at)
}

# holds_any(name, roles, at): the person held one of the roles at that time.
holds_any(name, roles, at) if {
	some role in roles
	holds(name, role, at)
}

# in_post(row, at): the roster row covers that time.
in_post(row, at) if {
	times.begun(object.get(row, "valid_from", object.get(row, "hired_at", "")), at)
	times.running(object.get(row, "valid_until", ""), at)
	times.running(object.get(row, "left_at", ""), at)
}

# employed(name): the person is employed now, by flag and by dates.
employed(name) if {
	some row in rows[person(name)]
	row.employed
	in_post(row, input.now)
}

# in_service: the row numbers of the posts that employed persons hold now.
in_service contains i if {
	some i, row in input.evidence.hr_roster
	row.employed
	in_post(row, input.now)
}

# begin(row): the day on which the person came into the post; undefined where it is not recorded.
begin(row) := row.valid_from

begin(row) := row.hired_at if not row.valid_from
