package lib.deadlines_test

import data.lib.deadlines

missed(row, now) if {
	deadlines.missed(row, "received_at", "replied_at", 2) with input as {"now": now}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

received := {"received_at": "2026-03-01T09:00:00+08:00"}

replied(at) := object.union(received, {"replied_at": at})

much_later := "2026-04-01T09:00:00+08:00"

test_done_within_the_days if {
	not missed(replied("2026-03-03T09:00:00+08:00"), much_later)
	missed(replied("2026-03-03T09:00:01+08:00"), much_later)
}

test_not_done if {
	not missed(received, "2026-03-03T09:00:00+08:00")
	missed(received, "2026-03-03T09:00:01+08:00")
}

test_days_of_plain_dates if {
	not missed({"received_at": "2026-03-01", "replied_at": "2026-03-03"}, much_later)
	missed({"received_at": "2026-03-01", "replied_at": "2026-03-04"}, much_later)
	not missed({"received_at": "2026-03-01"}, "2026-03-03T23:59:59+08:00")
	missed({"received_at": "2026-03-01"}, "2026-03-04T00:00:00+08:00")
}

test_no_beginning if {
	not missed({}, much_later)
	not missed({"replied_at": "2026-03-03"}, much_later)
}

test_finished if {
	now := "2026-03-03T09:00:00+08:00"
	deadlines.finished(replied("2026-03-03T10:00:00+08:00"), "replied_at") with input as {"now": now}
	later := replied("2026-03-03T10:00:01+08:00")
	not deadlines.finished(later, "replied_at") with input as {"now": now}
	not deadlines.finished(received, "replied_at") with input as {"now": now}
}
