package lib.appointments_test

import data.lib.appointments

given := {"evidence": {
	"appointments": [{
		"duty": "aml_post",
		"person": "p1",
		"valid_from": "2026-01-01",
		"valid_until": "2026-01-31",
	}],
	"hr_roster": [{"person": "p1", "accounts": ["acc1"]}],
}}

test_holds if {
	appointments.holds("p1", "aml_post", "2026-01-01") with input as given
	appointments.holds("acc1", "aml_post", "2026-01-31") with input as given
	not appointments.holds("p1", "aml_post", "2025-12-31") with input as given
	not appointments.holds("p1", "aml_post", "2026-02-01") with input as given
	not appointments.holds("p1", "aml_department", "2026-01-01") with input as given
	not appointments.holds("p2", "aml_post", "2026-01-01") with input as given
}

test_without_a_roster_names_stand_for_themselves if {
	appointments.holds("p1", "aml_post", "2026-01-01")
		with input as {"evidence": {"appointments": given.evidence.appointments}}
}

test_without_an_end_it_is_open if {
	appointments.in_force({"valid_from": "2026-01-01"}, "2030-01-01")
}
