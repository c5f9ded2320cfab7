package rules.data_quality.unapproved_source_test

import data.rules.data_quality.unapproved_source

params := {
	"forbidden_channels": ["purchased_list", "scraped"],
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := unapproved_source with input as document
		with data.params as {"DQ-005": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(rows) if {
	unapproved_source.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"DQ-005": params}
}

point := {
	"point_id": "P-1",
	"fields": [],
	"approved": true,
	"_loc": {"file": "points.csv", "line": 2},
}

record := {
	"system_id": "crm",
	"customer_id": "C-1",
	"source_channel": "P-1",
	"legal_basis": "consent",
	"active": true,
	"_loc": {"file": "crm.csv", "line": 2},
}

given(points, records) := {"collection_points": points, "crm_records": records}

listed(patch) := judged(given([object.union(point, patch)], []))

recorded(patch) := judged(given([point], [object.union(record, patch)]))

without(field) := judged(given([point], [object.remove(record, [field])]))

test_approved_channels_pass if {
	listed({}) == clean
	recorded({}) == clean
}

test_channel_without_approval if {
	listed({"approved": false}) == denied({"P-1: it is not approved"})
	judged(given([object.remove(point, ["approved"])], [])) == denied({"P-1: it is not approved"})
}

test_forbidden_channels if {
	listed({"point_id": "scraped"}) == denied({"scraped: data must not come from scraped"})
	bought := object.union(point, {"point_id": "purchased_list"})
	buyer := object.union(record, {"source_channel": "purchased_list"})
	judged(given([point, bought], [buyer])) == denied({
		"crm/C-1: data must not come from purchased_list",
		"purchased_list: data must not come from purchased_list",
	})
}

unlisted := {"crm/C-1: its source channel P-2 is not an approved collection point"}

test_record_from_elsewhere if {
	recorded({"source_channel": "P-2"}) == denied(unlisted)
	recorded({"source_channel": "P-2", "active": false}) == clean
	judged(given([object.union(point, {"approved": false})], [record])) == denied({
		"P-1: it is not approved",
		"crm/C-1: its source channel P-1 is not an approved collection point",
	})
}

test_record_without_origin_or_ground if {
	without("source_channel") == denied({"crm/C-1: it has no source channel"})
	without("legal_basis") == denied({"crm/C-1: it has no legal ground"})
	former := {"customer_id": "C-1", "system_id": "crm", "active": false, "_loc": {"file": "a"}}
	judged(given([point], [former])) == clean
}

test_unread_points_may_hold_the_channel if {
	gaps := {"collection_points": [{"reason": "denied"}]}
	elsewhere := object.union(record, {"source_channel": "P-2"})
	judge(given([point], [elsewhere]), params, gaps) == doubted(unlisted)
	judge(given([object.union(point, {"approved": false})], [record]), params, gaps) == denied({
		"P-1: it is not approved",
		"crm/C-1: its source channel P-1 is not an approved collection point",
	})
}

test_applicable if {
	applies(given([point], []))
	applies(given([], [record]))
	not applies(given([], [object.union(record, {"active": false})]))
}
