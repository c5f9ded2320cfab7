# METADATA
# description: |
#   Opt-out choices of customers, from optout_flags. The newest choice counts; an empty or a missing
#   one counts as opted out, and so does one without a time.
package lib.optouts

import data.lib.evidence
import data.lib.findings
import data.lib.times

flags := input.evidence.optout_flags

uses := {
	"direct_marketing": {"en": "direct marketing", "zh": "直接营销"},
	"third_party_disclosure": {"en": "disclosure to third parties", "zh": "向第三方披露"},
	"automated_decision": {"en": "automated decisions", "zh": "自动决策"},
	"sensitive_data_use": {"en": "the use of sensitive data", "zh": "使用敏感数据"},
}

by_customer[customer] contains i if {
	some i, row in flags
	customer := row.customer_id
}

since[i] := ns if {
	some i, row in flags
	ns := times.start(row.effective_at)
}

# newest(customer, ns): the row numbers of the customer's newest choice at that instant.
newest(customer, ns) := {i | some i in by_customer[customer]; since[i] == latest(customer, ns)}

latest(customer, ns) := max([since[i] | some i in by_customer[customer]; since[i] <= ns])

# undated(customer): the row numbers of the customer's choices without a time.
undated(customer) := {i | some i in by_customer[customer]; not flags[i].effective_at}

# faults(customer, use, ns): the texts that say why the use was not open at that instant.
faults(customer, use, ns) := refusals(customer, use, ns) | {text |
	not evidence.incomplete("optout_flags")
	some text in absences(customer, ns)
}

# doubts(customer, ns): the texts of faults that a row may refute which could not be read.
doubts(customer, ns) := {text |
	evidence.incomplete("optout_flags")
	some text in absences(customer, ns)
}

# undecided(customer, use, at, hours): of an act on a plain date, why the use was closed at the end
# of that day though it was open at its beginning; choices may take so many hours to arrive.
undecided(customer, use, at, hours) := texts | {findings.plain(
	"at which hour of that day it was done is not recorded",
	"未登记当日的具体时间",
)} if {
	times.is_day(at)
	margin := times.hours(hours)
	count(faults(customer, use, times.start(at) - margin)) == 0
	texts := refusals(customer, use, (times.end(at) - 1) - margin)
	count(texts) > 0
} else := set()

absences(customer, ns) := {findings.plain(
	"no opt-out choice of the customer is on record for that time",
	"当时没有该客户的选退记录",
) |
	count(newest(customer, ns)) == 0
}

refusals(customer, use, ns) := {text |
	some i in (newest(customer, ns) | undated(customer))
	text := refusal(flags[i], use)
}

refusal(row, use) := findings.text(
	"the customer opted out of %s",
	"客户已选退%s",
	[uses[use].en],
	[uses[use].zh],
) if {
	row[use] == true
}

refusal(row, use) := findings.text(
	"the customer's choice on %s is empty and counts as opted out",
	"客户对%s的选择为空,视为选退",
	[uses[use].en],
	[uses[use].zh],
) if {
	object.get(row, use, "") == ""
}
