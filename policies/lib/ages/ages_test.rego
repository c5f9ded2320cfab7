package lib.ages_test

import data.lib.ages

label := {"en": "the last scan", "zh": "最近扫描"}

stale(at, now) := fault if {
	fault := ages.stale({"at": at}, "at", label, 7) with input as {"now": now}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_seven_days_to_the_second_are_not_stale if {
	not stale("2026-03-01T12:00:00+08:00", "2026-03-08T12:00:00+08:00")
	stale("2026-03-01T12:00:00+08:00", "2026-03-08T12:00:01+08:00") == {
		"en": "the last scan was at 2026-03-01T12:00:00+08:00, more than 7 days ago",
		"zh": "最近扫描时间为2026-03-01T12:00:00+08:00,已超过7天",
	}
}

test_a_plain_date_counts_to_the_end_of_its_last_day if {
	not stale("2026-03-01", "2026-03-08T23:59:59+08:00")
	stale("2026-03-01", "2026-03-09T00:00:00+08:00")
}

test_a_time_ahead_is_a_fault if {
	not stale("2026-03-08T13:00:00+08:00", "2026-03-08T12:00:00+08:00")
	stale("2026-03-08T13:00:01+08:00", "2026-03-08T12:00:00+08:00") == {
		"en": "the last scan is dated in the future",
		"zh": "最近扫描的时间在将来",
	}
}

test_a_missing_time_is_not_stale_but_unrecorded if {
	not ages.stale({}, "at", label, 7) with input as {"now": "2026-03-08T12:00:00+08:00"}
	ages.unrecorded({}, "at", label) == {
		"en": "the last scan is not recorded",
		"zh": "没有最近扫描的记录",
	}
	not ages.unrecorded({"at": "2026-03-01"}, "at", label)
}
