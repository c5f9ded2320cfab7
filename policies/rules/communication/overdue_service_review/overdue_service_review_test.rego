package rules.communication.overdue_service_review_test

import data.rules.communication.overdue_service_review

params := {
	"survey_interval_days": 365,
	"feedback_interval_days": 92,
	"qa_interval_days": 31,
	"min_sample_pct": 1,
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := overdue_service_review with input as document
		with data.params as {"COM-840": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

survey := {
	"review_id": "S-1",
	"kind": "survey",
	"performed_at": "2025-03-10",
	"_loc": {"file": "reviews.csv", "line": 2},
}

analysis := {
	"review_id": "F-1",
	"kind": "feedback_analysis",
	"performed_at": "2025-12-08",
	"_loc": {"file": "reviews.csv", "line": 3},
}

sampling := {
	"review_id": "Q-1",
	"kind": "qa_sampling",
	"performed_at": "2026-02-07",
	"sample_size": 10,
	"population": 1000,
	"score": 90,
	"_loc": {"file": "reviews.csv", "line": 4},
}

given(rows) := {"service_reviews": rows}

sampled(patch) := judged(given([survey, analysis, object.union(sampling, patch)]))

test_reviews_on_their_last_day_pass if sampled({}) == clean

test_overdue_reviews if {
	late := {"performed_at": "2025-12-07"}
	judged(given([survey, object.union(analysis, late), sampling])) == denied({
		"F-1: no analysis of feedback was done in the last 92 days",
	})
	early := {"performed_at": "2025-03-09"}
	judged(given([object.union(survey, early), analysis, sampling])) == denied({
		"S-1: no survey of customers was done in the last 365 days",
	})
	sampled({"performed_at": "2026-02-06"}) == denied({
		"Q-1: no sampling of conversations was done in the last 31 days",
	})
}

never := {"survey: no survey of customers was done in the last 365 days"}

test_a_review_never_done if {
	judged(given([analysis, sampling])) == denied(never)
	planned := object.union(survey, {"performed_at": "2026-03-11"})
	judged(given([planned, analysis, sampling])) == denied(never)
}

test_unread_reviews_leave_it_unknown if {
	gaps := {"service_reviews": [{"reason": "denied"}]}
	judge(given([analysis, sampling]), params, gaps) == doubted(never)
	judge(given([survey, analysis, sampling]), params, gaps) == clean
}

test_small_sample if {
	sampled({"sample_size": 9}) == denied({
		"Q-1/sample_size: its sample of 9 out of 1000 is smaller than 1%",
	})
	sampled({"population": 1001}) == denied({
		"Q-1/sample_size: its sample of 10 out of 1001 is smaller than 1%",
	})
}

test_sample_that_is_not_counted if {
	rows := [survey, analysis, object.remove(sampling, ["population"])]
	judged(given(rows)) == doubted({
		"Q-1/population: the number is missing, so that the sample cannot be judged",
	})
}

test_the_newest_sampling_counts if {
	old := object.union(sampling, {
		"review_id": "Q-0",
		"performed_at": "2026-01-07",
		"sample_size": 1,
	})
	judged(given([survey, analysis, sampling, old])) == clean
}

# A sampling after the first one.
followed(patch) := judged(given([survey, analysis, sampling, object.union(sampling, object.union(
	{
		"review_id": "Q-2",
		"performed_at": "2026-03-07",
		"score": 89,
	},
	patch,
))]))

fell := denied({"Q-2/actions: its score fell from 90 to 89, and no measures are recorded"})

test_measures_after_a_lower_score if {
	followed({}) == fell
	followed({"actions": []}) == fell
	followed({"actions": ["training"]}) == clean
	followed({"score": 90}) == clean
}

test_a_missing_score_leaves_measures_unknown if {
	doubt := "Q-1/actions: a score is missing, so that it is not known whether measures were due"
	before := object.remove(
		object.union(sampling, {
			"review_id": "Q-0",
			"performed_at": "2026-01-07",
		}),
		["score"],
	)
	judged(given([survey, analysis, before, sampling])) == doubted({doubt})
	judged(given([survey, analysis, before, object.union(sampling, {"actions": ["x"]})])) == clean
}

test_other_reviews_are_not_the_one_before if {
	judged(given([object.union(survey, {"score": 95}), analysis, sampling])) == clean
}
