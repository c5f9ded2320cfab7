package rules.communication.unsecured_room_test

import data.rules.communication.unsecured_room

params := {
	"inspection_days": 183,
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := unsecured_room with input as document
		with data.params as {"COM-821": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(rows) if {
	unsecured_room.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"COM-821": params}
}

room := {
	"store_id": "R-1",
	"kind": "paper_store",
	"physical_lock": true,
	"access_controlled": true,
	"_loc": {"file": "stores.csv", "line": 2},
}

# 183 days ago.
inspection := {
	"inspection_id": "V-1",
	"kind": "physical_security",
	"store_id": "R-1",
	"performed_at": "2025-09-08T09:00:00+08:00",
	"_loc": {"file": "inspections.csv", "line": 2},
}

given(rooms, inspections) := {"storage_inventory": rooms, "inspection_register": inspections}

changed(patch) := judged(given([object.union(room, patch)], [inspection]))

inspected(patch) := judged(given([room], [object.union(inspection, patch)]))

test_a_guarded_room_passes if changed({}) == clean

test_missing_safeguards if {
	changed({"physical_lock": false}) == denied({"R-1: it is not locked"})
	open := object.remove(room, ["physical_lock", "access_controlled"])
	judged(given([open], [inspection])) == denied({
		"R-1: access to it is not controlled; it is not locked",
	})
}

test_kinds_of_rooms if {
	changed({"kind": "database", "access_controlled": false, "store_id": "D-1"}) == clean
	every kind in ["paper_store", "server_room", "archive"] {
		changed({"kind": kind, "access_controlled": false}) == denied({
			"R-1: access to it is not controlled",
		})
	}
}

overdue := {"R-1: no inspection of its physical security within 183 days is recorded"}

test_inspection_overdue if {
	inspected({"performed_at": "2025-09-08T08:59:59+08:00"}) == denied(overdue)
	inspected({"performed_at": "2026-03-11"}) == denied(overdue)
	inspected({"kind": "environment"}) == denied(overdue)
	inspected({"store_id": "R-2"}) == denied(overdue)
	old := object.union(inspection, {"performed_at": "2024-01-01"})
	judged(given([room], [old, inspection])) == clean
}

test_unread_inspections_leave_it_unknown if {
	gaps := {"inspection_register": [{"reason": "denied"}]}
	judge(given([room], []), params, gaps) == doubted(overdue)
	judge(given([room], [inspection]), params, gaps) == clean
}

test_applicable if {
	applies(given([room], []))
	not applies(given([object.union(room, {"kind": "bucket"})], []))
}
