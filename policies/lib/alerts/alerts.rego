# METADATA
# description: Whether security alerts were judged by a person in time.
package lib.alerts

import data.lib.findings
import data.lib.times

# triage(row, hours): the fault of an alert that nobody judged within so many hours of its raising;
# one that still has time is not at fault.
triage(row, hours) := fault if {
	not row.triaged_at
	times.older_than_hours(row.raised_at, hours)
	fault := findings.text(
		"nobody has judged it within %v hours",
		"%v小时内无人研判",
		[hours],
		[hours],
	)
}

triage(row, hours) := fault if {
	at := row.triaged_at
	not times.ahead(at)
	times.later_than_hours(row.raised_at, hours, at)
	fault := findings.text(
		"it was judged at %s, more than %v hours after it was raised at %s",
		"研判于%s,距告警时间%s已超过%v小时",
		[at, hours, row.raised_at],
		[at, row.raised_at, hours],
	)
}

triage(row, _) := fault if {
	at := row.triaged_at
	not times.ahead(at)
	times.surely_before(at, row.raised_at)
	fault := findings.plain("it was judged before it was raised", "研判时间早于告警时间")
}

triage(row, _) := fault if {
	times.ahead(row.triaged_at)
	fault := findings.plain("its judgement is dated in the future", "研判时间在将来")
}
