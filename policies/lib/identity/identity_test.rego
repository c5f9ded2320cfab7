package lib.identity_test

import data.lib.identity

evidence := {"evidence": {
	"kyc_customers": [{"customer_id": "c1"}, {"customer_id": "c2"}, {"customer_id": "c1"}],
	"id_verifications": [
		{"customer_id": "c1", "result": "match"},
		{"customer_id": "c1", "result": "mismatch"},
		{"customer_id": "c2", "result": "failed"},
		{"subject": "s1", "result": "match"},
	],
}}

in_time(at, limit) if {
	identity.in_time(at, limit) with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_rows_of_customers if {
	identity.customers == {"c1": {0, 2}, "c2": {1}} with input as evidence
}

test_only_matches_confirm if {
	identity.matched == {"c1": {0}} with input as evidence
}

test_a_day_as_limit_counts_to_its_end if {
	in_time("2026-03-02", "2026-03-02")
	in_time("2026-03-02T23:59:59+08:00", "2026-03-02")
	not in_time("2026-03-02T16:00:00Z", "2026-03-02")
	not in_time("2026-03-03", "2026-03-02")
}

test_an_instant_as_limit if {
	in_time("2026-03-02T09:00:00+08:00", "2026-03-02T09:00:00+08:00")
	not in_time("2026-03-02T09:00:01+08:00", "2026-03-02T09:00:00+08:00")
	in_time("2026-03-01", "2026-03-02T09:00:00+08:00")
	not in_time("2026-03-02", "2026-03-02T09:00:00+08:00")
}
