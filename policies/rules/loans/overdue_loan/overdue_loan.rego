# METADATA
# scope: package
# title: "Customer materials are lent for at most three days"
# description: "The loan of customer materials lasts no more than three days."
# schemas:
#   - input.evidence.loan_register: schema.loan_register
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: CIC-019-5b
#   title_zh: "客户资料借阅不得超过三天"
#   description_zh: "客户资料的借阅时间不得超过三天;同一人短时间内续借同一资料的,按一次借阅合并计算。"
#   severity: high
#   clause: "篇五 第19条第5款"
#   other_clauses: [篇十八 第19条第5款]
#   evidence: [loan_register]
#   optional_evidence: [reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: {loan_register: file_id}
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_loan_days: 3
#     count_working_days: false
#     min_gap_hours: 24
#   param_basis:
#     max_loan_days: "document"
#     count_working_days: "project default, plain reading of 三天"
#     min_gap_hours: "project default"
#   recommended_action: "Get the material back or have the borrower apply again after a real return; lend for three days at most and correct wrong dates in the out-loan register."
#   recommended_action_zh: "立即收回逾期资料,确需再借的应在归还后重新申请;每次借阅不超过三天,并更正外借登记册中有误的日期。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.10"
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-5"
package rules.loans.overdue_loan

import data.lib.calendar
import data.lib.findings
import data.lib.times

params := data.params["CIC-019-5b"]

loans := input.evidence.loan_register

# The calendar days of lending and of return, for each row number.
# A comprehension costs half of what a rule for each row does.
# regal ignore:prefer-set-or-object-rule
lent_on := {i: day | some i, row in loans; day := times.day(row.borrowed_at)}

# regal ignore:prefer-set-or-object-rule
returned_on := {i: day | some i, row in loans; day := times.day(row.returned_at)}

# The loans of one file to one borrower. Without a file id, the words of the register for the
# material must do.
groups[key] contains i if {
	some i, _ in lent_on
	row := loans[i]
	key := [object.get(row, "file_id", object.get(row, "item", row.loan_id)), row.borrower]
}

# Most loans are the only ones of their group, and need no order.
lent_again contains group if {
	some group in groups
	count(group) > 1
}

# first[i]: the row number of the loan with which the chain of loan i begins.
first[i] := i if {
	some group in groups
	count(group) == 1
	some i in group
}

first[i] := head if {
	some group in lent_again
	ordered := sort([[times.start(loans[i].borrowed_at), i] | some i in group])
	some chain in chains(ordered)
	head := chain[0][1]
	some [_, i] in chain
}

chains(ordered) := [array.slice(ordered, head, array.concat(heads, [count(ordered)])[n + 1]) |
	some n, head in heads
] if {
	heads := chain_heads(ordered)
}

# A chain begins at position p when all p loans before it ended early enough, which is when the
# p-th end in order of ends did: one sort instead of comparing each loan with each.
chain_heads(ordered) := [p | some p, [begin, _] in ordered; starts_chain(p, begin, ends)] if {
	ends := sort([chained_until(begin, loans[i]) | some [begin, i] in ordered])
}

starts_chain(p, _, _) if p == 0

starts_chain(p, begin, ends) if begin >= ends[p - 1]

# A loan that begins before this instant continues the loan in `row`.
chained_until(begin, row) := max([begin, returned(row)]) + times.hours(params.min_gap_hours)

returned(row) := times.end(row.returned_at)

returned(row) := times.now if not row.returned_at

# last_day[i]: the last day of the loan, counted from the day on which its chain began.
last_day[i] := day if {
	some i, head in first
	day := last_day_from[lent_on[head]]
}

first_days contains day if {
	some head in first
	day := lent_on[head]
}

last_day_from[day] := last if {
	not params.count_working_days
	some day in first_days
	last := times.add_days(day, params.max_loan_days)
}

last_day_from[day] := last if {
	params.count_working_days
	some day in first_days
	last := calendar.add_working_days(day, params.max_loan_days)
}

# Days tell most loans apart; the times are compared for these alone.
lately_lent contains i if {
	some i, day in lent_on
	day >= times.today
}

soon_returned contains i if {
	some i, day in returned_on
	day <= lent_on[i]
}

faults[i] contains findings.plain("the loan time is missing", "缺少借出时间") if {
	some i, row in loans
	not row.borrowed_at
}

faults[i] contains findings.plain("the loan time is in the future", "借出时间在将来") if {
	some i in lately_lent
	times.future(loans[i].borrowed_at)
}

faults[i] contains findings.plain(
	"the return is dated before the loan",
	"归还时间早于借出时间",
) if {
	some i in soon_returned
	times.surely_before(loans[i].returned_at, loans[i].borrowed_at)
}

faults[i] contains fault if {
	some i, day in returned_on
	day > last_day[i]
	fault := beyond(i, day, "returned on", "归还日期")
}

faults[i] contains fault if {
	some i, day in last_day
	times.today > day
	not loans[i].returned_at
	fault := beyond(i, times.today, "still out on", "尚未归还,当前日期")
}

faults[i] contains fault if {
	some i, day in last_day
	loans[i].due_at > day
	fault := beyond(i, loans[i].due_at, "due on", "应还日期")
}

beyond(i, day, en, zh) := findings.text(
	"%s %s, after %s, the last day of the loan begun on %s",
	"%s%s晚于%s,即自%s起算的最后期限",
	[en, day, last_day[i], lent_on[first[i]]],
	[zh, day, last_day[i], lent_on[first[i]]],
)

deny contains linked if {
	some i, texts in faults
	finding := findings.of(loans[i], ["loan_id"], texts)
	related := [loans[head]._loc | head := first[i]; head != i]
	linked := object.union(finding, {"related": related})
}

unknown contains finding if {
	some i, _ in first
	not last_day[i]
	finding := findings.of(loans[i], ["loan_id"], {findings.plain(
		"the calendar does not cover the days of the loan",
		"工作日历未覆盖借阅期间",
	)})
}
