# METADATA
# description: What evidence was delivered, and how completely.
package lib.evidence

# delivered(kind): the kind was collected, even if it holds nothing.
delivered(kind) if is_array(input.evidence[kind])

# incomplete(kind): a source of the kind could not be read, so that a missing row proves nothing.
incomplete(kind) if not delivered(kind)

incomplete(kind) if count(object.get(input, ["gaps", kind], [])) > 0

# unread(kind): the targets of which the kind could not be read; none where nobody collects it.
unread(kind) := {gap.target | some gap in object.get(input, ["gaps", kind], [])}

# place(kinds): where to show that something is missing: the first row of the first of the kinds
# that holds any.
place(kinds) := locations[0] if {
	locations := [input.evidence[kind][0]._loc | some kind in kinds]
}

# place_of(kind): where to show that a row of the kind is missing: its first row, or the kind's name
# where it holds none.
place_of(kind) := array.concat([row._loc | some row in input.evidence[kind]], [{"file": kind}])[0]
