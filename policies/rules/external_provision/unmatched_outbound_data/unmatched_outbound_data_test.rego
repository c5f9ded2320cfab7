package rules.external_provision.unmatched_outbound_data_test

import data.rules.external_provision.unmatched_outbound_data

params := {"CIC-024b": {"internal_domains": ["example.com"]}}

event := {
	"event_id": "E-1",
	"actor": "u9",
	"at": "2026-03-02T10:00:00+08:00",
	"channel": "web",
	"action": "allowed",
	"data_class": "personal",
	"destination_domain": "partner.example.org",
	"disclosure_id": "DS-1",
	"_loc": {"file": "dlp.log", "line": 3},
}

mail := {
	"queue_id": "Q-1",
	"recipient_address": "r***",
	"at": "2026-03-02T10:00:00+08:00",
	"direction": "outbound",
	"data_class": "kyc",
	"recipient_domain": "partner.example.org",
	"disclosure_id": "DS-1",
	"_loc": {"file": "mail.log", "line": 5},
}

disclosure := {
	"disclosure_id": "DS-1",
	"recipient_domains": ["Partner.example.org", "other.example.org"],
	"supervisor_approved_at": "2026-03-01T09:00:00+08:00",
	"manager_approved_at": "2026-03-01T10:00:00+08:00",
}

given(events, mails, register) := {"evidence": {
	"dlp_events": events,
	"mail_log": mails,
	"disclosure_register": register,
}}

