package rules.identification.unknown_funds_test

import data.rules.identification.unknown_funds

params := {"KYC-204": {"high_grades": ["high"], "refresh_days": 183}}

customer := {
	"customer_id": "C1",
	"status": "active",
	"funds_source": "x",
	"funds_use": "x",
	"economic_status": "x",
	"funds_reviewed_at": "2025-09-08",
	"_loc": {"file": "customers.csv", "line": 2},
}

rating := {"customer_id": "C1", "rated_at": "2026-03-02", "grade": "high"}

doc(row, ratings) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"kyc_customers": [row], "risk_ratings": ratings},
}

denied(given) := {finding.msg | some finding in result} if {
	result := unknown_funds.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unknown_funds.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

changed(patch) := denied(doc(object.union(customer, patch), [rating]))

without(field) := denied(doc(object.remove(customer, [field]), [rating]))

applies(row, ratings) if {
	unknown_funds.applicable with input as doc(row, ratings) with data.params as params
}

test_known_funds_pass if {
	changed({}) == set()
	unjudged(doc(customer, [rating])) == set()
}

test_funds_not_known if {
	without("funds_source") == {"C1: the source of funds is not known"}
	without("funds_use") == {"C1: the use of funds is not known"}
	without("economic_status") == {"C1: the economic situation is not known"}
	changed({"placeholder_fields": ["funds_use"]}) == {"C1: the use of funds is not known"}
}

test_review_of_the_funds if {
	changed({"funds_reviewed_at": "2025-09-07"}) == {
		"C1: the funds were last reviewed more than 183 days ago",
	}
	without("funds_reviewed_at") == {"C1: no review of the funds is recorded"}
	changed({"funds_reviewed_at": "2026-03-12"}) == {
		"C1: the review of the funds is dated in the future",
	}
}

bare := object.remove(customer, ["funds_source"])

test_newest_grade_counts if {
	sooner := object.union(rating, {"grade": "low", "rated_at": "2026-03-01"})
	count(denied(doc(bare, [rating, sooner]))) == 1
	later := object.union(rating, {"grade": "medium", "rated_at": "2026-03-03"})
	denied(doc(bare, [rating, later])) == set()
	not applies(bare, [rating, later])
	applies(bare, [rating])
}

test_customer_without_rating if {
	denied(doc(bare, [])) == {"C1: the source of funds is not known"}
	applies(bare, [])
	unread := object.union(doc(bare, []), {"gaps": {"risk_ratings": [{"reason": "denied"}]}})
	denied(unread) == set()
	unjudged(unread) == {"C1: the source of funds is not known"}
	rated := object.union(doc(bare, [rating]), {"gaps": {"risk_ratings": [{"reason": "denied"}]}})
	denied(rated) == {"C1: the source of funds is not known"}
	unjudged(rated) == set()
}

test_only_active_customers if {
	gone := object.union(bare, {"status": "closed"})
	denied(doc(gone, [rating])) == set()
	denied(doc(gone, [])) == set()
	not applies(gone, [rating])
}
