# METADATA
# description: |
#   What must follow the detection of an incident within so many hours. A step is an object {field,
#   hours, en, zh}: the field of its time, the hours allowed, its name in both languages.
package lib.incidents

import data.lib.findings
import data.lib.times

# faults(row, step): why the step does not keep its limit; empty where it does or still has time.
faults(row, step) := union({
	late_faults(row, step),
	absent_faults(row, step),
	early_faults(row, step),
	future_faults(row, step),
})

# Whether an incident was handled in time cannot be told from a time that is yet to come.
late_faults(row, step) := {findings.text(
	"%s came later than %v h after detection",
	"%s晚于发现后%v小时",
	[step.en, step.hours],
	[step.zh, step.hours],
) |
	at := row[step.field]
	not times.ahead(at)
	times.later_than_hours(row.detected_at, step.hours, at)
}

absent_faults(row, step) := {findings.text(
	"%s is not recorded %v h after detection",
	"%s在发现%v小时后仍无记录",
	[step.en, step.hours],
	[step.zh, step.hours],
) |
	field := step.field
	not row[field]
	times.older_than_hours(row.detected_at, step.hours)
}

early_faults(row, step) := {findings.text(
	"%s is dated before the leak was detected",
	"%s的时间早于发现时间",
	[step.en],
	[step.zh],
) |
	times.surely_before(row[step.field], row.detected_at)
}

future_faults(row, step) := {findings.text(
	"%s is dated in the future",
	"%s的时间在将来",
	[step.en],
	[step.zh],
) |
	times.ahead(row[step.field])
}
