# METADATA
# description: The privacy statement in force, the newest privacy report and who holds a duty now.
package lib.privacy

import data.lib.times

statement_began[i] := ns if {
	some i, row in input.evidence.privacy_statement
	at := row.effective_at
	not times.future(at)
	ns := times.start(at)
}

# statements: the row numbers of the statement in force.
statements contains i if {
	latest := max([ns | some ns in statement_began])
	some i, ns in statement_began
	ns == latest
}

report_issued[i] := ns if {
	some i, row in input.evidence.privacy_reports
	at := row.published_at
	not times.future(at)
	ns := times.start(at)
}

# reports: the row numbers of the newest privacy report.
reports contains i if {
	latest := max([ns | some ns in report_issued])
	some i, ns in report_issued
	ns == latest
}

# appointed(duties): the row numbers of the appointments to one of the duties that are valid now.
appointed(duties) := {i |
	some i, row in input.evidence.appointments
	row.duty in duties
	times.covers(row.valid_from, object.get(row, "valid_until", ""), input.now)
}
