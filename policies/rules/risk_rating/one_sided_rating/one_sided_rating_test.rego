package rules.risk_rating.one_sided_rating_test

import data.rules.risk_rating.one_sided_rating

params := {"RSK-001": {"factor_groups": ["industry", "customer"], "first_rating_days": 60}}

customer := {
	"customer_id": "C1",
	"status": "active",
	"relationship_start_at": "2026-01-09",
	"_loc": {"file": "customers.csv", "line": 2},
}

factors := [{"group": "industry", "value": "retail"}, {"group": "customer", "value": 0}]

rating := {
	"customer_id": "C1",
	"rated_at": "2026-03-02",
	"factors": factors,
	"qualitative_indicators": ["industry"],
	"quantitative_indicators": ["fund_flow"],
}

doc(row, ratings) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"kyc_customers": [row], "risk_ratings": ratings},
}

denied(given) := {finding.msg | some finding in result} if {
	result := one_sided_rating.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := one_sided_rating.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

rated(patch) := denied(doc(customer, [object.union(rating, patch)]))

test_full_rating_passes if {
	rated({}) == set()
	unjudged(doc(customer, [rating])) == set()
}

test_groups_not_weighed if {
	fault := {"C1: the rating does not weigh customer"}
	rated({"factors": [factors[0]]}) == fault
	rated({"factors": [factors[0], {"group": "customer", "value": " "}]}) == fault
	rated({"factors": [factors[0], {"group": "customer"}]}) == fault
	rated({"factors": [factors[0], factors[1], {"group": "customer", "value": ""}]}) == fault
	rated({"factors": [{"group": "business", "value": "x"}]}) == {
		"C1: the rating does not weigh customer, industry",
	}
}

test_one_kind_of_indicators_only if {
	rated({"qualitative_indicators": []}) == {
		"C1: the rating rests on no qualitative indicator",
	}
	denied(doc(customer, [object.remove(rating, ["quantitative_indicators"])])) == {
		"C1: the rating rests on no quantitative indicator",
	}
}

test_newest_rating_counts if {
	old := object.union(rating, {"rated_at": "2026-03-01", "factors": [factors[0]]})
	denied(doc(customer, [rating, old])) == set()
	denied(doc(customer, [object.union(old, {"rated_at": "2026-03-03"}), rating])) == {
		"C1: the rating does not weigh customer",
	}
}

unrated := {"C1: it has no rating with factors 60 days after the relationship began"}

overdue := object.union(customer, {"relationship_start_at": "2026-01-08"})

test_first_rating if {
	denied(doc(customer, [])) == set()
	denied(doc(overdue, [])) == unrated
	denied(doc(overdue, [object.union(rating, {"customer_id": "C2"})])) == unrated
	denied(doc(object.remove(customer, ["relationship_start_at"]), [])) == unrated
	unread := object.union(doc(overdue, []), {"gaps": {"risk_ratings": [{"reason": "denied"}]}})
	denied(unread) == set()
	unjudged(unread) == unrated
}

test_default_grade_counts_as_missing if {
	default_grade := object.union(object.remove(rating, ["qualitative_indicators"]), {"factors": []})
	denied(doc(overdue, [default_grade])) == unrated
	denied(doc(overdue, [object.remove(rating, ["factors"])])) == unrated
	denied(doc(overdue, [object.union(rating, {"factors": [{"group": "industry"}]})])) == unrated
	denied(doc(customer, [default_grade])) == set()
	denied(doc(overdue, [rating])) == set()
}

test_only_active_customers if {
	gone := object.union(overdue, {"status": "closed"})
	denied(doc(gone, [])) == set()
	not one_sided_rating.applicable with input as doc(gone, [])
	one_sided_rating.applicable with input as doc(customer, [])
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc(overdue, [])) == set()
