package rules.conduct.loose_promise_test

import data.rules.conduct.loose_promise

params := {"CND-002": {"interval_days": 365, "front_roles": ["account_manager", "telesales"]}}

post := {
	"person": "u1",
	"dept": "marketing",
	"role": "telesales",
	"employed": true,
	"hired_at": "2020-01-01",
	"accounts": ["u1-ad"],
	"_loc": {"file": "hr.csv", "line": 2},
}

declaration := {"person": "u1-ad", "kind": "interest_declaration", "signed_at": "2025-03-10"}

promise := {
	"interaction_id": "I1",
	"customer_id": "C1",
	"kind": "call",
	"commitment": "a call back",
	"commitment_authorised": true,
	"commitment_due_at": "2026-03-09",
	"commitment_done_at": "2026-03-09T20:00:00+08:00",
	"_loc": {"file": "log.csv", "line": 2},
}

judged(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	rows := {"hr_roster": [post], "acknowledgements": [declaration], "interaction_log": [promise]}
	found := loose_promise with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": object.union(rows, evidence),
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

faulty(message) := object.union(clean, {"deny": {message}})

doubtful(message) := object.union(clean, {"unknown": {message}})

with_declaration(change) := judged({"acknowledgements": [object.union(declaration, change)]}, [])

with_post(change) := judged(
	{
		"hr_roster": [object.union(post, change)],
		"acknowledgements": [],
		"interaction_log": [],
	},
	[],
)

with_promise(change) := judged({"interaction_log": [object.union(promise, change)]}, [])

without(fields) := judged({"interaction_log": [object.remove(promise, fields)]}, [])

undeclared := "u1: interests were not declared in the last 365 days"

test_declared_and_kept if judged({}, []) == clean

test_declarations_that_do_not_count if {
	judged({"acknowledgements": []}, []) == faulty(undeclared)
	with_declaration({"signed_at": "2025-03-09"}) == faulty(undeclared)
	with_declaration({"signed_at": "2026-03-10T13:00:01+08:00"}) == faulty(undeclared)
	with_declaration({"signed_at": "2026-03-10T13:00:00+08:00"}) == clean
	with_declaration({"kind": "three_prohibitions"}) == faulty(undeclared)
	with_declaration({"person": "u2"}) == faulty(undeclared)
}

test_a_declaration_may_be_in_the_unread_part if {
	judged({"acknowledgements": []}, ["acknowledgements"]) == doubtful(undeclared)
}

test_other_posts_need_not_declare if {
	with_post({}) == faulty(undeclared)
	with_post({"role": "account_manager"}) == faulty(undeclared)
	absent := object.union(clean, {"applicable": false})
	with_post({"role": "auditor"}) == absent
	with_post({"employed": false}) == absent
}

test_a_promise_alone_is_a_subject if {
	judged({"hr_roster": []}, []) == clean
	contact := object.remove(promise, ["commitment"])
	judged({"hr_roster": [], "interaction_log": [contact]}, []).applicable == false
}

test_a_promise_without_authority if {
	message := "I1: the commitment was not authorised"
	with_promise({"commitment_authorised": false}) == faulty(message)
	without(["commitment_authorised"]) == faulty(message)
	without(["commitment", "commitment_authorised"]) == clean
	plain := object.remove(promise, ["commitment", "commitment_authorised"])
	judged({"interaction_log": [object.union(plain, {"kind": "commitment"})]}, []) == faulty(message)
}

test_a_promise_kept_late if {
	message := "I1: the commitment was due on 2026-03-09 and kept at 2026-03-10"
	with_promise({"commitment_done_at": "2026-03-10"}) == faulty(message)
}

test_a_promise_not_kept if {
	message := "I1: the commitment was due on 2026-03-09 and is not kept"
	without(["commitment_done_at"]) == faulty(message)
	with_promise({"commitment_done_at": "2026-03-10T13:00:01+08:00"}) == faulty(message)
	open := object.remove(promise, ["commitment_done_at"])
	judged({"interaction_log": [object.union(open, {"commitment_due_at": "2026-03-10"})]}, []) == clean
}

test_a_promise_without_due_day if {
	message := "I1: the commitment is not kept and has no due day"
	without(["commitment_due_at", "commitment_done_at"]) == doubtful(message)
	without(["commitment_due_at"]) == clean
}
