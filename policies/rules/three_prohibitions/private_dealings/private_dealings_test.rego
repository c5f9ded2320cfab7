package rules.three_prohibitions.private_dealings_test

import data.rules.three_prohibitions.private_dealings

params := {"CIC-026-1": {
	"private_destinations": ["personal_mail", "instant_messaging"],
	"freemail_list": ["qq.com", "Gmail.com"],
}}

event := {
	"event_id": "E-1",
	"actor": "u1",
	"at": "2026-03-01",
	"action": "logged",
	"destination_type": "personal_mail",
	"data_class": "identity",
	"_loc": {"file": "dlp.json", "line": 2},
}

mail := {
	"queue_id": "Q-1",
	"at": "2026-03-01",
	"recipient_address": "m***",
	"recipient_domain": "qq.com",
	"direction": "outbound",
	"data_class": "personal",
	"customer_id": "c1",
	"_loc": {"file": "mail.log", "line": 3},
}

incident := {
	"incident_id": "IN-1",
	"kind": "leak",
	"category": "private_disclosure",
	"detected_at": "2026-03-01",
	"_loc": {"file": "incidents.csv", "line": 4},
}

result(events, mails, incidents) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := private_dealings with data.params as params with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": {
			"dlp_events": events,
			"mail_log": mails,
			"incident_register": incidents,
		},
	}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

denied(message) := {"deny": {message}, "unknown": set(), "applicable": true}

in_doubt(message) := {"deny": set(), "unknown": {message}, "applicable": true}

of_event(change) := result([object.union(event, change)], [], [])

of_mail(change) := result([], [object.union(mail, change)], [])

of_incident(change) := result([], [], [object.union(incident, change)])

test_data_to_a_private_place if {
	of_event({}) == denied(concat(" ", [
		"E-1: customer information (identity) went to a private place (personal_mail)",
		"and was not blocked",
	]))
	count(of_event({"destination_type": "instant_messaging", "action": "allowed"}).deny) == 1
}

test_events_that_are_no_leak if {
	of_event({"action": "blocked"}) == clean
	of_event({"data_class": "none"}) == clean
	of_event({"destination_type": "business_mail"}) == clean
}

event_in_doubt := in_doubt(concat(" ", [
	"E-1: it may have taken customer information to a private place:",
	"class or destination is unknown",
]))

test_events_with_unknown_class_or_destination if {
	result([object.remove(event, ["data_class"])], [], []) == event_in_doubt
	result([object.remove(event, ["destination_type"])], [], []) == event_in_doubt
	result([object.remove(event, ["data_class", "destination_type"])], [], []) == event_in_doubt
}

test_unknowns_that_do_not_matter if {
	untagged := object.remove(event, ["data_class"])
	result([object.union(untagged, {"destination_type": "partner_system"})], [], []) == clean
	result([object.union(untagged, {"action": "blocked"})], [], []) == clean
	unplaced := object.remove(event, ["destination_type"])
	result([object.union(unplaced, {"data_class": "none"})], [], []) == clean
}

test_data_to_a_freemail_box if {
	of_mail({}) == denied(concat(" ", [
		"Q-1/m***: customer information (personal) was mailed to",
		"a private mailbox at qq.com",
	]))
}

test_domains_are_compared_without_case if {
	count(of_mail({"recipient_domain": "QQ.com"}).deny) == 1
	count(of_mail({"recipient_domain": "gmail.com"}).deny) == 1
	of_mail({"recipient_domain": "partner.example"}) == clean
}

test_mail_to_the_customer_of_whom_it_speaks if {
	of_mail({"recipient_customer_id": "c1"}) == clean
	count(of_mail({"recipient_customer_id": "c2"}).deny) == 1
}

test_two_missing_customer_ids_are_not_the_same_customer if {
	count(result([], [object.remove(mail, ["customer_id"])], []).deny) == 1
}

test_mail_that_is_no_leak if {
	of_mail({"direction": "inbound"}) == clean
	of_mail({"direction": "internal"}) == clean
	of_mail({"data_class": "none"}) == clean
}

test_untagged_mail if {
	untagged := object.remove(mail, ["data_class"])
	result([], [untagged], []) == in_doubt(concat(" ", [
		"Q-1/m***: an untagged message went to",
		"a private mailbox at qq.com",
	]))
	result([], [object.union(untagged, {"recipient_domain": "partner.example"})], []) == clean
	result([], [object.union(untagged, {"recipient_customer_id": "c1"})], []) == clean
}

test_incidents if {
	of_incident({}) == denied("IN-1: customer information was disclosed in private dealings")
	of_incident({"kind": "other"}) == of_incident({})
	of_incident({"category": "public_discussion"}) == clean
	of_incident({"category": "tipping_off"}) == clean
	of_incident({"category": "other"}) == clean
}

test_leaks_without_a_known_category if {
	expected := in_doubt(concat(" ", [
		"IN-1: the leak has no known category,",
		"so a private disclosure cannot be ruled out",
	]))
	of_incident({"category": "gossip"}) == expected
	uncategorised := object.remove(incident, ["category"])
	result([], [], [uncategorised]) == expected
	result([], [], [object.union(uncategorised, {"kind": "suspected_leak"})]) == expected
	result([], [], [object.union(uncategorised, {"kind": "other"})]) == clean
}

test_not_applicable_without_any_evidence if {
	result([], [], []) == {"deny": set(), "unknown": set(), "applicable": false}
}
