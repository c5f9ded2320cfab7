package rules.agreements.late_returned_offer_test

import data.rules.agreements.late_returned_offer

params := {"return_days": 3, "timed_kinds": ["preferential_offer"]}

agreement := {
	"agreement_id": "A-1",
	"kind": "preferential_offer",
	"sent_at": "2026-03-02T09:00:00+08:00",
	"returned_at": "2026-03-05T23:59:59+08:00",
	"effective_at": "2026-03-05",
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
	found := late_returned_offer with input as document
		with data.params as {"NDA-401": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

without(fields) := result({"agreements": [object.remove(agreement, fields)]})

test_back_in_time if {
	result({}) == clean
	agreed({"returned_at": "2026-03-05"}) == clean
}

late(at) := denied(sprintf(
	"A-1: it was sent back at %s, after 2026-03-05, and is in force all the same",
	[at],
))

test_back_late if {
	agreed({"returned_at": "2026-03-06"}) == late("2026-03-06")
	agreed({"returned_at": "2026-03-05T16:00:00Z"}) == late("2026-03-05T16:00:00Z")
	judged({"agreements": [agreement]}, {}, {"return_days": 2}) == denied(concat(", ", [
		"A-1: it was sent back at 2026-03-05T23:59:59+08:00",
		"after 2026-03-04",
		"and is in force all the same",
	]))
}

test_never_sent_back if {
	missing := denied("A-1: it is in force, but was not sent back")
	without(["returned_at"]) == missing
	without(["returned_at", "sent_at"]) == missing
}

test_a_missing_time_of_issue if {
	without(["sent_at"]) == doubted("A-1: the time of issue is not recorded")
}

test_offers_not_in_force if {
	without(["returned_at", "effective_at"]) == absent
	agreed({"returned_at": "2026-03-09", "expires_at": "2026-03-09"}) == absent
	agreed({"returned_at": "2026-03-09", "kind": "service"}) == absent
	judged({"agreements": [agreement]}, {}, {"timed_kinds": []}) == absent
}
