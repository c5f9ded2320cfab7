package rules.three_prohibitions.public_places_test

import data.rules.three_prohibitions.public_places

params := {"CIC-026-2": {
	"public_place_types": ["cafe", "lobby"],
	"customer_topics": ["customer_information", "customer_case"],
	"attestation_days": 183,
}}

meeting := {
	"event_id": "M-1",
	"at": "2026-03-01",
	"topics": ["budget", "customer_case"],
	"place_type": "meeting_room",
	"_loc": {"file": "calendar.ics", "line": 2},
}

incident := {
	"incident_id": "IN-1",
	"kind": "leak",
	"category": "other",
	"detected_at": "2026-03-01",
	"_loc": {"file": "incidents.csv", "line": 3},
}

post := {
	"person": "u1",
	"dept": "business",
	"role": "counter",
	"employed": true,
	"hired_at": "2020-01-01",
	"handles_customer_info": true,
	"accounts": ["u1-ad"],
	"_loc": {"file": "hr.csv", "line": 4},
}

# The 183rd day after 8 September 2025 is the day of now.
attestation := {"person": "u1", "kind": "three_prohibitions", "signed_at": "2025-09-08"}

empty := {
	"meeting_calendar": [],
	"incident_register": [],
	"acknowledgements": [],
	"hr_roster": [],
}

judged(document) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := public_places with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged({
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": object.union(empty, evidence),
})

of_meeting(change) := result({"meeting_calendar": [object.union(meeting, change)]})

of_incident(row) := result({"incident_register": [row]})

of_staff(posts, signed) := result({"hr_roster": posts, "acknowledgements": signed})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := {"deny": {message}, "unknown": set(), "applicable": true}

test_meeting_behind_closed_doors if {
	of_meeting({}) == clean
}

test_meeting_in_public if {
	expected := denied("M-1: customers were talked about in a place of type cafe")
	of_meeting({"place_type": "cafe"}) == expected
	count(of_meeting({"place_type": "lobby", "topics": ["customer_information"]}).deny) == 1
}

test_meeting_in_an_unknown_place if {
	expected := denied("M-1: customers were talked about in a place of type unknown")
	of_meeting({"place_type": "unknown"}) == expected
	result({"meeting_calendar": [object.remove(meeting, ["place_type"])]}) == expected
}

test_meeting_about_other_things if {
	of_meeting({"place_type": "cafe", "topics": ["budget"]}) == absent
	of_meeting({"place_type": "cafe", "topics": []}) == absent
}

test_incident_in_public if {
	expected := denied("IN-1: customer information was discussed in a public place")
	public := object.union(incident, {"category": "public_discussion"})
	of_incident(public) == expected
	of_incident(object.union(public, {"kind": "other"})) == expected
}

test_absence_of_incidents_alone_is_no_pass if {
	of_incident(incident) == absent
	result({}) == absent
}

test_leaks_without_a_known_category if {
	expected := {concat(" ", [
		"IN-1: the leak has no known category,",
		"so a public discussion cannot be ruled out",
	])}
	unsorted := object.remove(incident, ["category"])
	of_incident(unsorted).unknown == expected
	of_incident(object.union(unsorted, {"kind": "suspected_leak"})).unknown == expected
	of_incident(object.union(unsorted, {"category": "gossip"})).unknown == expected
	of_incident(object.union(unsorted, {"kind": "other"})).unknown == set()
}

unattested := denied("u1: no attestation of the three prohibitions in the last 183 days")

test_attested_on_the_last_day if {
	of_staff([post], [attestation]) == clean
}

test_attestation_of_a_day_too_long_ago if {
	of_staff([post], [object.union(attestation, {"signed_at": "2025-09-07"})]) == unattested
}

test_attestation_at_an_instant if {
	on_time := object.union(attestation, {"signed_at": "2025-09-08T09:00:00+08:00"})
	of_staff([post], [on_time]) == clean
	late := object.union(attestation, {"signed_at": "2025-09-08T08:59:59+08:00"})
	of_staff([post], [late]) == unattested
}

test_attestation_that_does_not_count if {
	of_staff([post], []) == unattested
	of_staff([post], [object.union(attestation, {"kind": "confidentiality_rules"})]) == unattested
	of_staff([post], [object.union(attestation, {"person": "u2"})]) == unattested
	of_staff([post], [object.union(attestation, {"signed_at": "2026-03-11"})]) == unattested
}

test_attestation_under_an_account_is_the_persons if {
	of_staff([post], [object.union(attestation, {"person": "u1-ad"})]) == clean
}

test_one_finding_for_a_person_of_many_posts if {
	second := object.union(post, {"role": "sales", "_loc": {"file": "hr.csv", "line": 5}})
	of_staff([post, second], []) == unattested
	lines([post, second]) == {4}
	lines([object.remove(row, ["handles_customer_info"]) | some row in [post, second]]) == {4}
}

# The places of all findings on unattested staff.
lines(posts) := {finding._loc.line | some finding in (found.deny | found.unknown)} if {
	found := public_places with data.params as params with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": object.union(empty, {"hr_roster": posts}),
	}
}

test_staff_who_need_no_attestation if {
	of_staff([object.union(post, {"handles_customer_info": false})], []) == absent
	of_staff([object.union(post, {"employed": false})], []) == absent
	of_staff([object.union(post, {"left_at": "2026-03-09"})], []) == absent
	of_staff([object.union(post, {"valid_until": "2026-03-09"})], []) == absent
	of_staff([object.union(post, {"valid_from": "2026-03-11"})], []) == absent
}

test_staff_on_the_last_day_still_attest if {
	of_staff([object.union(post, {"left_at": "2026-03-10"})], []) == unattested
}

unsaid := object.remove(post, ["handles_customer_info"])

test_unknown_handling_is_not_evaluated if {
	of_staff([unsaid], []) == {
		"deny": set(),
		"unknown": {concat(" ", [
			"u1: no recent attestation, and the roster does not say",
			"if the person handles customer information",
		])},
		"applicable": true,
	}
}

test_unknown_handling_of_leavers_does_not_matter if {
	of_staff([object.union(unsaid, {"employed": false})], []) == absent
}

test_unknown_handling_with_attestation_is_clean if {
	of_staff([unsaid], [attestation]) == clean
}

test_another_post_that_handles_decides if {
	of_staff([unsaid, object.union(post, {"role": "sales"})], []) == unattested
}

test_unread_acknowledgements_prove_nothing if {
	judged({
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": object.union(empty, {"hr_roster": [post]}),
		"gaps": {"acknowledgements": ["acks.csv"]},
	}) == {"deny": set(), "unknown": unattested.deny, "applicable": true}
}

test_leaks_of_every_known_category_are_clear if {
	every category in ["private_disclosure", "public_discussion", "tipping_off", "other"] {
		of_incident(object.union(incident, {"category": category})).unknown == set()
	}
}
