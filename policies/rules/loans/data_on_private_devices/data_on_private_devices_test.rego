package rules.loans.data_on_private_devices_test

import data.rules.loans.data_on_private_devices

params := {"CIC-019-1b": {
	"personal_classes": ["identity", "personal", "sensitive"],
	"personal_path_patterns": ["/home/*", "C:/Users/*", "*OneDrive*", "*百度网盘*"],
	"max_scan_age_days": 31,
}}

hit := {
	"finding_id": "D-1",
	"data_class": "personal",
	"store_id": "S-2",
	"owner": "u1",
	"path": "/srv/share/list.xlsx",
	"found_at": "2026-03-09T09:00:00+08:00",
	"_loc": {"file": "dlp.json", "line": 2},
}

stores := [
	{"store_id": "S-1", "approved": true},
	{"store_id": "S-2", "approved": false},
	{"store_id": "S-3"},
]

loan := {"loan_id": "L-1", "borrower": "u1", "due_at": "2026-03-10"}

given(hits, lent) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"dlp_scan": hits, "loan_register": lent, "storage_inventory": stores},
}

results(document) := {
	"deny": {[finding.msg, object.get(finding, "severity", "")] | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := data_on_private_devices with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

text(place) := sprintf("D-1: personal data in %s, which is no approved store", [place])

fails(place) := object.union(clean, {"deny": {[text(place), ""]}})

doubtful(place) := object.union(clean, {"unknown": {text(place)}})

stale := object.union(clean, {"unknown": {concat("", [
	"dlp_scan: the newest hit is 31 days old or older, ",
	"or lies in the future",
])}})

changed(patch) := results(given([object.union(hit, patch)], []))

test_approved_store if {
	changed({"store_id": "S-1"}) == clean
	changed({"store_id": "S-1", "path": "/home/u1/list.xlsx"}) == clean
}

test_other_places if {
	changed({}) == fails("S-2")
	changed({"store_id": "S-3"}) == fails("S-3")
	changed({"store_id": "S-9"}) == fails("S-9")
	results(given([object.remove(hit, ["store_id"])], [])) == fails("an unknown place")
}

test_classes if {
	changed({"data_class": "none"}) == clean
	changed({"data_class": "credential"}) == clean
	count(changed({"data_class": "identity"}).deny) == 1
	count(changed({"data_class": "sensitive"}).deny) == 1
}

test_personal_places_are_critical if {
	critical := object.union(clean, {"deny": {[text("S-2"), "critical"]}})
	changed({"path": "/home/u1/list.xlsx"}) == critical
	changed({"path": "C:\\Users\\u1\\Desktop\\list.xlsx"}) == critical
	changed({"path": "c:/users/u1/list.xlsx"}) == critical
	changed({"path": "D:/OneDrive - private/list.xlsx"}) == critical
	changed({"path": "D:/百度网盘/list.xlsx"}) == critical
}

test_other_paths_are_not if {
	changed({"path": "/srv/home/list.xlsx"}) == fails("S-2")
	changed({"path": "/homes/list.xlsx"}) == fails("S-2")
	results(given([object.remove(hit, ["path"])], [])) == fails("S-2")
}

lent(row, patch) := results(given([row], [object.union(loan, patch)]))

test_on_loan if {
	lent(hit, {}) == clean
	lent(hit, {"due_at": "2026-03-09"}) == fails("S-2")
	lent(hit, {"returned_at": "2026-03-09"}) == fails("S-2")
	lent(hit, {"borrower": "u2"}) == fails("S-2")
	lent(object.remove(hit, ["owner"]), {}) == fails("S-2")
	results(given([hit], [object.remove(loan, ["due_at"])])) == fails("S-2")
}

scanned(at) := changed({"found_at": at})

test_age_of_the_scan if {
	scanned("2026-02-07T09:00:01+08:00") == fails("S-2")
	scanned("2026-02-07T09:00:00+08:00") == stale
	scanned("2026-02-08") == fails("S-2")
	scanned("2026-02-07") == stale
	scanned("2026-03-10T10:00:00+08:00") == fails("S-2")
	scanned("2026-03-10T10:00:01+08:00") == stale
	scanned("2026-03-11") == stale
}

test_the_newest_hit_counts if {
	old := object.union(hit, {"found_at": "2026-01-01"})
	new := object.union(hit, {"finding_id": "D-2", "store_id": "S-1"})
	results(given([old, new], [])) == fails("S-2")
	results(given([old], [])) == stale
	unfit := object.union(old, {"store_id": "S-1"})
	results(given([unfit], [])) == stale
}

test_old_doubts_are_stale_too if {
	old := object.union(hit, {"found_at": "2026-01-01"})
	gap(old, "loan_register") == stale
}

test_no_hits_are_a_pass if {
	results(given([], [])) == clean
}

test_no_scan_is_not_applicable if {
	results({"now": "2026-03-10T09:00:00+08:00", "evidence": {}}).applicable == false
}

gap(row, kind) := results(object.union(given([row], []), {"gaps": {kind: ["a file"]}}))

test_stores_not_fully_read if {
	gap(hit, "storage_inventory") == fails("S-2")
	gap(object.union(hit, {"store_id": "S-9"}), "storage_inventory") == doubtful("S-9")
	gap(object.remove(hit, ["store_id"]), "storage_inventory") == fails("an unknown place")
}

test_loans_not_fully_read if {
	gap(hit, "loan_register") == doubtful("S-2")
	gap(object.remove(hit, ["owner"]), "loan_register") == fails("S-2")
	gap(object.union(hit, {"store_id": "S-1"}), "loan_register") == clean
}
