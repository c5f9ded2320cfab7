package rules.risk_rating.unapplied_measures_test

import data.rules.risk_rating.unapplied_measures

params := {"RSK-006": {"measures_by_grade": {
	"high": ["enhanced", "approval"],
	"low": ["standard"],
}}}

rating := {
	"customer_id": "C1",
	"rated_at": "2026-03-02",
	"grade": "high",
	"measures": ["approval", "enhanced", "other"],
	"_loc": {"file": "ratings.csv", "line": 2},
}

policy := {
	"doc_id": "P1",
	"topic": "risk_measures",
	"version": "1",
	"approved_at": "2026-01-05",
	"effective_at": "2026-01-10",
	"sections": ["high", "low"],
	"_loc": {"file": "policies.csv", "line": 2},
}

doc(ratings, policies) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"risk_ratings": ratings, "policy_register": policies},
}

denied(given) := {finding.msg | some finding in result} if {
	result := unapplied_measures.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unapplied_measures.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

rated(patch) := denied(doc([object.union(rating, patch)], [policy]))

ruled(patch) := denied(doc([rating], [object.union(policy, patch)]))

test_applied_measures_pass if {
	rated({}) == set()
	rated({"grade": "low", "measures": ["standard"]}) == set()
	unjudged(doc([rating], [policy])) == set()
}

test_measures_not_applied if {
	rated({"measures": ["enhanced"]}) == {
		"C1/2026-03-02: the measures of the grade high are not applied: approval",
	}
	denied(doc([object.remove(rating, ["measures"])], [policy])) == {
		"C1/2026-03-02: the measures of the grade high are not applied: approval, enhanced",
	}
}

test_newest_rating_counts if {
	old := object.union(rating, {"rated_at": "2026-03-01", "grade": "low", "measures": []})
	denied(doc([rating, old], [object.union(policy, {"sections": ["high"]})])) == set()
}

test_grade_without_measures if {
	denied(doc(
		[object.union(rating, {"grade": "medium"})],
		[object.union(policy, {"sections": ["medium"]})],
	)) == {"C1/2026-03-02: no measures are set for the grade medium"}
}

alike(measures) := {finding.msg | some finding in result} if {
	result := unapplied_measures.deny with input as doc([rating], [policy])
		with data.params as {"RSK-006": {"measures_by_grade": measures}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_same_measures_for_highest_and_lowest_grade if {
	fault := {"measures_by_grade: the highest and the lowest grade have the same measures"}
	alike({"high": ["enhanced", "approval"], "low": ["approval", "enhanced"]}) == fault
	alike({"high": ["enhanced"], "low": ["enhanced"], "medium": ["x"]}) == fault
	alike({"high": ["enhanced"], "low": ["standard"], "medium": ["enhanced"]}) == set()
}

test_policy_without_a_grade if {
	ruled({"sections": ["low"]}) == {"P1/1: it has no section on high"}
	denied(doc([rating], [object.remove(policy, ["sections"])])) == {
		"P1/1: it has no section on high",
	}
}

test_no_policy_in_force if {
	fault := {"risk_measures: no approved policy on the measures of the grades is in force"}
	denied(doc([rating], [])) == fault
	ruled({"topic": "privacy_policy"}) == fault
	ruled({"effective_at": "2026-03-11"}) == fault
	denied(doc([rating], [object.remove(policy, ["approved_at"])])) == fault
	unread := object.union(
		doc([rating], []),
		{"gaps": {"policy_register": [{"reason": "denied"}]}},
	)
	denied(unread) == set()
	unjudged(unread) == fault
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc([rating], [])) == set()
