package rules.privacy.self_service_test

import data.rules.privacy.self_service

params := {
	"PRV-305": {
		"required_functions": ["view_data", "correct_data", "set_optouts", "withdraw_consent"],
		"max_probe_age_days": 31,
		"max_response_days": 30,
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := self_service with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := self_service.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

portal := {
	"portal": "app",
	"available": true,
	"identity_checked": true,
	"probed_at": "2026-02-07",
	"functions": ["view_data", "correct_data", "set_optouts", "withdraw_consent"],
	"_loc": {"file": "portals.csv"},
}

change := {
	"change_id": "H-1",
	"customer_id": "C-1",
	"field": "phone",
	"origin": "customer",
	"requested_at": "2026-01-10T09:00:00+08:00",
	"reviewed_at": "2026-02-09T09:00:00+08:00",
	"_loc": {"file": "changes.csv"},
}

given(portals, changes) := {"self_service_portal": portals, "customer_changes": changes}

offered(patch) := judged(given([object.union(portal, patch)], []))

requested(patch) := judged(given([portal], [object.union(change, patch)]))

absent(functions) := {concat("", ["self_service_portal: ", concat("; ", [text |
	some function in functions
	text := concat("", [
		"no interface that answers, checks identity ",
		"and was probed in the last 31 days offers ",
		function,
	])
])])}

nothing := absent(["correct_data", "set_optouts", "view_data", "withdraw_consent"])

test_a_working_portal if {
	offered({}) == clean
	requested({}) == clean
}

test_portals_that_do_not_count if {
	offered({"available": false}) == denied(nothing)
	offered({"identity_checked": false}) == denied(nothing)
	judged(given([object.remove(portal, ["identity_checked"])], [])) == denied(nothing)
	offered({"probed_at": "2026-02-06"}) == denied(nothing)
	offered({"probed_at": "2026-03-10T10:00:01+08:00"}) == denied(nothing)
	offered({"probed_at": "2026-03-10T10:00:00+08:00"}) == clean
}

test_functions if {
	offered({
		"functions": ["view_data", "correct_data", "set_optouts"],
	}) == denied(absent(["withdraw_consent"]))
	judged(given([object.remove(portal, ["functions"])], [])) == denied(nothing)
	web := object.union(portal, {"portal": "web", "functions": ["withdraw_consent"]})
	three := object.union(portal, {"functions": ["view_data", "correct_data", "set_optouts"]})
	judged(given([three, web], [])) == clean
	judged(given([], [change])) == denied(nothing)
	gapped("self_service_portal", given([], [change])) == doubted(nothing)
}

late := denied({"H-1: it was answered later than 30 days after the request"})

unanswered := denied({"H-1: it is unanswered 30 days after the request"})

test_answers if {
	requested({"reviewed_at": "2026-02-09T09:00:01+08:00"}) == late
	requested({"requested_at": "2026-01-09"}) == late
	requested({"requested_at": "2026-01-10", "reviewed_at": "2026-02-09"}) == clean
	judged(given(
		[portal],
		[object.remove(change, ["requested_at"])],
	)) == denied({"H-1: it has no time of request"})
}

open(at) := judged(given(
	[portal],
	[object.union(object.remove(change, ["reviewed_at"]), {"requested_at": at})],
))

test_missing_answers if {
	open("2026-02-08T09:00:00+08:00") == clean
	open("2026-02-08T08:59:59+08:00") == unanswered
	open("2026-02-08") == clean
	open("2026-02-07") == unanswered
}

test_requests_of_others if {
	slow := {"reviewed_at": "2026-03-01"}
	requested(slow) == late
	requested(object.union(slow, {"origin": "staff"})) == clean
	requested(object.union(slow, {"origin": "system"})) == clean
	unsaid := object.remove(object.union(change, slow), ["origin"])
	judged(given([portal], [unsaid])) == late
	judged(given([portal], [object.union(unsaid, {"requested_by": "u1"})])) == clean
}

test_applicable if {
	applies(given([portal], []))
	applies(given([], [change]))
	not applies(given([], [object.union(change, {"origin": "staff"})]))
	judged(given([], [object.union(change, {"origin": "staff"})])) == clean
}
