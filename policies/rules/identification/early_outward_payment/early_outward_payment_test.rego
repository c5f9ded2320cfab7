package rules.identification.early_outward_payment_test

import data.rules.identification.early_outward_payment

params := {"KYC-109": {"waiting_working_days": 3, "exempt_grounds": ["loan_drawdown_general"]}}

# Friday is the day of opening; Saturday and Sunday are off, Monday to Wednesday count.
off := {"2026-03-07", "2026-03-08"}

calendar := [row |
	some day in [
		"2026-03-06", "2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10",
		"2026-03-11", "2026-03-12",
	]
	row := {"list": "working_days", "key": day, "value": sprintf("%v", [not_off(day)])}
]

not_off(day) if not day in off

not_off(day) := false if day in off

account := {
	"account_id": "A1",
	"pbc_approved_at": "2026-03-05",
	"opening_ground": "ordinary",
	"opened_at": "2026-03-06T09:00:00+08:00",
	"_loc": {"file": "accounts.csv", "line": 2},
}

payment := {
	"txn_id": "T1",
	"account_id": "A1",
	"direction": "out",
	"at": "2026-03-12T00:00:00+08:00",
	"_loc": {"file": "transactions.csv", "line": 2},
}

doc(row, payments, days) := {"evidence": {
	"kyc_accounts": [row],
	"kyc_transactions": payments,
	"reference_lists": days,
}}

found(given) := result if {
	result := early_outward_payment.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := early_outward_payment.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

paid(patch) := denied(doc(account, [object.union(payment, patch)], calendar))

early := concat("", [
	"T1: an outward payment before the end of 2026-03-11, ",
	"3 working days after the opening",
])

test_after_the_wait_passes if {
	paid({}) == set()
	paid({"at": "2026-03-12"}) == set()
	unjudged(doc(account, [payment], calendar)) == set()
}

test_before_the_end_of_the_third_working_day if {
	paid({"at": "2026-03-11T23:59:59+08:00"}) == {early}
	paid({"at": "2026-03-11"}) == {early}
	paid({"at": "2026-03-01"}) == {early}
	found(doc(account, [object.union(payment, {"at": "2026-03-06"})], calendar)) == {{
		"msg": early,
		"msg_zh": "T1:开户后3个工作日(至2026-03-11)内对外付款",
		"subject": "T1",
		"_loc": {"file": "transactions.csv", "line": 2},
		"related": [{"file": "accounts.csv", "line": 2}],
	}}
}

test_money_that_comes_in_is_free if {
	paid({"direction": "in", "at": "2026-03-06"}) == set()
}

test_other_accounts_are_free if {
	paid({"account_id": "A2", "at": "2026-03-06"}) == set()
}

soon := [object.union(payment, {"at": "2026-03-09"})]

test_exempt_grounds if {
	exempt := object.union(account, {"opening_ground": "loan_drawdown_general"})
	denied(doc(exempt, soon, calendar)) == set()
	not early_outward_payment.applicable with input as doc(exempt, soon, calendar)
		with data.params as params
	denied(doc(object.remove(account, ["opening_ground"]), soon, calendar)) == {early}
}

test_accounts_without_approval_are_not_applicable if {
	free := object.remove(account, ["pbc_approved_at"])
	denied(doc(free, soon, calendar)) == set()
	not early_outward_payment.applicable with input as doc(free, soon, calendar)
		with data.params as params
	early_outward_payment.applicable with input as doc(account, soon, calendar)
		with data.params as params
}

test_without_calendar_is_unknown if {
	denied(doc(account, soon, [])) == set()
	fault := "A1: the calendar of working days does not cover the days after the opening"
	unjudged(doc(account, soon, [])) == {fault}
	unjudged(doc(account, soon, array.slice(calendar, 0, 5))) == {fault}
	unjudged(doc(account, [], [])) == set()
}
