package rules.destruction.sold_as_waste_paper_test

import data.rules.destruction.sold_as_waste_paper

params := {"CIC-025b": {"forbidden_methods": ["sold_as_waste_paper", "general_rubbish"]}}

row := {
	"batch_id": "B-1",
	"file_id": "F-1",
	"destroyed_at": "2026-03-01",
	"method": "pulp",
	"vendor": "Green Mill",
	"proceeds": 0,
	"_loc": {"file": "destruction.csv", "line": 2},
}

file := {
	"file_id": "F-2",
	"customer_id": "c1",
	"status": "destroyed",
	"_loc": {"file": "files.csv", "line": 3},
}

partners := [
	{"partner_id": "P-1", "name": "Old Paper Co", "kind": "scrap_dealer"},
	{"partner_id": "P-2", "name": "Green Mill", "kind": "outsourcer"},
]

evidence(rows, files, movements) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {
		"destruction_register": rows,
		"partner_register": partners,
		"customer_files": files,
		"carriage_register": movements,
	},
}

result(document) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := sold_as_waste_paper with input as document with data.params as params
}

altered(change) := result(evidence([object.union(row, change)], [], [])).deny

clean := {"deny": set(), "unknown": set(), "applicable": true}

test_pulped_without_proceeds if {
	result(evidence([row], [], [])) == clean
}

test_forbidden_methods if {
	altered({"method": "sold_as_waste_paper"}) == {
		"B-1/F-1: the materials were disposed of by sold_as_waste_paper",
	}
	altered({"method": "general_rubbish"}) == {
		"B-1/F-1: the materials were disposed of by general_rubbish",
	}
	altered({"method": "general_recycling"}) == set()
}

test_proceeds if {
	altered({"proceeds": 0.5}) == {"B-1/F-1: the disposal brought proceeds of 0.5"}
	altered({"proceeds": -3}) == set()
}

test_scrap_dealer_by_id_or_name if {
	altered({"vendor": "P-1"}) == {"B-1/F-1: the vendor P-1 is a scrap dealer"}
	altered({"vendor": "Old Paper Co"}) == {"B-1/F-1: the vendor Old Paper Co is a scrap dealer"}
	altered({"vendor": "P-2"}) == set()
	altered({"vendor": "scrap_dealer"}) == set()
}

test_a_planned_sale_counts if {
	planned := object.remove(object.union(row, {"vendor": "P-1"}), ["destroyed_at", "method"])
	result(evidence([planned], [], [])).deny == {"B-1/F-1: the vendor P-1 is a scrap dealer"}
}

test_unrecorded_proceeds_of_a_vendor if {
	found := result(evidence([object.remove(row, ["proceeds"])], [], []))
	found.deny == set()
	found.unknown == {"B-1/F-1: the proceeds of what went to a vendor are not recorded"}
}

test_own_destruction_needs_no_proceeds if {
	result(evidence([object.remove(row, ["proceeds", "vendor"])], [], [])) == clean
}

test_a_proven_sale_is_not_in_doubt if {
	sold := object.remove(object.union(row, {"method": "sold_as_waste_paper"}), ["proceeds"])
	found := result(evidence([sold], [], []))
	found.deny == {"B-1/F-1: the materials were disposed of by sold_as_waste_paper"}
	found.unknown == set()
}

test_unrecorded_method if {
	unrecorded := object.remove(row, ["method"])
	result(evidence([unrecorded], [], [])).unknown == {
		"B-1/F-1: the method of disposal is not recorded",
	}
	result(evidence([object.remove(unrecorded, ["destroyed_at"])], [], [])) == clean
}

undocumented := {"F-2: it is marked as destroyed without an entry in the destruction register"}

untraced := {"F-2: it is marked as transferred without an entry in the carriage register"}

moved := object.union(file, {"status": "transferred"})

movement := {"movement_id": "M-1", "file_id": "F-2"}

test_destroyed_files_are_in_the_register if {
	result(evidence([], [file], [movement])) == {
		"deny": undocumented,
		"unknown": set(),
		"applicable": true,
	}
	result(evidence([object.union(row, {"file_id": "F-2"})], [file], [])) == clean
}

test_transferred_files_are_in_the_carriage_register if {
	result(evidence([object.union(row, {"file_id": "F-2"})], [moved], [])).deny == untraced
	result(evidence([], [moved], [movement])) == clean
	result(evidence([], [moved], [object.union(movement, {"file_id": "F-3"})])).deny == untraced
}

test_files_in_custody_are_not_judged if {
	result(evidence([], [object.union(file, {"status": "archived"})], [])) == {
		"deny": set(),
		"unknown": set(),
		"applicable": false,
	}
}

test_an_unread_register_proves_no_sale if {
	listed := object.union(file, {"file_id": "F-1"})
	gaps := {"gaps": {"destruction_register": ["r.csv"]}}
	document := object.union(evidence([row], [file, listed], []), gaps)
	result(document) == {"deny": set(), "unknown": undocumented, "applicable": true}
	transfer := object.union(evidence([], [moved], []), {"gaps": {"carriage_register": ["c.csv"]}})
	result(transfer) == {"deny": set(), "unknown": untraced, "applicable": true}
}

test_another_unread_register_is_no_excuse if {
	document := object.union(evidence([], [file], []), {"gaps": {"carriage_register": ["c.csv"]}})
	result(document).deny == undocumented
}

test_not_applicable_when_nothing_was_discarded if {
	not result(evidence([], [], [])).applicable
}
