# METADATA
# description: |
#   Whom the entries of file_acl serve beside the owner. The mask serves nobody, nor does an entry
#   without rights.
package lib.acl

import data.lib.people

# bearers(row): [type, name] of everybody but the owner whom an entry gives rights; without a name
# it is the owning group or all others. Of entries without a type, the roster tells the users.
bearers(row) := {[type, name] |
	some entry in row.entries
	not idle(entry)
	name := named(entry, row)
	type := object.get(entry, "type", guess(name))
	type != "mask"
}

idle(entry) if sprintf("%v", [object.get(entry, "permissions", "all")]) in {"", "---", "none", "[]"}

nameless(entry) if object.get(entry, "principal", "") == ""

named(entry, _) := sprintf("%v", [entry.principal]) if not nameless(entry)

named(entry, row) := object.get(row, "group", "?") if {
	nameless(entry)
	entry.type == "group"
}

named(entry, _) := "other" if {
	nameless(entry)
	not object.get(entry, "type", "") in {"user", "group"}
}

guess(name) := "user" if people.known(name)

guess(name) := "any" if not people.known(name)
