# METADATA
# description: |
#   Times that may not lie too far back: the last check, review, scan or update. A label names the
#   time in both languages, such as {"en": "the last scan", "zh": "最近扫描"}.
package lib.ages

import data.lib.findings
import data.lib.times

# stale(row, field, label, days): the time lies more than so many days back, or in the future.
stale(row, field, label, days) := fault if {
	at := row[field]
	times.older_than_days(at, days)
	fault := findings.text(
		"%s was at %s, more than %v days ago",
		"%s时间为%s,已超过%v天",
		[label.en, at, days],
		[label.zh, at, days],
	)
}

stale(row, field, label, _) := fault if {
	times.ahead(row[field])
	fault := findings.text(
		"%s is dated in the future",
		"%s的时间在将来",
		[label.en],
		[label.zh],
	)
}

# unrecorded(row, field, label): the row does not hold the time.
unrecorded(row, field, label) := fault if {
	not row[field]
	fault := findings.text("%s is not recorded", "没有%s的记录", [label.en], [label.zh])
}
