package rules.foreign_exchange.unknown_fx_purpose_test

import data.rules.foreign_exchange.unknown_fx_purpose

params := {"FXB-005": {"enhanced_usd": 50000}}

deal := {
	"txn_id": "T1",
	"customer_id": "C1",
	"foreign": true,
	"amount_usd": 49999.99,
	"_loc": {"file": "transactions.csv", "line": 2},
}

review := {"txn_id": "T1", "stage": "in_process", "purpose": "trade"}

full := object.union(review, {
	"counterparty": "x",
	"funds_source": "x",
	"funds_destination": "x",
})

rating := {"customer_id": "C1", "rated_at": "2026-03-02", "grade": "low"}

doc(row, reviews, ratings) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"kyc_transactions": [row], "fx_reviews": reviews, "risk_ratings": ratings},
}

denied(given) := {finding.msg | some finding in result} if {
	result := unknown_fx_purpose.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unknown_fx_purpose.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

of_deal(patch) := denied(doc(object.union(deal, patch), [review], [rating]))

reviewed(reviews) := denied(doc(object.union(deal, {"amount_usd": 50000}), reviews, [rating]))

enhanced := {concat("", [
	"T1: the review does not tell the counterparty; ",
	"the review does not tell the destination of funds; ",
	"the review does not tell the source of funds",
])}

none := {"T1: no review in process is recorded"}

test_known_purpose_passes if {
	of_deal({}) == set()
	reviewed([full]) == set()
	unjudged(doc(deal, [review], [rating])) == set()
}

test_no_review_in_process if {
	denied(doc(deal, [], [rating])) == none
	denied(doc(deal, [object.union(review, {"stage": "post"})], [rating])) == none
	denied(doc(deal, [object.union(review, {"txn_id": "T2"})], [rating])) == none
}

test_purpose_missing if {
	denied(doc(deal, [object.remove(review, ["purpose"])], [rating])) == {
		"T1: the review does not tell the purpose",
	}
}

test_large_deals if {
	of_deal({"amount_usd": 50000}) == enhanced
	denied(doc(object.remove(deal, ["amount_usd"]), [review], [rating])) == enhanced
	reviewed([object.remove(full, ["counterparty"])]) == {
		"T1: the review does not tell the counterparty",
	}
	another := object.union(review, {"counterparty": "x"})
	reviewed([object.remove(full, ["counterparty"]), another]) == set()
}

test_customers_of_high_or_unknown_risk if {
	denied(doc(deal, [review], [object.union(rating, {"grade": "high"})])) == enhanced
	denied(doc(deal, [review], [object.union(rating, {"grade": "medium"})])) == set()
	denied(doc(deal, [review], [])) == enhanced
	denied(doc(object.remove(deal, ["customer_id"]), [review], [rating])) == enhanced
	old := object.union(rating, {"grade": "high", "rated_at": "2026-03-01"})
	denied(doc(deal, [review], [rating, old])) == set()
}

test_incomplete_evidence if {
	every kind in ["fx_reviews", "risk_ratings"] {
		unread := object.union(doc(deal, [], []), {"gaps": {kind: [{"reason": "denied"}]}})
		denied(unread) == set()
		unjudged(unread) == none
	}
}

test_only_foreign_business if {
	unknown_fx_purpose.applicable with input as doc(deal, [], [])
	unsaid := object.remove(deal, ["foreign", "amount_usd"])
	every row in [object.union(deal, {"foreign": false}), unsaid] {
		denied(doc(row, [], [])) == set()
		not unknown_fx_purpose.applicable with input as doc(row, [], [])
	}
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc(deal, [], [])) == set()

test_dollars_that_may_be_foreign if {
	unsaid := object.remove(object.union(deal, {"amount_usd": 5}), ["foreign"])
	unjudged(doc(unsaid, [], [rating])) == {concat("", [
		"T1: whether it is in foreign currency is not recorded, ",
		"nor is a review in process",
	])}
	unknown_fx_purpose.applicable with input as doc(unsaid, [], [rating])
	unjudged(doc(unsaid, [review], [rating])) == set()
	unjudged(doc(object.union(unsaid, {"foreign": false}), [], [rating])) == set()
	unjudged(doc(object.remove(unsaid, ["amount_usd"]), [], [rating])) == set()
}
