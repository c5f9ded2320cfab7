package rules.ebanking.late_detail_change_test

import data.rules.ebanking.late_detail_change

params := {
	"max_change_days": 10,
	"effective_working_days": 1,
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := late_detail_change with input as document
		with data.params as {"EBK-107": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := late_detail_change.applicable with input as document(evidence)
		with data.params as {"EBK-107": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

change := {
	"request_id": "RQ-1",
	"reg_id": "R-1",
	"kind": "info_change",
	"event_at": "2026-02-01T09:00:00+08:00",
	"submitted_at": "2026-02-11T09:00:00+08:00",
	"_loc": {"file": "requests.csv", "line": 2},
}

card := {
	"request_id": "RQ-2",
	"reg_id": "R-1",
	"kind": "add_card",
	"channel": "counter",
	"form_ref": "B-1",
	"id_verified": true,
	"card_presented": true,
	"submitted_at": "2026-03-06T09:00:00+08:00",
	"completed_at": "2026-03-06T10:00:00+08:00",
	"effective_at": "2026-03-09",
	"_loc": {"file": "requests.csv", "line": 3},
}

registration := {
	"reg_id": "R-1",
	"customer_id": "C-1",
	"kind": "personal",
	"account_state": "normal",
	"service_state": "active",
	"_loc": {"file": "registry.csv", "line": 2},
}

# The 1st of March is a Sunday.
calendar(until) := [day |
	some date in numbers.range(1, until)
	day := {
		"list": "working_days",
		"key": sprintf("2026-03-%02d", [date]),
		"value": sprintf("%v", [(date % 7) > 1]),
		"_loc": {"file": "calendar.csv", "line": date},
	}
]

asked(row) := {
	"ebank_requests": [row],
	"ebank_registry": [registration],
	"reference_lists": calendar(20),
}

changed(patch) := judged(asked(object.union(change, patch)))

carded(patch) := judged(asked(object.union(card, patch)))

carded_without(fields) := judged(asked(object.remove(card, fields)))

registered(row) := judged(object.union(asked(change), {"ebank_registry": [row]}))

test_in_order if {
	changed({}) == clean
	carded({}) == clean
	carded({"kind": "unfreeze_card"}) == clean
}

test_changes_are_filed_in_time if {
	late := {"submitted_at": "2026-02-11T09:00:01+08:00"}
	changed(late) == denied({concat("", [
		"RQ-1: it was filed at 2026-02-11T09:00:01+08:00, more than 10 days after the change ",
		"at 2026-02-01T09:00:00+08:00",
	])})
	set_to({"max_change_days": 11}, asked(object.union(change, late))) == clean
	changed(object.union(late, {"status": "rejected"})) == clean
	judged(asked(object.remove(change, ["event_at"]))) == doubted({concat("", [
		"RQ-1: when the details changed is not recorded",
	])})
}

test_cards_in_person if {
	carded({"channel": "phone"}) == denied({"RQ-2: it was not made at a branch"})
	carded({"id_verified": false}) == denied({"RQ-2: no document was checked"})
	carded({"kind": "unfreeze_card", "card_presented": false}) == denied({concat("", [
		"RQ-2: no card was presented",
	])})
	carded({"channel": "phone", "status": "rejected"}) == clean
	carded({"channel": "phone", "kind": "cancel"}) == clean
	carded({"event_at": "2026-01-01"}) == clean
}

test_cards_count_from_the_next_working_day if {
	carded({"effective_at": "2026-03-07"}) == denied({concat("", [
		"RQ-2: it took effect on 2026-03-07, not on the agreed working day 2026-03-09",
	])})
	carded_without(["effective_at"]) == denied({concat("", [
		"RQ-2: it took effect on -, not on the agreed working day 2026-03-09",
	])})
	two := asked(object.union(card, {"effective_at": "2026-03-10"}))
	set_to({"effective_working_days": 2}, two) == clean
}

test_days_that_are_not_known if {
	short := object.union(asked(card), {"reference_lists": calendar(8)})
	judged(short) == doubted({concat("", [
		"RQ-2: the calendar does not cover the days after it was completed",
	])})
	carded_without(["completed_at"]) == doubted({concat("", [
		"RQ-2: it took effect, but when it was completed is not recorded",
	])})
	carded_without(["completed_at", "effective_at"]) == clean
}

test_closed_accounts if {
	closed := object.union(registration, {"account_state": "closed"})
	registered(closed) == denied({"R-1: the service goes on for a closed account"})
	registered(object.union(closed, {"service_state": "cancelled"})) == clean
	unsure := doubted({concat("", [
		"R-1: whether the service goes on for a closed account is not recorded",
	])})
	registered(object.remove(closed, ["service_state"])) == unsure
	registered(object.remove(registration, ["account_state"])) == unsure
	registered(object.remove(registration, ["service_state"])) == clean
}

test_applicable if {
	empty := {"ebank_requests": [], "ebank_registry": [], "reference_lists": []}
	applies(empty) == false
	applies(object.union(empty, {"ebank_requests": [change]})) == true
	applies(object.union(empty, {"ebank_requests": [card]})) == true
	applies(object.union(empty, {"ebank_registry": [registration]})) == true
}
