package rules.incidents.untold_customers_test

import data.rules.incidents.untold_customers

params := {"IRP-002": {"max_notify_hours": 72}}

leak := {
	"incident_id": "IN-1",
	"kind": "leak",
	"detected_at": "2026-03-02T09:00:00+08:00",
	"customers_affected": 2,
	"customers_notified_at": "2026-03-05T09:00:00+08:00",
	"_loc": {"file": "incidents.csv", "line": 2},
}

notice := {
	"notice_id": "N1",
	"customer_id": "C1",
	"topic": "leak",
	"ref": "IN-1",
	"sent_at": "2026-03-04T09:00:00+08:00",
	"delivered": true,
}

second := object.union(notice, {"notice_id": "N2", "customer_id": "C2"})

judged(row, notices, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"review": {finding.msg | some finding in found.review},
	"applicable": found.applicable,
} if {
	found := untold_customers with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"incident_register": [row], "customer_notices": notices},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "review": set(), "applicable": true}

answer(name, message) := object.union(clean, {name: {message}})

with_leak(change) := judged(object.union(leak, change), [notice, second], [])

with_notice(change) := judged(leak, [notice, object.union(second, change)], [])

half := "IN-1: 1 of 2 affected customers were told"

late := "IN-1: the notice to customers came later than 72 h after detection"

missing := "IN-1: the notice to customers is not recorded 72 h after detection"

test_all_are_told_in_time if with_leak({}) == clean

test_one_of_two if {
	judged(leak, [notice], []) == answer("deny", half)
	judged(leak, [notice, notice], []) == answer("deny", half)
	judged(leak, [], []) == answer("deny", "IN-1: 0 of 2 affected customers were told")
}

test_more_than_two if {
	third := object.union(notice, {"notice_id": "N3", "customer_id": "C3"})
	judged(leak, [notice, second, third], []) == clean
}

test_notices_that_do_not_count if {
	with_notice({"topic": "account_change"}) == answer("deny", half)
	with_notice({"ref": "IN-2"}) == answer("deny", half)
	with_notice({"delivered": false}) == answer("deny", half)
	with_notice({"sent_at": "2026-03-10T13:00:01+08:00"}) == answer("deny", half)
	unsent := object.remove(second, ["sent_at"])
	judged(leak, [notice, unsent], []) == answer("deny", half)
}

test_a_notice_of_unknown_delivery_counts if {
	judged(leak, [notice, object.remove(second, ["delivered"])], []) == clean
}

test_a_notice_may_be_in_the_unread_part if {
	judged(leak, [notice], ["customer_notices"]) == answer("unknown", half)
	slow := object.union(leak, {"customers_notified_at": "2026-03-05T09:00:01+08:00"})
	judged(slow, [notice, second], ["customer_notices"]) == answer("deny", late)
}

test_told_late if {
	with_leak({"customers_notified_at": "2026-03-05T09:00:01+08:00"}) == answer("deny", late)
}

untold := object.remove(leak, ["customers_notified_at"])

test_nobody_says_when_they_were_told if {
	judged(untold, [notice, second], []) == answer("deny", missing)
	none := concat("; ", ["IN-1: 0 of 2 affected customers were told", substring(missing, 6, -1)])
	judged(untold, [], []) == answer("deny", none)
}

test_still_in_time if {
	fresh := object.union(untold, {"detected_at": "2026-03-07T12:00:00+08:00"})
	judged(fresh, [], []) == clean
	begun := object.union(fresh, {"customers_notified_at": "2026-03-08T12:00:00+08:00"})
	judged(begun, [notice], []) == answer("deny", half)
}

test_an_unknown_number if {
	doubt := "IN-1: how many customers it affected is not recorded"
	unknown_number := object.remove(leak, ["customers_affected"])
	judged(unknown_number, [notice], []) == answer("unknown", doubt)
	fresh := object.remove(unknown_number, ["customers_notified_at"])
	judged(object.union(fresh, {"detected_at": "2026-03-10"}), [], []) == clean
}

test_a_ground_for_no_notice_is_for_a_person_to_judge if {
	excuse := {"no_notice_ground": "harm is averted"}
	excused := object.union(untold, excuse)
	claimed := "IN-1: a ground for no notice is recorded"
	told := [notice, second]
	judged(excused, told, []) == answer("review", concat("; ", [claimed, substring(missing, 6, -1)]))
	open := object.union(leak, excuse)
	partly := "IN-1: 1 of 2 affected customers were told; a ground for no notice is recorded"
	judged(open, [notice], ["customer_notices"]) == answer("review", partly)
	with_leak(excuse) == clean
}

test_leaks_without_affected_customers if {
	absent := object.union(clean, {"applicable": false})
	with_leak({"customers_affected": 0}) == absent
	with_leak({"kind": "suspected_leak"}) == absent
	judged(object.union(untold, {"customers_affected": 0}), [], []) == absent
	judged(object.union(untold, {"kind": "other"}), [], []) == absent
}
