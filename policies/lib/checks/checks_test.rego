package lib.checks_test

import data.lib.checks

row := {
	"verification_id": "V-1",
	"customer_id": "c1",
	"at": "2026-03-02T10:00:00+08:00",
	"result": "match",
	"id_copy_ref": "K-1",
	"id_expires_at": "2026-03-05",
}

given(changes) := {"evidence": {"id_verifications": [object.union(row, changes)]}}

without(field) := {"evidence": {"id_verifications": [object.remove(row, [field])]}}

zone := {"timezone": "Asia/Shanghai"}

test_dated_by_a_day_counts_to_its_end if {
	checks.dated_by("2026-03-02T23:59:59+08:00", "2026-03-02") with data.organisation as zone
	not checks.dated_by("2026-03-03T00:00:00+08:00", "2026-03-02") with data.organisation as zone
}

test_dated_by_an_instant if {
	checks.dated_by("2026-03-02T10:00:00+08:00", "2026-03-02T10:00:00+08:00")
	not checks.dated_by("2026-03-02T10:00:01+08:00", "2026-03-02T10:00:00+08:00")
	checks.dated_by("2026-03-01", "2026-03-02T10:00:00+08:00") with data.organisation as zone
	not checks.dated_by("2026-03-02", "2026-03-02T10:00:00+08:00") with data.organisation as zone
}

test_matched_by if {
	checks.matched_by("c1", "2026-03-02T10:00:00+08:00") with input as without("id_copy_ref")
	not checks.matched_by("c1", "2026-03-02T09:59:59+08:00") with input as given({})
	not checks.matched_by("c1", "2026-03-03") with input as given({"result": "pending"})
		with data.organisation as zone
	not checks.matched_by("c2", "2026-03-03") with input as given({}) with data.organisation as zone
}

test_copied_by if {
	checks.copied_by("c1", "2026-03-02") with input as given({}) with data.organisation as zone
	not checks.copied_by("c1", "2026-03-02") with input as without("id_copy_ref")
		with data.organisation as zone
	not checks.copied_by("c1", "2026-03-01") with input as given({}) with data.organisation as zone
}

test_valid_by if {
	checks.valid_by("c1", "2026-03-05") with input as given({}) with data.organisation as zone
	not checks.valid_by("c1", "2026-03-06") with input as given({}) with data.organisation as zone
	not checks.valid_by("c1", "2026-03-05") with input as without("id_expires_at")
		with data.organisation as zone
	not checks.valid_by("c1", "2026-03-01") with input as given({}) with data.organisation as zone
}

test_proof if {
	checks.proof("V-1", "2026-03-02T10:00:00+08:00") with input as given({})
	not checks.proof("V-1", "2026-03-02T09:00:00+08:00") with input as given({})
	not checks.proof("V-2", "2026-03-02T10:00:00+08:00") with input as given({})
	not checks.proof("V-1", "2026-03-02T10:00:00+08:00") with input as given({"result": "failed"})
	not checks.proof("V-1", "2026-03-02T10:00:00+08:00") with input as without("id_copy_ref")
}

test_all_checks_of_a_customer if {
	checks.of_customer == {"c1": {0}} with input as given({"result": "failed"})
}

test_perhaps_by if {
	limit := "2026-03-02T10:00:00+08:00"
	checks.perhaps_by(0, limit) with input as given({})
	checks.perhaps_by(0, limit) with input as given({"at": "2026-03-02"})
		with data.organisation as zone
	not checks.perhaps_by(0, limit) with input as given({"at": "2026-03-03"})
		with data.organisation as zone
	not checks.perhaps_by(0, limit) with input as given({"at": "2026-03-02T10:00:01+08:00"})
		with data.organisation as zone
}

test_perhaps_valid if {
	checks.perhaps_valid(0, "2026-03-05") with input as given({})
	not checks.perhaps_valid(0, "2026-03-06") with input as given({})
	checks.perhaps_valid(0, "2026-03-06") with input as without("id_expires_at")
}
