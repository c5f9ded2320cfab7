package rules.data_quality.defective_records_test

import data.rules.data_quality.defective_records

params := {
	"max_defect_pct": 1,
	"grace_days": 30,
	"identity_fields": ["name", "id_type", "id_no"],
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := defective_records with input as document
		with data.params as {"DQ-001": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

applies(rows) if {
	defective_records.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"DQ-001": params}
}

record := {
	"system_id": "crm",
	"customer_id": "C-0",
	"verified_at": "2026-01-01",
	"active": true,
	"_loc": {"file": "crm.csv", "line": 2},
}

# As many good records, and one more at line 9.
given(number, patch) := {"crm_records": array.concat(
	[object.union(record, {"customer_id": sprintf("C-%d", [i])}) | some i in numbers.range(1, number)],
	[object.union(record, object.union(patch, {"_loc": {"file": "crm.csv", "line": 9}}))],
)}

share(number) := denied({concat("", [
	sprintf("crm: 1 of %d active records are incomplete, malformed or unverified, ", [number]),
	"more than 1%",
])})

test_good_records_pass if {
	judged(given(1, {})) == clean
	judged(given(1, {"missing_fields": [], "format_errors": []})) == clean
}

test_share_of_defects if {
	judged(given(99, {"missing_fields": ["phone"]})) == clean
	judged(given(98, {"missing_fields": ["phone"]})) == share(99)
	judged(given(98, {"format_errors": ["phone"]})) == share(99)
	judged(given(98, {"format_errors": ["phone"], "active": false})) == clean
}

test_each_system_is_judged_alone if {
	judged(given(98, {"format_errors": ["phone"], "system_id": "dw"})) == denied({concat("", [
		"dw: 1 of 1 active records are incomplete, malformed or unverified, more than 1%",
	])})
}

unverified(patch) := judged({"crm_records": [object.union(
	object.remove(record, ["verified_at"]),
	patch,
)]})

test_records_never_verified if {
	unverified({}) == share(1)
	unverified({"first_contact_at": "2026-02-08"}) == clean
	unverified({"first_contact_at": "2026-02-07"}) == share(1)
	unverified({"first_contact_at": "2020-01-01", "verified_at": "2026-03-10"}) == clean
	unverified({"first_contact_at": "2020-01-01", "verified_at": "2026-03-12"}) == share(1)
}

test_missing_identity if {
	judged(given(99, {"missing_fields": ["phone", "name", "id_no"]})) == denied({
		"crm/C-0: what identifies the customer is missing: id_no, name",
	})
	judged(given(99, {"missing_fields": ["name"]})) == denied({
		"crm/C-0: what identifies the customer is missing: name",
	})
	judged(given(99, {"missing_fields": ["name"], "active": false})) == clean
}

test_a_system_is_shown_at_its_first_defect if {
	found := defective_records.deny with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": given(2, {"format_errors": ["phone"]}),
	}
		with data.params as {"DQ-001": params}
	[finding._loc.line | some finding in found] == [9]
}

test_applicable if {
	applies({"crm_records": [record]})
	not applies({"crm_records": [object.union(record, {"active": false})]})
}
