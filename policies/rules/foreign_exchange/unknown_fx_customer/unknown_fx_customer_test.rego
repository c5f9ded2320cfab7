package rules.foreign_exchange.unknown_fx_customer_test

import data.rules.foreign_exchange.unknown_fx_customer

background := {
	"review_id": "R1",
	"customer_id": "C1",
	"stage": "background",
	"at": "2026-03-01",
	"_loc": {"file": "reviews.csv", "line": 2},
}

in_process := {
	"review_id": "R2",
	"customer_id": "C1",
	"stage": "in_process",
	"at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "reviews.csv", "line": 3},
}

check := {
	"customer_id": "C1",
	"result": "match",
	"source_independent": true,
	"at": "2026-03-02T09:00:00+08:00",
}

rating := {"customer_id": "C1", "rated_at": "2026-03-02T09:00:00+08:00"}

doc(reviews, checks, ratings) := {"evidence": {
	"fx_reviews": reviews,
	"id_verifications": checks,
	"risk_ratings": ratings,
}}

denied(given) := {finding.msg | some finding in result} if {
	result := unknown_fx_customer.deny with input as given
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unknown_fx_customer.unknown with input as given
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

sound := doc([background, in_process], [check], [rating])

checked(patch) := denied(doc([background, in_process], [object.union(check, patch)], [rating]))

rated(patch) := denied(doc([background, in_process], [check], [object.union(rating, patch)]))

looked(patch) := denied(doc([object.union(background, patch), in_process], [check], [rating]))

unread(given, kind) := object.union(given, {"gaps": {kind: [{"reason": "denied"}]}})

late := "2026-03-02T09:00:01+08:00"

no_source := {concat("", [
	"C1: no independent source confirmed the customer's identity ",
	"before the business",
])}

no_background := {"C1: the customer's background was not reviewed before the business"}

no_rating := {"C1: the customer was not rated before the business"}

test_known_customer_passes if {
	denied(sound) == set()
	unjudged(sound) == set()
	unknown_fx_customer.applicable with input as sound
	not unknown_fx_customer.applicable with input as doc([], [check], [rating])
}

test_identity_from_an_independent_source if {
	checked({"source_independent": false}) == no_source
	checked({"result": "mismatch"}) == no_source
	checked({"customer_id": "C2"}) == no_source
	checked({"at": late}) == no_source
	given := doc([background, in_process], [object.remove(check, ["source_independent"])], [rating])
	denied(given) == no_source
	denied(unread(given, "id_verifications")) == set()
	unjudged(unread(given, "id_verifications")) == no_source
}

test_background_review if {
	looked({"at": late}) == no_background
	looked({"stage": "post"}) == no_background
	looked({"customer_id": "C2"}) == no_background
	given := doc([in_process], [check], [rating])
	denied(given) == no_background
	denied(unread(given, "fx_reviews")) == set()
	unjudged(unread(given, "fx_reviews")) == no_background
}

test_rating if {
	rated({"rated_at": late}) == no_rating
	rated({"customer_id": "C2"}) == no_rating
	given := doc([background, in_process], [check], [])
	denied(given) == no_rating
	denied(unread(given, "risk_ratings")) == set()
	unjudged(unread(given, "risk_ratings")) == no_rating
	denied(unread(given, "fx_reviews")) == no_rating
}

test_first_review_in_process_counts if {
	first := object.union(in_process, {"review_id": "R0", "at": "2026-03-01T18:00:00+08:00"})
	looked_into := object.union(background, {"at": "2026-02-01"})
	given := doc([looked_into, in_process, first], [check], [rating])
	denied(given) == {concat("; ", [
		"C1: no independent source confirmed the customer's identity before the business",
		"the customer was not rated before the business",
	])}
}

test_business_not_yet_begun if {
	denied(doc([background], [], [])) == set()
	unjudged(doc([background], [], [])) == set()
}

test_business_without_review_in_process if {
	after := object.union(in_process, {"stage": "post"})
	denied(doc([background, after], [check], [])) == no_rating
	earlier := object.union(after, {"at": "2026-02-01"})
	denied(doc([background, earlier, in_process], [check], [rating])) == set()
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc([in_process], [], [])) == set()

test_one_review_is_enough if unknown_fx_customer.applicable with input as doc([in_process], [], [])
