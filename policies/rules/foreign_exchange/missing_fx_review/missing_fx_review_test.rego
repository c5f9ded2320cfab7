package rules.foreign_exchange.missing_fx_review_test

import data.rules.foreign_exchange.missing_fx_review

params := {"FXB-006": {
	"required_stages": ["background", "in_process", "post"],
	"post_days": 30,
}}

deal := {
	"txn_id": "T1",
	"customer_id": "C1",
	"foreign": true,
	"served_by": "u1",
	"at": "2026-02-08T09:00:00+08:00",
	"_loc": {"file": "transactions.csv", "line": 2},
}

before := {"customer_id": "C1", "stage": "background", "at": "2026-02-08T09:00:00+08:00"}

during := {
	"txn_id": "T1",
	"stage": "in_process",
	"at": "2026-02-08T09:00:00+08:00",
	"authenticity": "pass",
	"compliance": "pass",
	"reviewer": "u2",
	"evidence_docs": ["D1"],
}

after := object.union(object.remove(during, ["reviewer"]), {
	"stage": "post",
	"at": "2026-03-10T09:00:00+08:00",
})

given(row, reviews, documents) := {
	"now": "2026-03-10T09:00:01+08:00",
	"evidence": {"kyc_transactions": [row], "fx_reviews": reviews, "kyc_documents": documents},
}

doc(reviews) := given(deal, reviews, [{"doc_id": "D1", "readable": true}])

judged(case, wanted) := {finding.msg | some finding in result} if {
	result := missing_fx_review.deny with input as case
		with data.params as {"FXB-006": object.union(params["FXB-006"], wanted)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(case) := judged(case, {})

unjudged(case) := {finding.msg | some finding in result} if {
	result := missing_fx_review.unknown with input as case
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unread(case, kind) := object.union(case, {"gaps": {kind: [{"reason": "denied"}]}})

no_background := {"T1: the customer's background was not reviewed before it"}

not_reviewed := {"T1: it was not reviewed before it was carried out"}

not_followed := {"T1: it was not reviewed within 30 days after it was carried out"}

test_three_stages_pass if {
	denied(doc([before, during, after])) == set()
	unjudged(doc([before, during, after])) == set()
}

test_background if {
	denied(doc([during, after])) == no_background
	denied(doc([object.union(before, {"customer_id": "C2"}), during, after])) == no_background
	late := object.union(before, {"at": "2026-02-08T09:00:01+08:00"})
	denied(doc([late, during, after])) == no_background
	denied(unread(doc([during, after]), "fx_reviews")) == set()
	unjudged(unread(doc([during, after]), "fx_reviews")) == no_background
}

test_in_process if {
	denied(doc([before, after])) == not_reviewed
	late := object.union(during, {"at": "2026-02-08T09:00:01+08:00"})
	denied(doc([before, late, after])) == not_reviewed
	denied(doc([before, object.union(during, {"txn_id": "T2"}), after])) == not_reviewed
	unjudged(unread(doc([before, after]), "fx_reviews")) == not_reviewed
}

test_post if {
	denied(doc([before, during])) == not_followed
	late := object.union(after, {"at": "2026-03-10T09:00:01+08:00"})
	denied(doc([before, during, late])) == not_followed
	early := object.union(after, {"at": "2026-02-08T08:59:59+08:00"})
	denied(doc([before, during, early])) == not_followed
	denied(doc([before, during, object.union(after, {"at": "2026-02-08"})])) == set()
	same := object.union(after, {"at": "2026-02-08T09:00:00+08:00"})
	denied(doc([before, during, same])) == set()
	on_time := object.union(doc([before, during]), {"now": "2026-03-10T09:00:00+08:00"})
	denied(on_time) == set()
	unjudged(unread(doc([before, during]), "fx_reviews")) == not_followed
}

test_stages_that_are_not_required if {
	judged(doc([]), {"required_stages": []}) == set()
	judged(doc([]), {"required_stages": ["post"]}) == not_followed
}

test_carried_out_without_a_pass if {
	fault := {"T1: it was carried out although its compliance was not judged a pass"}
	denied(doc([before, object.union(during, {"compliance": "unclear"}), after])) == fault
	denied(doc([before, object.remove(during, ["compliance"]), after])) == fault
	denied(doc([before, object.union(during, {"authenticity": "fail"}), after])) == {
		"T1: it was carried out although its authenticity was not judged a pass",
	}
}

test_newest_review_before_the_deal_counts if {
	older := object.union(during, {"at": "2026-02-07", "compliance": "fail"})
	denied(doc([before, during, older, after])) == set()
	newer := object.union(during, {"at": "2026-02-08T08:00:00+08:00"})
	failed := object.union(during, {"compliance": "fail"})
	count(denied(doc([before, failed, newer, after]))) == 1
}

test_judgement_after_it if {
	denied(doc([before, during, object.remove(after, ["authenticity"])])) == {
		"T1: the review after it does not judge its authenticity",
	}
	denied(doc([before, during, object.union(after, {"compliance": "fail"})])) == set()
}

test_documents if {
	fault := {"T1: the document D1 of a review is not kept readable"}
	lost := given(deal, [before, during, after], [])
	denied(lost) == fault
	denied(given(deal, [before, during, after], [{"doc_id": "D1", "readable": false}])) == fault
	denied(unread(lost, "kyc_documents")) == set()
	unjudged(unread(lost, "kyc_documents")) == fault
	denied(unread(lost, "fx_reviews")) == fault
	denied(doc([before, during, object.union(after, {"evidence_docs": ["D1", "D2"]})])) == {
		"T1: the document D2 of a review is not kept readable",
	}
	denied(doc([before, object.remove(during, ["evidence_docs"]), after])) == set()
}

test_reviewer_served_the_customer if {
	fault := {concat("", [
		"T1: no other person than the one who served the customer ",
		"is recorded as reviewer",
	])}
	denied(doc([before, object.union(during, {"reviewer": "u1"}), after])) == fault
	denied(doc([before, object.remove(during, ["reviewer"]), after])) == fault
	alone := object.remove(deal, ["served_by"])
	kept := [{"doc_id": "D1", "readable": true}]
	denied(given(alone, [before, object.remove(during, ["reviewer"]), after], kept)) == set()
	denied(doc([before, during, object.union(after, {"reviewer": "u1"})])) == set()
}

test_only_foreign_business if {
	domestic := given(object.union(deal, {"foreign": false}), [], [])
	denied(domestic) == set()
	not missing_fx_review.applicable with input as domestic
	missing_fx_review.applicable with input as doc([])
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc([])) == set()

test_other_stages_are_no_background if {
	denied(doc([object.union(before, {"stage": "post"}), during, after])) == no_background
}

test_dollars_that_may_be_foreign if {
	unsaid := object.remove(object.union(deal, {"amount_usd": 5}), ["foreign"])
	case := given(unsaid, [], [])
	unjudged(case) == {concat("", [
		"T1: whether it is in foreign currency is not recorded, ",
		"nor is a review in process",
	])}
	missing_fx_review.applicable with input as case
	unjudged(given(unsaid, [before, during, after], [])) == set()
	unjudged(given(object.union(unsaid, {"foreign": false}), [], [])) == set()
	unjudged(given(object.remove(unsaid, ["amount_usd"]), [], [])) == set()
}
