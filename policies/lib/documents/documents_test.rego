package lib.documents_test

import data.lib.documents

version := {
	"topic": "customer_file_access",
	"version": "1",
	"approved_at": "2026-01-05T10:00:00+08:00",
	"effective_at": "2026-01-10",
}

later := object.union(version, {"version": "2", "effective_at": "2026-02-01"})

current(rows) := {rows[i].version | some i in found} if {
	found := documents.current("customer_file_access") with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": {"policy_register": rows},
	}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

with_later(patch) := current([version, object.union(later, patch)])

test_the_latest_version_is_current if {
	current([version]) == {"1"}
	with_later({}) == {"2"}
	current([later, version]) == {"2"}
}

test_a_version_not_yet_in_force if {
	with_later({"effective_at": "2026-03-10"}) == {"2"}
	with_later({"effective_at": "2026-03-11"}) == {"1"}
	with_later({"approved_at": "2026-03-10T09:00:00+08:00"}) == {"2"}
	with_later({"approved_at": "2026-03-10T09:00:01+08:00"}) == {"1"}
}

test_a_version_without_dates_is_not_current if {
	current([version, object.remove(later, ["approved_at"])]) == {"1"}
	current([version, object.remove(later, ["effective_at"])]) == {"1"}
	current([]) == set()
}

test_each_site_has_its_own if {
	with_later({"site": "north"}) == {"1", "2"}
	north := object.union(version, {"site": "north"})
	current([north, object.union(later, {"site": "north"})]) == {"2"}
}

test_other_topics if {
	with_later({"topic": "recovery_plan"}) == {"1"}
	with_later({"topic": "recovery_plan", "effective_at": "2026-01-10"}) == {"1"}
	current([object.union(version, {"topic": "recovery_plan"})]) == set()
}
