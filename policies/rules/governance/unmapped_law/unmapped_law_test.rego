package rules.governance.unmapped_law_test

import data.rules.governance.unmapped_law

params := {"GOV-004": {"required_laws": ["cybersecurity", "data_security"], "review_days": 365}}

list := {
	"doc_id": "P1",
	"topic": "legal_register",
	"version": "2",
	"sections": ["cybersecurity", "data_security"],
	"approved_at": "2024-01-05",
	"effective_at": "2024-01-10",
	"reviewed_at": "2025-03-10",
	"_loc": {"file": "policies.csv", "line": 2},
}

rule := {
	"doc_id": "P2",
	"topic": "information_management",
	"version": "1",
	"approved_at": "2024-01-05",
	"effective_at": "2024-01-10",
	"implements": ["cybersecurity", "data_security"],
	"_loc": {"file": "policies.csv", "line": 3},
}

judged(rows, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unmapped_law with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"policy_register": rows},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

faulty(messages) := {"deny": messages, "unknown": set()}

doubtful(messages) := {"deny": set(), "unknown": messages}

with_list(change) := judged([object.union(list, change), rule], [])

with_rule(change) := judged([list, object.union(rule, change)], [])

none := "legal_register: no list of applicable laws is approved and in force"

unmapped := "data_security: no rule in force implements this law"

both := {"cybersecurity: no rule in force implements this law", unmapped}

test_listed_reviewed_and_mapped if judged([list, rule], []) == clean

test_nothing_makes_exempt if unmapped_law.applicable

test_no_list if {
	judged([rule], []) == faulty({none})
	with_list({"effective_at": "2026-03-11"}) == faulty({none})
	judged([], []) == faulty(both | {none})
	judged([], ["policy_register"]) == doubtful(both | {none})
}

test_a_list_reviewed_too_long_ago if {
	message := "P1/2: the last review of the list was at 2025-03-09, more than 365 days ago"
	with_list({"reviewed_at": "2025-03-09"}) == faulty({message})
	with_list({"reviewed_at": "2025-03-09", "approved_at": "2025-03-10"}) == faulty({message})
}

test_without_a_review_the_approval_counts if {
	unreviewed := object.remove(list, ["reviewed_at"])
	judged([object.union(unreviewed, {"approved_at": "2025-03-10"}), rule], []) == clean
	old := object.union(unreviewed, {"approved_at": "2025-03-09"})
	message := "P1/2: the last review of the list was at 2025-03-09, more than 365 days ago"
	judged([old, rule], []) == faulty({message})
}

test_laws_not_listed if {
	with_list({"sections": ["cybersecurity"]}) == faulty({"P1/2: it does not list data_security"})
	bare := object.remove(list, ["sections"])
	message := "P1/2: it does not list cybersecurity; it does not list data_security"
	judged([bare, rule], []) == faulty({message})
}

test_one_good_list_is_enough if {
	other := object.union(list, {"doc_id": "P3", "site": "b1", "sections": []})
	judged([list, other, rule], []) == clean
}

test_laws_without_a_rule if {
	with_rule({"implements": ["cybersecurity"]}) == faulty({unmapped})
	with_rule({"effective_at": "2026-03-11"}) == faulty(both)
	own := object.union(list, {"implements": ["cybersecurity", "data_security"]})
	judged([own], []) == faulty(both)
	second := {"doc_id": "P4", "topic": "recovery_plan", "implements": ["data_security"]}
	more := object.union(rule, second)
	judged([list, object.union(rule, {"implements": ["cybersecurity"]}), more], []) == clean
}
