package rules.premises.unsafe_handover_test

import data.rules.premises.unsafe_handover

params := {"PHY-003": {"notice_days": 365}}

site := {
	"site": "b1",
	"danger_notice_at": "2025-03-10",
	"_loc": {"file": "premises.csv", "line": 2},
}

payment := {
	"txn_id": "T1",
	"customer_id": "C1",
	"kind": "counter_cash_out",
	"proxy": "P1",
	"handed_over_to": "C1",
	"handover_signed_at": "2026-03-01",
	"_loc": {"file": "txn.csv", "line": 2},
}

judged(sites, payments) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unsafe_handover with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"premises_register": sites, "kyc_transactions": payments},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

faulty(message) := object.union(clean, {"deny": {message}})

doubtful(message) := object.union(clean, {"unknown": {message}})

with_payment(change) := judged([], [object.union(payment, change)])

without(fields) := judged([], [object.remove(payment, fields)])

test_warned_and_handed_over if {
	judged([site], [payment]) == clean
	judged([site], []) == clean
	with_payment({"handed_over_to": "P1"}) == clean
}

test_the_notice_is_old_or_missing if {
	old := "b1: the danger notice was at 2025-03-09, more than 365 days ago"
	judged([object.union(site, {"danger_notice_at": "2025-03-09"})], []) == faulty(old)
	missing := "b1: the danger notice is not recorded"
	judged([object.remove(site, ["danger_notice_at"])], []) == faulty(missing)
}

test_handed_to_another if {
	message := "T1: the cash was handed to neither the customer nor the proxy"
	with_payment({"handed_over_to": "X1"}) == faulty(message)
	stranger := object.remove(payment, ["proxy"])
	judged([], [object.union(stranger, {"handed_over_to": "P1"})]) == faulty(message)
}

test_not_signed if {
	without(["handover_signed_at"]) == faulty("T1: the handover is not signed")
	with_payment({"handover_signed_at": "2026-03-12"}) == faulty("T1: the handover is not signed")
}

test_nobody_says_who_took_it if {
	without(["handed_over_to"]) == doubtful("T1: to whom the cash was handed is not recorded")
}

test_nobody_says_whose_it_is if {
	doubt := "T1: the cash was not handed to a proxy, and whose it is is not recorded"
	without(["customer_id"]) == doubtful(doubt)
	unnamed := object.remove(payment, ["customer_id"])
	judged([], [object.union(unnamed, {"handed_over_to": "P1"})]) == clean
}

test_other_transactions if {
	other := object.union(object.remove(payment, ["handover_signed_at"]), {"kind": "transfer"})
	judged([], [other]) == object.union(clean, {"applicable": false})
	judged([], []) == object.union(clean, {"applicable": false})
}
