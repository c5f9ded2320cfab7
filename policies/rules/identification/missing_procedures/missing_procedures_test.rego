package rules.identification.missing_procedures_test

import data.rules.identification.missing_procedures

params := {"KYC-304": {"required_topics": ["record_keeping_procedure", "privacy_policy"]}}

first := {
	"doc_id": "P1",
	"topic": "record_keeping_procedure",
	"version": "1",
	"approved_at": "2026-01-05",
	"effective_at": "2026-01-10",
	"review_due_at": "2026-03-10",
	"_loc": {"file": "policies.csv", "line": 2},
}

second := object.union(first, {"doc_id": "P2", "topic": "privacy_policy"})

doc(rows) := {"now": "2026-03-10T09:00:00+08:00", "evidence": {"policy_register": rows}}

found(given) := result if {
	result := missing_procedures.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := missing_procedures.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

changed(patch) := denied(doc([first, object.union(second, patch)]))

missing := {"privacy_policy: no approved version is in force"}

test_current_procedures_pass if {
	changed({}) == set()
	unjudged(doc([first, second])) == set()
}

test_missing_topic if {
	found(doc([first])) == {{
		"msg": "privacy_policy: no approved version is in force",
		"msg_zh": "privacy_policy:没有经批准且现行有效的制度",
		"subject": "privacy_policy",
		"_loc": {"file": "policies.csv", "line": 2},
	}}
	count(denied(doc([object.union(first, {"topic": "recovery_plan"})]))) == 2
	unread := object.union(doc([first]), {"gaps": {"policy_register": [{"reason": "denied"}]}})
	denied(unread) == set()
	unjudged(unread) == missing
}

test_not_approved_or_not_in_force if {
	denied(doc([first, object.remove(second, ["approved_at"])])) == missing
	changed({"approved_at": "2026-03-11"}) == missing
	changed({"effective_at": "2026-03-11"}) == missing
}

test_review_day if {
	changed({"review_due_at": "2026-03-09"}) == {
		"P2/1: its review was due on 2026-03-09",
	}
	denied(doc([first, object.remove(second, ["review_due_at"])])) == {
		"P2/1: the day of the next review is missing",
	}
}

test_only_the_current_version_counts if {
	old := object.union(second, {
		"version": "0",
		"effective_at": "2025-01-10",
		"review_due_at": "2025-12-31",
	})
	denied(doc([first, old, second])) == set()
}

test_other_topics_are_not_judged if {
	other := object.remove(object.union(first, {"topic": "recovery_plan"}), ["review_due_at"])
	denied(doc([first, second, other])) == set()
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc([first])) == set()
