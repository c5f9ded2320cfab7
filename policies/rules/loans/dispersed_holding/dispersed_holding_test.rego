package rules.loans.dispersed_holding_test

import data.rules.loans.dispersed_holding

file := {
	"file_id": "F-1",
	"status": "active",
	"custodian": "u1",
	"store_id": "S-1",
	"_loc": {"file": "files.csv", "line": 2},
}

keeper := {
	"person": "u1",
	"dept": "customer_service",
	"employed": true,
	"accounts": ["archive"],
	"valid_from": "2026-01-01",
}

stores := [
	{"store_id": "S-1", "approved": true},
	{"store_id": "S-2", "approved": false},
	{"store_id": "S-3"},
]

loan := {"loan_id": "L-1", "file_id": "F-1", "due_at": "2026-03-10"}

given(row, lent, keepers) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {
		"customer_files": [row],
		"loan_register": lent,
		"storage_inventory": stores,
		"hr_roster": keepers,
	},
}

results(document) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := dispersed_holding with input as document
		with data.params as {"CIC-019-1a": {"owning_dept": "customer_service"}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

fails(message) := object.union(clean, {"deny": {concat(": ", ["F-1", message])}})

doubtful(message) := object.union(clean, {"unknown": {concat(": ", ["F-1", message])}})

changed(patch) := results(given(object.union(file, patch), [], [keeper]))

without(field) := results(given(object.remove(file, [field]), [], [keeper]))

kept_by(patch) := results(given(file, [], [object.union(keeper, patch)]))

strange := "the custodian u1 is not employed in the department customer_service"

unapproved := "the store S-2 is not approved"

unlisted := "the store S-9 is not in the inventory"

test_kept_by_the_department if {
	changed({}) == clean
	changed({"custodian": "archive"}) == clean
	changed({"status": "archived"}) == clean
}

test_custodian if {
	kept_by({"dept": "marketing"}) == fails(strange)
	kept_by({"employed": false}) == fails(strange)
	kept_by({"left_at": "2026-03-10"}) == clean
	kept_by({"left_at": "2026-03-09"}) == fails(strange)
	kept_by({"valid_from": "2026-03-11"}) == fails(strange)
	results(given(file, [], [])) == fails(strange)
	without("custodian") == fails("it has no custodian")
}

test_store if {
	changed({"store_id": "S-2"}) == fails(unapproved)
	changed({"store_id": "S-3"}) == fails("the store S-3 is not approved")
	changed({"store_id": "S-9"}) == fails(unlisted)
	without("store_id") == fails("no store is recorded")
}

test_all_faults_are_one_finding if {
	changed({"store_id": "S-2", "custodian": "u7"}) == fails(concat("; ", [
		"the custodian u7 is not employed in the department customer_service",
		unapproved,
	]))
}

lent(row, patch) := results(given(row, [object.union(loan, patch)], []))

held := object.union(object.remove(file, ["custodian"]), {"store_id": "S-2"})

unheld := fails(concat("; ", ["it has no custodian", unapproved]))

test_on_loan if {
	lent(file, {}) == clean
	lent(held, {}) == clean
}

test_loans_that_do_not_excuse if {
	lent(held, {"due_at": "2026-03-09"}) == unheld
	lent(held, {"returned_at": "2026-03-08"}) == unheld
	lent(held, {"file_id": "F-2"}) == unheld
	lent(file, {"due_at": "2026-03-09"}) == fails(strange)
	results(given(held, [object.remove(loan, ["due_at"])], [])) == unheld
	results(given(held, [object.remove(loan, ["file_id"])], [])) == unheld
}

test_an_unknown_store_is_not_excused_by_a_loan if {
	lent(object.union(file, {"store_id": "S-9"}), {}) == fails(unlisted)
	lent(object.remove(file, ["store_id"]), {}) == fails("no store is recorded")
}

test_files_that_are_gone if {
	changed({"status": "destroyed", "custodian": "u7"}) == absent
	changed({"status": "transferred", "store_id": "S-9"}) == absent
}

gap(row, kind) := results(object.union(given(row, [], [keeper]), {"gaps": {kind: ["a file"]}}))

test_stores_not_fully_read if {
	gap(object.union(file, {"store_id": "S-9"}), "storage_inventory") == doubtful(unlisted)
	gap(object.union(file, {"store_id": "S-2"}), "storage_inventory") == fails(unapproved)
	gap(object.remove(file, ["store_id"]), "storage_inventory") == fails("no store is recorded")
}

test_loans_not_fully_read if {
	gap(object.union(file, {"store_id": "S-2"}), "loan_register") == doubtful(unapproved)
	gap(object.remove(file, ["custodian"]), "loan_register") == doubtful("it has no custodian")
	other := "the custodian u7 is not employed in the department customer_service"
	gap(object.union(file, {"custodian": "u7"}), "loan_register") == doubtful(other)
	gap(object.union(file, {"store_id": "S-9"}), "loan_register") == fails(unlisted)
	gap(object.remove(file, ["store_id"]), "loan_register") == fails("no store is recorded")
}

test_a_roster_not_fully_read if {
	other := "the custodian u7 is not employed in the department customer_service"
	gap(object.union(file, {"custodian": "u7"}), "hr_roster") == doubtful(other)
	gap(object.union(file, {"store_id": "S-2"}), "hr_roster") == fails(unapproved)
	gap(object.remove(file, ["custodian"]), "hr_roster") == fails("it has no custodian")
}

test_empty_catalogue if {
	results(object.union(given(file, [], []), {"evidence": {"customer_files": []}})) == absent
}
