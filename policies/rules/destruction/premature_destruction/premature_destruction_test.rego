package rules.destruction.premature_destruction_test

import data.rules.destruction.premature_destruction

row := {
	"batch_id": "B-1",
	"file_id": "F-1",
	"retention_until": "2026-02-28",
	"destroyed_at": "2026-03-01",
	"_loc": {"file": "destruction.csv", "line": 2},
}

file := {
	"file_id": "F-1",
	"customer_id": "c1",
	"status": "destroyed",
	"retention_until": "2026-02-28",
	"_loc": {"file": "files.csv", "line": 3},
}

evidence(rows, files) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"destruction_register": rows, "customer_files": files},
}

result(rows, files) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := premature_destruction with input as evidence(rows, files)
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

altered(change) := result([object.union(row, change)], [file]).deny

filed(change) := result([row], [object.union(file, change)]).deny

premature := {"B-1/F-1: it was destroyed before its retention ended on 2026-02-28"}

test_destroyed_the_day_after_retention if {
	result([row], [file]) == clean
}

test_destroyed_on_the_last_day if {
	altered({"destroyed_at": "2026-02-28"}) == premature
}

test_the_last_second if {
	altered({"destroyed_at": "2026-02-28T23:59:59+08:00"}) == premature
	altered({"destroyed_at": "2026-03-01T00:00:00+08:00"}) == set()
	altered({"destroyed_at": "2026-02-28T16:00:00Z"}) == set()
}

test_kept_for_life if {
	altered({"retention_until": "9999-12-31"}) == {
		"B-1/F-1: it was destroyed before its retention ended on 9999-12-31",
	}
}

test_retention_dates_are_given if {
	missing := object.remove(row, ["retention_until"])
	result([missing], [file]).deny == {"B-1/F-1: the register gives no retention date"}
	result([row], [object.remove(file, ["retention_until"])]).deny == {
		"B-1/F-1: the catalogue gives the file no retention date",
	}
}

test_the_catalogue_governs if {
	filed({"retention_until": "2026-03-01"}) == {concat("", [
		"B-1/F-1: the register's retention date 2026-02-28 is earlier than the catalogue's, ",
		"2026-03-01",
	])}
	filed({"retention_until": "2026-02-27"}) == set()
}

held := {"B-1/F-1: it was destroyed under a legal hold"}

test_hold_without_dates if {
	filed({"legal_hold": true}) == held
	filed({"legal_hold": false}) == set()
}

test_hold_with_both_dates if {
	period := {"legal_hold": true, "legal_hold_from": "2026-03-01", "legal_hold_until": "2026-03-01"}
	filed(period) == held
	filed(object.union(period, {"legal_hold_from": "2026-03-02"})) == set()
	filed(object.union(period, {
		"legal_hold_from": "2026-01-01",
		"legal_hold_until": "2026-02-28",
	})) == set()
}

test_hold_with_one_date if {
	filed({"legal_hold": true, "legal_hold_from": "2026-03-01"}) == held
	filed({"legal_hold": true, "legal_hold_from": "2026-03-02"}) == set()
	filed({"legal_hold": true, "legal_hold_until": "2026-03-01"}) == held
	filed({"legal_hold": true, "legal_hold_until": "2026-02-28"}) == set()
}

test_a_hold_lifted_since_was_in_force_then if {
	filed({
		"legal_hold": false,
		"legal_hold_from": "2026-01-01",
		"legal_hold_until": "2026-03-05",
	}) == held
}

test_other_files_do_not_matter if {
	other := object.union(file, {"file_id": "F-2", "legal_hold": true})
	result([row], [file, other]) == clean
}

test_a_file_outside_the_catalogue_is_not_judged if {
	result([row], []) == {
		"deny": set(),
		"unknown": {concat(" ", [
			"B-1/F-1: the file is not in the catalogue,",
			"so its legal hold cannot be judged",
		])},
		"applicable": true,
	}
}

test_rows_not_yet_destroyed_are_skipped if {
	waiting := object.remove(row, ["destroyed_at", "retention_until"])
	skipped := {"deny": set(), "unknown": set(), "applicable": false}
	result([waiting], []) == skipped
	result([waiting], [object.remove(file, ["retention_until"])]) == skipped
	later := object.union(file, {"retention_until": "2027-01-01", "legal_hold": true})
	result([object.remove(row, ["destroyed_at"])], [later]) == skipped
}

test_one_finding_for_each_row if {
	rows := [object.remove(row, ["retention_until"])]
	result(rows, [object.union(file, {"legal_hold": true})]).deny == {concat("", [
		"B-1/F-1: it was destroyed under a legal hold; ",
		"the register gives no retention date",
	])}
}

test_empty_register_is_not_applicable if {
	not result([], [file]).applicable
}
