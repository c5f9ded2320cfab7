package lib.ratings_test

import data.lib.ratings

newest(rows) := found if {
	found := ratings.newest with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": {"risk_ratings": rows},
	}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

rated(customer, at) := {"customer_id": customer, "rated_at": at}

test_the_newest_of_each_customer if {
	newest([
		rated("c1", "2026-01-02"),
		rated("c2", "2025-01-02"),
		rated("c1", "2026-02-02T09:00:00+08:00"),
		rated("c1", "2026-02-02"),
	]) == {"c1": 2, "c2": 1}
}

test_entries_ahead_of_now_are_left_out if {
	newest([rated("c1", "2026-01-02"), rated("c1", "2026-03-10T10:00:01+08:00")]) == {"c1": 0}
	newest([rated("c1", "2026-01-02"), rated("c1", "2026-03-10T10:00:00+08:00")]) == {"c1": 1}
}
