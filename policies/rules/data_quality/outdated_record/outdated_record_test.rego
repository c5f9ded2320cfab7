package rules.data_quality.outdated_record_test

import data.rules.data_quality.outdated_record

params := {
	"max_record_age_days": 365,
	"max_contact_age_days": 365,
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := outdated_record with input as document
		with data.params as {"DQ-004": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(rows) if {
	outdated_record.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"DQ-004": params}
}

# Updated and contacted 365 days ago.
record := {
	"system_id": "crm",
	"customer_id": "C-1",
	"updated_at": "2025-03-10",
	"active": true,
	"_loc": {"file": "crm.csv", "line": 2},
}

contact := {
	"interaction_id": "I-1",
	"customer_id": "C-1",
	"at": "2025-03-10",
	"kind": "call",
	"_loc": {"file": "calls.csv", "line": 2},
}

given(records, contacts) := {"crm_records": records, "interaction_log": contacts}

recorded(patch) := judged(given([object.union(record, patch)], [contact]))

old := {"updated_at": "2025-03-09"}

outdated := denied({"crm/C-1: the record was neither updated nor verified for 365 days"})

test_records_kept_up_pass if recorded({}) == clean

test_outdated_record if {
	recorded(old) == outdated
	recorded(object.union(old, {"verified_at": "2025-03-09"})) == outdated
	recorded(object.union(old, {"verified_at": "2025-03-10"})) == clean
	recorded({"verified_at": "2020-01-01"}) == clean
	recorded(object.union(old, {"active": false})) == clean
	recorded(object.union(old, {"verified_at": "2026-03-12"})) == outdated
}

silent := {"crm/C-1: no contact with the customer is recorded for 365 days"}

test_no_contact if {
	judged(given([record], [])) == denied(silent)
	judged(given([record], [object.union(contact, {"at": "2025-03-09"})])) == denied(silent)
	judged(given([object.union(record, {"active": false})], [])) == clean
	judged(given([object.union(record, old)], [])) == denied({concat("", [
		"crm/C-1: no contact with the customer is recorded for 365 days; ",
		"the record was neither updated nor verified for 365 days",
	])})
}

test_unread_contacts_leave_it_unknown if {
	gaps := {"interaction_log": [{"reason": "denied"}]}
	judge(given([record], []), params, gaps) == doubted(silent)
	judge(given([record], [contact]), params, gaps) == clean
}

test_record_of_unknown_age if {
	judged(given([object.remove(record, ["updated_at"])], [contact])) == doubted({
		"crm/C-1: it is not known when the record was updated or verified",
	})
}

test_applicable if {
	applies(given([record], []))
	not applies(given([object.union(record, {"active": false})], []))
}
