package rules.risk_rating.undergraded_country_test

import data.rules.risk_rating.undergraded_country

params := {"RSK-005": {"min_grade": "high", "max_list_age_days": 130, "regrade_days": 30}}

customer := {
	"customer_id": "C1",
	"status": "active",
	"nationality": "XA",
	"_loc": {"file": "customers.csv", "line": 2},
}

rating := {"customer_id": "C1", "rated_at": "2026-02-01", "grade": "high"}

entry := {
	"list": "fatf_high_risk",
	"key": "XA",
	"valid_from": "2026-01-01",
	"_loc": {"file": "lists.csv", "line": 2},
}

doc(row, ratings, entries) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"kyc_customers": [row], "risk_ratings": ratings, "reference_lists": entries},
}

denied(given) := {finding.msg | some finding in result} if {
	result := undergraded_country.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := undergraded_country.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

rated(patch) := denied(doc(customer, [object.union(rating, patch)], [entry]))

low := object.union(rating, {"grade": "low"})

tied(row, entries) := denied(doc(row, [low], entries))

fault := {"C1: it is tied to XA, but graded low without a reason"}

test_high_grade_passes if {
	rated({}) == set()
	unjudged(doc(customer, [rating], [entry])) == set()
}

test_lower_grade if {
	rated({"grade": "low"}) == fault
	rated({"grade": "medium"}) == {"C1: it is tied to XA, but graded medium without a reason"}
}

test_least_grade_is_a_parameter if {
	medium := object.union(rating, {"grade": "medium"})
	result := undergraded_country.deny with input as doc(customer, [medium], [entry])
		with data.params as {"RSK-005": object.union(params["RSK-005"], {"min_grade": "medium"})}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	result == set()
}

test_reason_of_the_country_factor if {
	reasoned := {"group": "country_region", "reason": "no business there"}
	rated({"grade": "low", "factors": [reasoned]}) == set()
	rated({"grade": "low", "factors": [object.union(reasoned, {"group": "industry"})]}) == fault
	rated({"grade": "low", "factors": [object.union(reasoned, {"reason": " "})]}) == fault
	rated({"grade": "low", "factors": [{"group": "country_region"}]}) == fault
}

test_each_tie_counts if {
	bare := object.remove(customer, ["nationality"])
	tied(object.union(bare, {"region": "xa"}), [entry]) == fault
	tied(object.union(bare, {"beneficial_owner_country": "XA"}), [entry]) == fault
	tied(object.union(bare, {"region": "XB"}), [entry]) == set()
	tied(customer, [object.union(entry, {"key": "xa"})]) == {
		"C1: it is tied to xa, but graded low without a reason",
	}
}

test_no_country_is_unknown if {
	bare := object.remove(customer, ["nationality"])
	unjudged(doc(bare, [rating], [entry])) == {"C1: no country of the customer is registered"}
	gone := object.union(bare, {"status": "closed"})
	unjudged(doc(gone, [rating], [entry])) == set()
}

other := object.union(entry, {"key": "XB"})

test_entries_of_today if {
	tied(customer, [object.union(entry, {"valid_until": "2026-03-10"})]) == fault
	tied(customer, [object.union(entry, {"valid_until": "2026-03-09"})]) == set()
	tied(customer, [other, object.union(entry, {"valid_from": "2026-03-11"})]) == set()
	tied(customer, [other, object.remove(entry, ["valid_from"])]) == fault
	tied(customer, [other, object.union(entry, {"list": "freemail_domains"})]) == set()
}

test_time_to_regrade if {
	lately := object.union(entry, {"valid_from": "2026-02-08"})
	tied(customer, [lately]) == set()
	tied(customer, [object.union(entry, {"valid_from": "2026-02-07"})]) == fault
	graded := object.union(low, {"rated_at": "2026-02-08"})
	denied(doc(customer, [graded], [lately])) == fault
	tied(customer, [lately, object.union(entry, {"key": "XA"})]) == fault
}

test_old_list_is_unknown if {
	stale := {"fatf_high_risk: the list has no entry of the last 130 days"}
	old := doc(customer, [low], [object.union(entry, {"valid_from": "2025-10-30"})])
	denied(old) == set()
	unjudged(old) == stale
	denied(doc(customer, [low], [object.union(entry, {"valid_from": "2025-10-31"})])) == fault
	unjudged(doc(customer, [low], [])) == stale
	unjudged(doc(customer, [low], [object.remove(entry, ["valid_from"])])) == stale
	planned := object.union(entry, {"valid_from": "2026-04-01"})
	unjudged(doc(customer, [low], [planned])) == stale
	unjudged(doc(object.union(customer, {"status": "closed"}), [low], [])) == set()
}

test_customer_without_rating if {
	unrated := {"C1: it is tied to XA, but not graded"}
	denied(doc(customer, [], [entry])) == unrated
	unread := object.union(
		doc(customer, [], [entry]),
		{"gaps": {"risk_ratings": [{"reason": "denied"}]}},
	)
	denied(unread) == set()
	unjudged(unread) == unrated
}

test_newest_rating_counts if {
	older := object.union(low, {"rated_at": "2026-01-20"})
	denied(doc(customer, [rating, older], [entry])) == set()
}

test_only_active_customers if {
	gone := object.union(customer, {"status": "closed"})
	tied(gone, [entry]) == set()
	not undergraded_country.applicable with input as doc(gone, [low], [entry])
	undergraded_country.applicable with input as doc(customer, [low], [entry])
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc(customer, [], [entry])) == set()

test_list_of_today_is_current if {
	unjudged(doc(customer, [rating], [object.union(entry, {"valid_from": "2026-03-10"})])) == set()
}

test_old_list_alone_is_told if {
	bare := object.remove(customer, ["nationality"])
	unjudged(doc(bare, [], [])) == {"fatf_high_risk: the list has no entry of the last 130 days"}
}

test_low_ranks_below_medium if {
	result := undergraded_country.deny with input as doc(customer, [low], [entry])
		with data.params as {"RSK-005": object.union(params["RSK-005"], {"min_grade": "medium"})}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	count(result) == 1
}
