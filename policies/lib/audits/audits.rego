# METADATA
# description: Audits, assessments and inspections of audit_register.
package lib.audits

import data.lib.times

rows := input.evidence.audit_register

# reported(kind, days): the row numbers of those of the kind that were made within so many days and
# left a report.
reported(kind, days) := {i |
	some i, row in rows
	row.kind == kind
	row.report_ref
	at := row.performed_at
	not times.future(at)
	not times.older_than_days(at, days)
}

# covers(found, system): one of these audits names the system in its scope.
covers(found, system) if {
	some i in found
	system in rows[i].scope
}
