package rules.governance.scattered_customer_data_test

import data.rules.governance.scattered_customer_data

params := {"GOV-005": {"bulk_rows": 100, "refresh_hours": 24, "exempt_stores": ["S9"]}}

core := {
	"system_id": "core",
	"kind": "database",
	"system_of_record": true,
	"_loc": {"file": "systems.csv", "line": 2},
}

# It counts as a copy to the very second.
mirror := {
	"system_id": "copy",
	"kind": "database",
	"system_of_record": true,
	"mirror_of": "core",
	"refreshed_at": "2026-03-09T12:00:00+08:00",
	"_loc": {"file": "systems.csv", "line": 3},
}

customer := {
	"system_id": "core",
	"customer_id": "C1",
	"active": true,
	"_loc": {"file": "crm.csv", "line": 2},
}

elsewhere := object.union(customer, {"system_id": "web", "_loc": {"file": "crm.csv", "line": 3}})

sheet := {
	"finding_id": "D1",
	"store_id": "S1",
	"data_class": "identity",
	"file_type": "spreadsheet",
	"record_count": 101,
	"_loc": {"file": "dlp.csv", "line": 2},
}

judged(evidence, gaps) := {
	"deny": {[finding.msg, object.get(finding._loc, "line", 0)] | some finding in found.deny},
	"unknown": {[finding.msg, object.get(finding._loc, "line", 0)] | some finding in found.unknown},
} if {
	rows := {"system_inventory": [core], "crm_records": [customer], "dlp_scan": []}
	found := scattered_customer_data with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": object.union(rows, evidence),
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

faulty(message, line) := {"deny": {[message, line]}, "unknown": set()}

doubtful(message, line) := {"deny": set(), "unknown": {[message, line]}}

systems(rows) := judged({"system_inventory": rows}, [])

records(rows) := judged({"crm_records": rows}, [])

with_sheet(change) := judged({"dlp_scan": [object.union(sheet, change)]}, [])

none := "system_of_record: no system is the system of record"

test_one_system_of_record if judged({}, []) == clean

test_no_system_of_record if {
	systems([object.union(core, {"system_of_record": false})]) == faulty(none, 2)
	systems([object.remove(core, ["system_of_record"])]) == faulty(none, 2)
	judged({"system_inventory": []}, ["system_inventory"]) == doubtful(none, 0)
}

test_two_systems_of_record if {
	second := object.union(core, {"system_id": "crm", "_loc": {"line": 4}})
	systems([core, second]) == {
		"deny": {
			["core: 2 systems are systems of record, not one", 2],
			["crm: 2 systems are systems of record, not one", 4],
		},
		"unknown": set(),
	}
}

copies(change) := count(systems([core, object.union(mirror, change)]).deny)

test_a_fresh_mirror_is_no_second if {
	copies({}) == 0
	copies({"refreshed_at": "2026-03-09T11:59:59+08:00"}) == 2
	copies({"refreshed_at": "2026-03-10T13:00:01+08:00"}) == 2
	copies({"refreshed_at": "2026-03-10T13:00:00+08:00"}) == 0
	count(systems([core, object.remove(mirror, ["mirror_of"])]).deny) == 2
	count(systems([core, object.remove(mirror, ["refreshed_at"])]).deny) == 2
}

astray := "web/C1: the system of record does not hold the customer"

test_a_customer_held_elsewhere_only if {
	records([elsewhere]) == faulty(astray, 3)
	records([elsewhere, customer]) == clean
	other := object.union(customer, {"customer_id": "C2"})
	records([elsewhere, other]) == faulty(astray, 3)
	later := object.union(elsewhere, {"system_id": "app", "_loc": {"line": 9}})
	records([elsewhere, later]) == faulty(astray, 3)
}

test_a_customer_may_be_in_the_unread_part if {
	rows := {"crm_records": [elsewhere]}
	judged(rows, ["crm_records"]) == doubtful(astray, 3)
	judged(rows, ["system_inventory"]) == doubtful(astray, 3)
}

test_customers_who_are_not_active if {
	records([object.union(elsewhere, {"active": false})]) == clean
	unsure := object.remove(elsewhere, ["active"])
	records([unsure]) == doubtful(astray, 3)
	later := object.union(elsewhere, {"_loc": {"line": 9}})
	records([unsure, later]) == faulty(astray, 9)
}

test_a_fresh_mirror_holds_customers_of_its_original if {
	inside := object.union(customer, {"system_id": "copy"})
	given := {"system_inventory": [core, mirror], "crm_records": [inside]}
	judged(given, []) == clean
	foreign := object.union(mirror, {"mirror_of": "web"})
	message := "copy/C1: the system of record does not hold the customer"
	judged(object.union(given, {"system_inventory": [core, foreign]}), []) == faulty(message, 2)
}

test_without_a_system_of_record_no_customer_is_astray if {
	given := {"system_inventory": [object.remove(core, ["system_of_record"])]}
	judged(object.union(given, {"crm_records": [elsewhere]}), []) == faulty(none, 2)
}

test_a_bulk_spreadsheet if {
	message := "D1: it is a spreadsheet of 101 records of customers"
	with_sheet({}) == faulty(message, 2)
	judged({"dlp_scan": [object.remove(sheet, ["store_id"])]}, []) == faulty(message, 2)
}

test_what_is_no_bulk_spreadsheet if {
	with_sheet({"record_count": 100}) == clean
	with_sheet({"file_type": "document"}) == clean
	with_sheet({"store_id": "S9"}) == clean
	with_sheet({"data_class": "none"}) == clean
}

test_what_may_be_one if {
	message := "D1: it may be a spreadsheet of more than 100 records of customers"
	judged({"dlp_scan": [object.remove(sheet, ["record_count"])]}, []) == doubtful(message, 2)
	judged({"dlp_scan": [object.remove(sheet, ["file_type"])]}, []) == doubtful(message, 2)
}
