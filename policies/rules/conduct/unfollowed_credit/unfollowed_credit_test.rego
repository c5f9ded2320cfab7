package rules.conduct.unfollowed_credit_test

import data.rules.conduct.unfollowed_credit

params := {"CND-003": {"followup_days": 92}}

file := {
	"credit_id": "K1",
	"customer_id": "C1",
	"investigated_at": "2025-06-01",
	"soft_info_cross_checked": true,
	"disbursed_at": "2025-06-01",
	"last_followup_at": "2025-12-08",
	"status": "open",
	"_loc": {"file": "credits.csv", "line": 2},
}

judged(row) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unfollowed_credit with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"credit_files": [row]},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

faulty(message) := {"deny": {message}, "unknown": set()}

with_file(change) := judged(object.union(file, change))

without(fields) := judged(object.remove(file, fields))

test_investigated_and_followed if judged(file) == clean

test_not_investigated if {
	without(["investigated_at"]) == faulty("K1: the client was not investigated")
}

test_investigated_too_late if {
	message := concat("", [
		"K1: the client was investigated at 2025-06-02, ",
		"after the loan was paid out at 2025-06-01",
	])
	with_file({"investigated_at": "2025-06-02"}) == faulty(message)
	second := {
		"investigated_at": "2025-06-01T10:00:01+08:00",
		"disbursed_at": "2025-06-01T10:00:00+08:00",
	}
	count(with_file(second).deny) == 1
}

test_the_order_within_a_day_is_unknown if {
	doubt := concat(" ", [
		"K1: whether the client was investigated before or after the payout that day",
		"is not recorded",
	])
	unsure := {"deny": set(), "unknown": {doubt}}
	with_file({"investigated_at": "2025-06-01T10:00:00+08:00"}) == unsure
	with_file({"disbursed_at": "2025-06-01T10:00:00+08:00"}) == unsure
	with_file({"disbursed_at": "2025-06-02T10:00:00+08:00"}) == clean
}

test_not_cross_checked if {
	message := "K1: the client's information was not cross-checked"
	with_file({"soft_info_cross_checked": false}) == faulty(message)
	without(["soft_info_cross_checked"]) == faulty(message)
}

test_not_followed_up_of_late if {
	message := "K1: the last follow-up was at 2025-12-07, more than 92 days ago"
	with_file({"last_followup_at": "2025-12-07"}) == faulty(message)
	with_file({"last_followup_at": "2025-12-07", "status": "closed"}) == clean
}

test_never_followed_up if {
	message := "K1: it was not followed up in the 92 days since the loan was paid out"
	without(["last_followup_at"]) == faulty(message)
	fresh := object.remove(file, ["last_followup_at"])
	judged(object.union(fresh, {"disbursed_at": "2025-12-08"})) == clean
	judged(object.union(fresh, {"disbursed_at": "2025-12-07"})) == faulty(message)
	judged(object.union(fresh, {"status": "closed"})) == clean
}

test_paying_out_is_not_recorded if {
	doubt := "K1: when the loan was paid out is not recorded"
	without(["disbursed_at"]) == {"deny": set(), "unknown": {doubt}}
}
