package lib.privacy_test

import data.lib.privacy

given(kind, rows) := {"now": "2026-03-10T09:00:00+08:00", "evidence": {kind: rows}}

days(field, values) := [{field: value} | some value in values]

in_force(values) := found if {
	found := privacy.statements with input as given("privacy_statement", days("effective_at", values))
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

newest(values) := found if {
	found := privacy.reports with input as given("privacy_reports", days("published_at", values))
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_the_newest_that_has_begun if {
	in_force(["2026-03-10T09:00:00+08:00", "2026-03-10T09:00:01+08:00"]) == {0}
	newest(["2026-03-10T09:00:00+08:00", "2026-03-10T09:00:01+08:00"]) == {0}
	in_force(["2026-01-01", "2026-01-01"]) == {0, 1}
	newest(["2026-01-01", "2026-01-01"]) == {0, 1}
	every found in [in_force(["2026-01-01", "2026-03-10"]), newest(["2026-01-01", "2026-03-10"])] {
		found == {1}
	}
	every found in [in_force(["2026-01-01", "2026-03-11"]), newest(["2026-01-01", "2026-03-11"])] {
		found == {0}
	}
}

test_none_has_begun if {
	in_force([]) == set()
	in_force(["2027-01-01"]) == set()
	newest([]) == set()
	newest(["2027-01-01"]) == set()
	privacy.statements == set() with input as given("privacy_statement", [{"version": "1"}])
}

appointment := {"duty": "it_head", "valid_from": "2026-01-01", "valid_until": "2026-03-10"}

appointed(patch) := found if {
	rows := [object.union(appointment, patch)]
	found := privacy.appointed({"it_head", "aml_post"}) with input as given("appointments", rows)
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_appointments_valid_now if {
	appointed({}) == {0}
	appointed({"duty": "aml_post"}) == {0}
	appointed({"duty": "marketing_head"}) == set()
	appointed({"valid_until": "2026-03-09"}) == set()
	appointed({"valid_from": "2026-03-11"}) == set()
	privacy.appointed({"it_head"}) == {0} with input as given(
		"appointments",
		[object.remove(appointment, ["valid_until"])],
	)
}
