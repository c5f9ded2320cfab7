package lib.loans_test

import data.lib.loans

running(row) if {
	loans.running(row) with input as {"now": "2026-03-10T23:00:00Z"}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_until_the_due_day if {
	running({"due_at": "2026-03-11"})
	not running({"due_at": "2026-03-10"})
}

test_returned if {
	not running({"due_at": "2026-03-20", "returned_at": "2026-03-09"})
}

test_not_yet_lent if {
	running({"borrowed_at": "2026-03-11", "due_at": "2026-03-13"})
	not running({"borrowed_at": "2026-03-12", "due_at": "2026-03-13"})
	not running({"borrowed_at": "2026-03-10T23:00:01Z", "due_at": "2026-03-13"})
}

test_without_a_due_day if {
	not running({"loan_id": "L-1"})
}
