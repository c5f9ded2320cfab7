# METADATA
# description: |
#   Agreements of the register of agreements. One without a first day proves nothing; an empty last
#   day is open.
package lib.agreements

import data.lib.findings
import data.lib.times

rows := input.evidence.agreements

# by_id[agreement_id]: the row numbers of the agreement.
by_id[agreement_id] contains i if {
	some i, row in rows
	agreement_id := row.agreement_id
}

# in_force(row, at): the agreement was in force at that time.
in_force(row, at) if times.covers(row.effective_at, object.get(row, "expires_at", ""), at)

# may_cover(row, at): the same, where an empty first day is open too, but not that of an agreement
# which was sent for signature and has not come back.
may_cover(row, at) if in_force(row, at)

may_cover(row, at) if {
	not row.effective_at
	not out_for_signature(row)
	times.running(object.get(row, "expires_at", ""), at)
}

out_for_signature(row) if {
	row.sent_at
	not row.returned_at
}

# live(kinds): the row numbers of agreements of these kinds that are or may be in force now.
live(kinds) := {i |
	some i, row in rows
	row.kind in kinds
	may_cover(row, input.now)
}

# untraced(row): the row names an agreement that is not registered, so that its kind is unknown.
untraced(row) if {
	row.agreement_id
	not by_id[row.agreement_id]
}

# undated: why it is not known whether an agreement is in force.
undated := findings.plain("its first day is not recorded", "未登记生效日期")

# unregistered: why it is not known what an agreement binds to.
unregistered := findings.plain("its agreement is not registered", "所涉协议未登记")
