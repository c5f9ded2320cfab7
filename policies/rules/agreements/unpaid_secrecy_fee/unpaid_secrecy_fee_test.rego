package rules.agreements.unpaid_secrecy_fee_test

import data.rules.agreements.unpaid_secrecy_fee

params := {"grace_days": 31}

agreement := {
	"agreement_id": "A-1",
	"kind": "staff_nda",
	"effective_at": "2026-01-01",
	"fee_due": 500,
	"fee_paid_until": "2026-02-07",
	"_loc": {"file": "agreements.csv", "line": 2},
}

base := {
	"agreements": [agreement],
}

judged(evidence, gaps, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	document := {
		"now": "2026-03-10T09:00:00+08:00",
		"gaps": gaps,
		"evidence": object.union(base, evidence),
	}
	found := unpaid_secrecy_fee with input as document
		with data.params as {"NDA-204": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

without(fields) := result({"agreements": [object.remove(agreement, fields)]})

test_paid if result({}) == clean

test_behind if {
	agreed({"fee_paid_until": "2026-02-06"}) == denied(concat(", ", [
		"A-1: the fee is paid up to 2026-02-06 only",
		"more than 31 days ago",
	]))
	judged({"agreements": [agreement]}, {}, {"grace_days": 30}) == denied(concat(", ", [
		"A-1: the fee is paid up to 2026-02-07 only",
		"more than 30 days ago",
	]))
}

test_never_paid if {
	without(["fee_paid_until"]) == denied("A-1: no day is recorded up to which the fee is paid")
}

test_no_fee if {
	agreed({"fee_due": 0, "fee_paid_until": "2026-01-01"}) == absent
	without(["fee_due", "fee_paid_until"]) == absent
	agreed({"fee_due": 1, "fee_paid_until": "2026-02-07"}) == clean
}

test_agreements_not_in_force if {
	agreed({"fee_paid_until": "2025-12-31", "expires_at": "2026-03-09"}) == absent
	agreed({"fee_paid_until": "2025-12-31", "kind": "service"}) == absent
	without(["fee_paid_until", "effective_at"]) == doubted(concat("; ", [
		"A-1: its first day is not recorded",
		"no day is recorded up to which the fee is paid",
	]))
}
