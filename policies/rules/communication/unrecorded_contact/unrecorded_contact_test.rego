package rules.communication.unrecorded_contact_test

import data.rules.communication.unrecorded_contact

params := {
	"contact_days": {"key": 92, "standard": 365},
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := unrecorded_contact with input as document
		with data.params as {"COM-850": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(rows) if {
	unrecorded_contact.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"COM-850": params}
}

record := {
	"system_id": "crm",
	"customer_id": "C-1",
	"segment": "key",
	"active": true,
	"_loc": {"file": "crm.csv", "line": 2},
}

# 92 days ago.
contact := {
	"interaction_id": "I-1",
	"customer_id": "C-1",
	"at": "2025-12-08",
	"kind": "call",
	"summary": "x",
	"_loc": {"file": "calls.csv", "line": 2},
}

given(records, contacts) := {"crm_records": records, "interaction_log": contacts}

changed(patch) := judged(given([object.union(record, patch)], [contact]))

contacted(patch) := judged(given([record], [object.union(contact, patch)]))

late := {"crm/C-1: the key customer was not contacted for more than 92 days"}

test_contacts_on_the_last_day_pass if changed({}) == clean

test_contact_overdue if {
	contacted({"at": "2025-12-07"}) == denied(late)
	changed({"segment": "standard"}) == clean
	judged(given([object.union(record, {"segment": "standard"})], [object.union(contact, {
		"at": "2025-03-09",
	})])) == denied({"crm/C-1: the standard customer was not contacted for more than 365 days"})
}

test_whom_the_plan_does_not_name_is_no_subject if {
	old := {"at": "2020-01-01"}
	judged(given([object.union(record, {"segment": "other"})], [object.union(contact, old)])) == clean
	judged(given([object.union(record, {"active": false})], [object.union(contact, old)])) == clean
}

test_old_contacts_count_though_the_first_was_lately if {
	young := object.union(record, {"first_contact_at": "2026-03-01"})
	judged(given([young], [object.union(contact, {"at": "2025-12-07"})])) == denied(late)
}

began(day) := judged(given([object.union(record, {"first_contact_at": day})], []))

test_never_contacted if {
	began("2025-12-08") == clean
	began("2025-12-07") == denied(late)
	judged(given([record], [])) == doubted({
		"crm/C-1: neither a contact nor the first contact is recorded",
	})
}

test_unread_contacts_leave_it_unknown if {
	gaps := {"interaction_log": [{"reason": "denied"}]}
	old := [object.union(contact, {"at": "2025-12-07"})]
	judge(given([record], old), params, gaps) == doubted(late)
	judge(given([record], [contact]), params, gaps) == clean
}

test_contact_without_summary if {
	judged(given([record], [object.remove(contact, ["summary"])])) == denied({
		"I-1: the contact has no summary",
	})
}

test_applicable if {
	applies(given([record], []))
	applies(given([], [contact]))
	not applies(given([object.union(record, {"segment": "other"})], []))
}
