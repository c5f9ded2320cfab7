package lib.trainings_test

import data.lib.trainings

course := {"person": "u1", "topics": ["laws", "aml"], "completed_at": "2026-02-28T12:00:00+08:00"}

given(change) := {
	"now": "2026-03-10T12:00:00+08:00",
	"evidence": {
		"hr_roster": [{"person": "u1", "accounts": ["u1-ad"]}],
		"training_records": [object.union(course, change)],
	},
}

recent(change) := found if {
	found := trainings.recent("u1", 10) with input as given(change)
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

on(change) := found if found := trainings.on("u1", "laws", 10) with input as given(change)

test_the_last_ten_days_to_the_second if {
	recent({}) == {0}
	recent({"completed_at": "2026-02-28T11:59:59+08:00"}) == set()
	recent({"completed_at": "2026-02-28"}) == {0}
	recent({"completed_at": "2026-02-27"}) == set()
}

test_a_training_to_come if {
	recent({"completed_at": "2026-03-10T13:00:00+08:00"}) == {0}
	recent({"completed_at": "2026-03-10T13:00:01+08:00"}) == set()
}

test_an_account_stands_for_its_person if {
	recent({"person": "u1-ad"}) == {0}
	recent({"person": "u2"}) == set()
}

test_the_topic if {
	on({}) == {0}
	on({"topics": ["aml"]}) == set()
	on({"completed_at": "2026-02-27"}) == set()
}