found(input_value) := {finding.msg | some finding in results} if {
	results := unmatched_outbound_data.deny with input as input_value
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(input_value) := {finding.msg | some finding in results} if {
	results := unmatched_outbound_data.unknown with input as input_value
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(input_value) if {
	unmatched_outbound_data.applicable with input as input_value with data.params as params
}

seen(patch) := found(given([object.union(event, patch)], [], [disclosure]))

sent(patch) := found(given([], [object.union(mail, patch)], [disclosure]))

# The messages on the event when its disclosure is changed.
registered(patch) := found(given([event], [], [object.union(disclosure, patch)]))

# What is found of events that name no disclosure.
unnamed(patch) := found(given(
	[object.union(object.remove(event, ["disclosure_id"]), patch)],
	[],
	[],
))

unnamed_mail(patch) := found(given(
	[],
	[object.union(object.remove(mail, ["disclosure_id"]), patch)],
	[],
))

no_id := {"E-1: it names no disclosure"}

test_approved_disclosure if {
	input_value := given([event], [mail], [disclosure])
	found(input_value) == set()
	doubts(input_value) == set()
	applies(input_value)
}

test_no_disclosure_named if {
	unnamed({}) == no_id
	doubts(given([object.remove(event, ["disclosure_id"])], [], [disclosure])) == set()
	unnamed_mail({}) == {"Q-1/r***: it names no disclosure"}
}

test_findings_stand_at_their_rows if {
	rows := given(
		[object.remove(event, ["disclosure_id"])],
		[object.remove(mail, ["disclosure_id"])],
		[disclosure],
	)
	results := unmatched_outbound_data.deny with input as rows with data.params as params
	{[finding.subject, finding._loc.line] | some finding in results} == {["E-1", 3], ["Q-1/r***", 5]}
}

test_unregistered_disclosure if {
	seen({"disclosure_id": "DS-9"}) == {"E-1: the disclosure DS-9 is not registered"}
	sent({"disclosure_id": "DS-9"}) == {"Q-1/r***: the disclosure DS-9 is not registered"}
	found(given([event], [], [])) == {"E-1: the disclosure DS-1 is not registered"}
}

test_disclosure_in_a_part_that_could_not_be_read if {
	gaps := {"gaps": {"disclosure_register": [{"reason": "denied"}]}}
	partial := object.union(given([event], [], []), gaps)
	found(partial) == set()
	doubts(partial) == {"E-1: the disclosure DS-1 is not registered"}
	unasked := object.union(given([object.remove(event, ["disclosure_id"])], [], []), gaps)
	found(unasked) == no_id
	other := object.union(event, {"destination_domain": "x.example.org"})
	count(found(object.union(given([other], [], [disclosure]), gaps))) == 1
}

test_other_destinations if {
	seen({"destination_domain": "PARTNER.example.org"}) == set()
	message := {"E-1: the disclosure DS-1 is for other destinations"}
	seen({"destination_domain": "x.example.org"}) == message
	found(given([object.remove(event, ["destination_domain"])], [], [disclosure])) == message
	registered({"recipient_domains": []}) == message
	found(given([event], [], [object.remove(disclosure, ["recipient_domains"])])) == message
	sent({"recipient_domain": "x.example.org"}) == {concat("", [
		"Q-1/r***: the disclosure DS-1 ",
		"is for other destinations",
	])}
}

test_approvals_before_the_event if {
	every field, who in {"supervisor_approved_at": "supervisor", "manager_approved_at": "manager"} {
		message := {sprintf("E-1: the disclosure DS-1 was not approved by the %s before", [who])}
		registered({field: "2026-03-02T09:59:59+08:00"}) == set()
		registered({field: "2026-03-02T10:00:00+08:00"}) == message
		registered({field: "2026-03-02"}) == message
		registered({field: "2026-03-01"}) == set()
		found(given([event], [], [object.remove(disclosure, [field])])) == message
	}
}

test_mails_need_approvals_too if {
	late := object.union(disclosure, {"manager_approved_at": "2026-03-02T10:00:00+08:00"})
	found(given([], [mail], [late])) == {concat("", [
		"Q-1/r***: the disclosure DS-1 ",
		"was not approved by the manager before",
	])}
}

test_the_best_row_of_a_disclosure_counts if {
	worse := object.remove(disclosure, ["recipient_domains", "manager_approved_at"])
	found(given([event], [], [worse, disclosure])) == set()
	bad := object.remove(disclosure, ["manager_approved_at"])
	found(given([event], [], [worse, bad])) == {concat("", [
		"E-1: the disclosure DS-1 ",
		"was not approved by the manager before",
	])}
}

test_all_shortcomings_are_one_finding if {
	row := object.remove(disclosure, ["recipient_domains", "manager_approved_at"])
	found(given([event], [], [row])) == {concat("", [
		"E-1: the disclosure DS-1 is for other destinations; ",
		"the disclosure DS-1 was not approved by the manager before",
	])}
}

test_blocked_events_are_out_of_scope if {
	unnamed({"action": "blocked"}) == set()
	unnamed({"action": "logged"}) == no_id
	not applies(given([object.union(event, {"action": "blocked"})], [], []))
}

test_inbound_and_internal_mail_is_out_of_scope if {
	unnamed_mail({"direction": "inbound"}) == set()
	unnamed_mail({"direction": "internal"}) == set()
	not applies(given([], [object.union(mail, {"direction": "inbound"})], []))
}

test_internal_destinations_are_out_of_scope if {
	unnamed({"destination_domain": "Example.COM"}) == set()
	unnamed({"destination_domain": "mail.example.com"}) == no_id
	unnamed_mail({"recipient_domain": "example.com"}) == set()
	not applies(given([], [object.union(mail, {"recipient_domain": "example.com"})], []))
}

test_no_customer_data_is_out_of_scope if {
	unnamed({"data_class": "none"}) == set()
	unnamed_mail({"data_class": "none"}) == set()
}

test_unknown_data_class if {
	row := object.remove(event, ["data_class", "disclosure_id"])
	message := object.remove(mail, ["data_class", "disclosure_id"])
	input_value := given([row], [message], [])
	found(input_value) == set()
	doubts(input_value) == {
		"E-1: it names no disclosure; its data class is unknown",
		"Q-1/r***: it names no disclosure; its data class is unknown",
	}
	applies(input_value)
	doubts(given([object.remove(event, ["data_class"])], [], [disclosure])) == set()
}

test_the_customer_concerned if {
	self := {"customer_id": "c1", "recipient_customer_id": "c1"}
	unnamed(self) == set()
	unnamed_mail(self) == set()
	unnamed({"customer_id": "c1", "recipient_customer_id": "c2"}) == no_id
	unnamed({"customer_id": "c1"}) == no_id
	unnamed({"recipient_customer_id": "c1"}) == no_id
}

test_empty_logs_are_not_applicable if {
	not applies(given([], [], [disclosure]))
	unmatched_outbound_data.applicable == false with input as given([], [], [disclosure])
		with data.params as params
}

test_one_event_makes_it_applicable if {
	applies(given([event], [], [disclosure]))
	applies(given([], [mail], [disclosure]))
}
