package rules.conduct.unsigned_conduct_duties_test

import data.rules.conduct.unsigned_conduct_duties

params := {"CND-001": {
	"interval_days": 365,
	"front_roles": ["counter", "telesales"],
	"front_grace_days": 5,
}}

post := {
	"person": "u1",
	"dept": "business",
	"role": "counter",
	"employed": true,
	"hired_at": "2020-01-01",
	"accounts": ["u1-ad"],
	"_loc": {"file": "hr.csv", "line": 2},
}

back := object.union(post, {"role": "auditor"})

signature := {"person": "u1-ad", "kind": "conduct_and_secrecy", "signed_at": "2025-03-10"}

first := object.union(signature, {"signed_at": "2020-01-06"})

judged(posts, signatures, gaps) := {
	"deny": {[finding.msg, line(finding)] | some finding in found.deny},
	"unknown": {[finding.msg, line(finding)] | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unsigned_conduct_duties with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"hr_roster": posts, "acknowledgements": signatures},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

line(finding) := object.get(finding, ["_loc", "line"], 0)

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

faulty(text) := object.union(clean, {"deny": {[concat(": ", ["u1", text]), 2]}})

doubtful(text) := object.union(clean, {"unknown": {[concat(": ", ["u1", text]), 2]}})

old := "the conduct and secrecy duties were not signed in the last 365 days"

with_signature(change) := judged([back], [object.union(signature, change)], [])

test_signed_in_the_last_year if {
	with_signature({}) == clean
	judged([post], [first, signature], []) == clean
}

test_signatures_that_do_not_count if {
	judged([back], [], []) == faulty(old)
	with_signature({"signed_at": "2025-03-09"}) == faulty(old)
	with_signature({"kind": "three_prohibitions"}) == faulty(old)
	with_signature({"person": "u2"}) == faulty(old)
	with_signature({"signed_at": "2026-03-10T13:00:01+08:00"}) == faulty(old)
	with_signature({"signed_at": "2026-03-10T13:00:00+08:00"}) == clean
}

test_front_staff_sign_when_they_begin if {
	late := object.union(first, {"signed_at": "2020-01-07"})
	text := "they were first signed on 2020-01-07, the last day was 2020-01-06"
	judged([post], [late, signature], []) == faulty(text)
	judged([back], [late, signature], []) == clean
	judged([object.union(post, {"valid_from": "2020-01-02"})], [late, signature], []) == clean
}

test_a_later_front_post_counts_from_the_first if {
	second := object.union(post, {"role": "telesales", "valid_from": "2025-03-10"})
	fresh := object.union(second, {"_loc": {"line": 3}})
	text := "they were first signed on 2025-03-10, the last day was 2020-01-06"
	judged([post, fresh], [signature], []) == faulty(text)
	judged([back, fresh], [signature], []) == clean
}

test_front_staff_who_still_have_time if {
	judged([object.union(post, {"hired_at": "2026-03-05"})], [], []) == clean
	judged([object.union(post, {"hired_at": "2026-03-04"})], [], []) == faulty(old)
	judged([object.union(back, {"hired_at": "2026-03-10"})], [], []) == faulty(old)
}

test_a_post_without_beginning_leaves_doubt if {
	text := "since when the person has held the post is not recorded"
	judged([object.remove(post, ["hired_at"])], [signature], []) == doubtful(text)
	judged([object.remove(back, ["hired_at"])], [signature], []) == clean
}

test_people_who_are_not_staff if {
	judged([object.union(post, {"employed": false})], [], []) == absent
	judged([object.union(post, {"left_at": "2026-03-09"})], [], []) == absent
}

test_a_signature_may_be_in_the_unread_part if {
	judged([post], [], ["acknowledgements"]) == doubtful(old)
}
