package lib.alerts_test

import data.lib.alerts

fault(raised, triaged, now) := result if {
	row := {"raised_at": raised, "triaged_at": triaged}
	result := alerts.triage(row, 4).en with input as {"now": now}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

untouched(raised, now) := result if {
	result := alerts.triage({"raised_at": raised}, 4).en with input as {"now": now}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

start := "2026-03-01T12:00:00+08:00"

test_judged_on_the_limit if {
	not fault(start, "2026-03-01T16:00:00+08:00", "2026-04-01T00:00:00Z")
	not fault(start, start, "2026-04-01T00:00:00Z")
}

test_judged_a_second_late if {
	fault(start, "2026-03-01T16:00:01+08:00", "2026-04-01T00:00:00Z") == concat("", [
		"it was judged at 2026-03-01T16:00:01+08:00, ",
		"more than 4 hours after it was raised at 2026-03-01T12:00:00+08:00",
	])
}

test_an_alert_of_a_plain_date_counts_from_its_end if {
	not fault("2026-03-01", "2026-03-02T03:59:59+08:00", "2026-04-01T00:00:00Z")
	fault("2026-03-01", "2026-03-02T04:00:00+08:00", "2026-04-01T00:00:00Z")
}

test_not_yet_judged if {
	not untouched(start, "2026-03-01T16:00:00+08:00")
	untouched(start, "2026-03-01T16:00:01+08:00") == "nobody has judged it within 4 hours"
}

test_times_that_cannot_be_true if {
	fault(start, "2026-03-01T11:59:59+08:00", "2026-04-01T00:00:00Z") == early
	not fault(start, "2026-03-01", "2026-04-01T00:00:00Z")
	fault(start, "2026-03-01T14:00:01+08:00", "2026-03-01T13:00:00+08:00") == ahead
	not fault(start, "2026-03-01T14:00:00+08:00", "2026-03-01T13:00:00+08:00")
}

test_a_judgement_ahead_is_not_late_or_early_as_well if {
	now := "2026-03-01T13:00:00+08:00"
	fault(start, "2026-03-01T18:00:00+08:00", now) == ahead
	fault("2026-03-02T12:00:00+08:00", "2026-03-01T18:00:00+08:00", now) == ahead
}

early := "it was judged before it was raised"

ahead := "its judgement is dated in the future"
