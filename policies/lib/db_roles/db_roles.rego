# METADATA
# description: Who has the rights of a database role, from postgres_roles.
package lib.db_roles

rows := input.evidence.postgres_roles

host(row) := object.get(row, "host", "")

numbers[key] contains i if {
	some i, row in rows
	key := [host(row), row.role]
}

members[key] contains member if {
	some row in rows
	some name in row.member_of
	key := [host(row), name]
	member := [host(row), row.role]
}

# carriers(host, role): the row numbers of the logins that have the rights of the role: its own and
# those of its members, through others too.
carriers(host_name, role) := {i |
	some key in with_members([host_name, role])
	some i in numbers[key]
	rows[i].login
}

with_members(key) := {key} | {member |
	hierarchy := {role: found | some role, found in members}
	some parent in graph.reachable(hierarchy, {key})
	some member in members[parent]
}

# bearer(row): the person of a login, its own name where none is recorded.
bearer(row) := object.get(row, "person", row.role)
