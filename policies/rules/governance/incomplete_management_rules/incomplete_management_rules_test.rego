package rules.governance.incomplete_management_rules_test

import data.rules.governance.incomplete_management_rules

params := {"GOV-001": {"required_sections": ["storage", "use"], "grace_days": 30}}

rules := {
	"doc_id": "P1",
	"topic": "information_management",
	"version": "2",
	"sections": ["storage", "use", "backup"],
	"approved_at": "2025-01-05",
	"effective_at": "2025-01-10",
	"review_due_at": "2026-02-08",
	"_loc": {"file": "policies.csv", "line": 2},
}

judged(rows, gaps) := {
	"deny": {[finding.msg, finding._loc] | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := incomplete_management_rules with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"policy_register": rows},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

faulty(messages) := {
	"deny": {[message, rules._loc] | some message in messages},
	"unknown": set(),
}

doubtful(message) := {"deny": set(), "unknown": {message}}

with_rules(change) := judged([object.union(rules, change)], [])

none := "information_management: no rules of information management are approved and in force"

absent := {"deny": {[none, {"file": "policy_register"}]}, "unknown": set()}

replaced := {"deny": {[none, rules._loc]}, "unknown": set()}

test_complete_and_reviewed if with_rules({}) == clean

test_nothing_makes_exempt if incomplete_management_rules.applicable

test_no_rules if {
	judged([], []) == absent
	with_rules({"topic": "privacy_policy"}) == replaced
	judged([object.remove(rules, ["approved_at"])], []) == replaced
	judged([], ["policy_register"]) == doubtful(none)
}

test_each_missing_part if {
	bare := object.remove(rules, ["sections"])
	parts := {"P1/2/storage: the part storage is missing", "P1/2/use: the part use is missing"}
	judged([bare], []) == faulty(parts)
	with_rules({"sections": ["storage"]}) == faulty({"P1/2/use: the part use is missing"})
	placed := {"sections": [], "_locs": {"sections": rules._loc}, "_loc": {"line": 9}}
	with_rules(placed) == faulty(parts)
	lacking := object.union(rules, {"sections": ["use"]})
	judged([lacking], ["policy_register"]) == doubtful("P1/2/storage: the part storage is missing")
}

test_an_overdue_review if {
	due := "P1/2/review_due_at: its review was due on 2026-02-07, more than 30 days ago"
	with_rules({"review_due_at": "2026-02-07"}) == faulty({due})
}

test_a_review_without_day_leaves_doubt if {
	doubt := "P1/2/review_due_at: the day of its next review is not recorded"
	undated := object.remove(rules, ["review_due_at"])
	judged([undated], []) == doubtful(doubt)
	lacking := object.union(undated, {"sections": ["use"]})
	judged([lacking], []) == faulty({"P1/2/storage: the part storage is missing"})
}

test_one_good_set_is_enough if {
	lacking := object.union(rules, {"doc_id": "P2", "site": "b1", "sections": []})
	judged([rules, lacking], []) == clean
	overdue := object.union(rules, {"doc_id": "P3", "site": "b2", "review_due_at": "2025-01-01"})
	judged([rules, overdue], []) == clean
	undated := object.remove(object.union(rules, {"doc_id": "P4", "site": "b3"}), ["review_due_at"])
	judged([rules, undated], []) == clean
}

test_a_set_in_doubt_may_be_the_good_one if {
	undated := object.remove(rules, ["review_due_at"])
	lacking := object.union(rules, {"doc_id": "P2", "site": "b1", "sections": []})
	doubt := "P1/2/review_due_at: the day of its next review is not recorded"
	judged([undated, lacking], []) == doubtful(doubt)
}
