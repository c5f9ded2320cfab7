package rules.risk_rating.overdue_rating_review_test

import data.rules.risk_rating.overdue_rating_review

params := {"RSK-003": {
	"review_days": {"high": 183, "low": 1095},
	"criteria_review_days": 365,
}}

rating := {
	"customer_id": "C1",
	"rated_at": "2025-09-08",
	"grade": "high",
	"_loc": {"file": "ratings.csv", "line": 2},
}

standard := {
	"doc_id": "P1",
	"topic": "risk_grading_standard",
	"version": "1",
	"approved_at": "2025-03-10",
	"_loc": {"file": "policies.csv", "line": 2},
}

doc(ratings, policies) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"risk_ratings": ratings, "policy_register": policies},
}

denied(given) := {finding.msg | some finding in result} if {
	result := overdue_rating_review.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := overdue_rating_review.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

rated(patch) := denied(doc([object.union(rating, patch)], [standard]))

ruled(patch) := denied(doc([rating], [object.union(standard, patch)]))

test_reviewed_in_time_passes if {
	rated({}) == set()
	unjudged(doc([rating], [standard])) == set()
}

test_overdue_review if {
	rated({"rated_at": "2025-09-07"}) == {
		"C1/2025-09-07: the grade high is older than 183 days and was not reviewed",
	}
	rated({"grade": "low", "rated_at": "2025-09-07"}) == set()
	rated({"grade": "low", "rated_at": "2023-03-10"}) == {
		"C1/2023-03-10: the grade low is older than 1095 days and was not reviewed",
	}
}

test_unknown_grade_is_reviewed_most_often if {
	rated({"grade": "medium", "rated_at": "2025-09-07"}) == {
		"C1/2025-09-07: the grade medium is older than 183 days and was not reviewed",
	}
	rated({"grade": "medium"}) == set()
}

test_newest_rating_counts if {
	old := object.union(rating, {"rated_at": "2024-01-01"})
	denied(doc([old, rating], [standard])) == set()
	other := object.union(old, {"customer_id": "C2"})
	count(denied(doc([other, rating], [standard]))) == 1
}

test_rating_dated_ahead_is_unknown if {
	ahead := object.union(rating, {"rated_at": "2026-04-01"})
	unjudged(doc([ahead], [standard])) == {
		"C1/2026-04-01: the only rating is dated in the future",
	}
	unjudged(doc([ahead, rating], [standard])) == set()
	denied(doc([ahead], [standard])) == set()
}

overdue := {"P1/1: the standard was last approved more than 365 days ago"}

test_standard_not_reviewed if {
	ruled({}) == set()
	ruled({"approved_at": "2025-03-09"}) == overdue
	old := object.union(standard, {"version": "0", "approved_at": "2020-01-01"})
	denied(doc([rating], [old, standard])) == set()
	denied(doc([rating], [old, object.union(standard, {"approved_at": "2025-03-09"})])) == overdue
}

test_no_approved_standard if {
	fault := {"risk_grading_standard: no approved standard of the grades is registered"}
	denied(doc([rating], [])) == fault
	ruled({"topic": "privacy_policy"}) == fault
	ruled({"approved_at": "2026-03-11"}) == fault
	denied(doc([rating], [object.remove(standard, ["approved_at"])])) == fault
	unread := object.union(
		doc([rating], []),
		{"gaps": {"policy_register": [{"reason": "denied"}]}},
	)
	denied(unread) == set()
	unjudged(unread) == fault
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc([rating], [])) == set()
