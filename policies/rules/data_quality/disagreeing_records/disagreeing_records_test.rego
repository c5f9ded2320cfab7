package rules.data_quality.disagreeing_records_test

import data.rules.data_quality.disagreeing_records

params := {
	"max_divergence_hours": 24,
	"excluded_fields": ["last_contact_at"],
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := disagreeing_records with input as document
		with data.params as {"DQ-003": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(rows) if {
	disagreeing_records.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"DQ-003": params}
}

# Updated 24 hours ago.
core := {
	"system_id": "core",
	"customer_id": "C-1",
	"attributes_digest": "aa",
	"updated_at": "2026-03-09T09:00:00+08:00",
	"_loc": {"file": "core.csv", "line": 2},
}

crm := object.union(core, {"system_id": "crm", "_loc": {"file": "crm.csv", "line": 2}})

master := {
	"system_id": "core",
	"kind": "application",
	"system_of_record": true,
	"_loc": {"file": "systems.csv", "line": 2},
}

given(records, systems) := {"crm_records": records, "system_inventory": systems}

compared(patch) := judged(given([core, object.union(crm, patch)], [master]))

older := {"attributes_digest": "bb", "updated_at": "2026-03-09T08:59:59+08:00"}

stale := object.union(core, {"updated_at": "2026-03-09T08:59:59+08:00"})

differing(patch) := judged(given([stale, object.union(object.union(crm, older), patch)], [master]))

apart := {concat("", [
	"C-1: the records of core, crm differ for more than 24 hours, ",
	"not counting last_contact_at",
])}

test_records_that_agree_pass if {
	compared({}) == clean
	judged(given([stale, object.union(crm, {"updated_at": stale.updated_at})], [master])) == clean
}

test_records_that_differ if {
	differing({}) == denied(apart)
	compared(older) == clean
	differing({"customer_id": "C-2"}) == clean
	differing({"system_id": "core"}) == clean
}

test_difference_of_unknown_age if {
	doubt := doubted({"C-1: the records differ, and it is not known since when"})
	judged(given([stale, object.remove(object.union(crm, older), ["updated_at"])], [master])) == doubt
	differing({"updated_at": "2026-03-12"}) == doubt
	undated := object.remove(object.union(crm, older), ["updated_at"])
	judged(given([core, undated], [master])) == clean
}

test_no_digest if {
	bare := object.remove(crm, ["attributes_digest"])
	judged(given([core, bare], [master])) == doubted({"C-1: a record has no digest to compare"})
	judged(given([object.remove(core, ["attributes_digest"])], [master])) == clean
}

third := object.union(crm, {"system_id": "dw", "_loc": {"file": "dw.csv", "line": 2}})

unlisted := {"C-1: the customer is in crm, dw, but not in the system of record core"}

test_missing_in_the_system_of_record if {
	judged(given([crm, third], [master])) == denied(unlisted)
	judged(given([crm], [master])) == clean
	other := object.union(master, {"system_id": "dw", "system_of_record": false})
	judged(given([crm, third], [master, other])) == denied(unlisted)
	second := object.union(master, {"system_id": "dw"})
	judged(given([crm, third], [master, second])) == clean
	judged(given([crm, object.union(third, {"system_id": "cards"})], [second, master])) == denied({
		"C-1: the customer is in cards, crm, but not in the system of record core, dw",
	})
}

test_no_system_of_record if {
	doubt := doubted({"C-1: no system is marked as the system of record"})
	judged(given([core, crm], [])) == doubt
	judged(given([core, crm], [object.remove(master, ["system_of_record"])])) == doubt
	judged(given([core], [])) == clean
}

test_unread_sources_leave_it_unknown if {
	every kind in ["crm_records", "system_inventory"] {
		gaps := {kind: [{"reason": "denied"}]}
		judge(given([crm, third], [master]), params, gaps) == doubted(unlisted)
	}
}

test_the_other_records_are_shown if {
	found := disagreeing_records.deny with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": given([stale, object.union(crm, older)], [master]),
	}
		with data.params as {"DQ-003": params}
	[[finding._loc.file, finding.related] | some finding in found] == [
		["core.csv", [{"file": "crm.csv", "line": 2}]],
	]
}

test_applicable if {
	applies(given([core, crm], []))
	not applies(given([core], [master]))
	not applies(given([core, object.union(crm, {"customer_id": "C-2"})], [master]))
}
