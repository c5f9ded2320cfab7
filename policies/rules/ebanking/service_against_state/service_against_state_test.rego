package rules.ebanking.service_against_state_test

import data.rules.ebanking.service_against_state

params := {
	"blocking_states": [
		"lost",
		"stopped",
		"closed",
		"frozen",
	],
	"max_resume_hours": 24,
	"cancel_working_days": 1,
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := service_against_state with input as document
		with data.params as {"EBK-113": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := service_against_state.applicable with input as document(evidence)
		with data.params as {"EBK-113": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

registration := {
	"reg_id": "R-1",
	"customer_id": "C-1",
	"kind": "personal",
	"account_state": "normal",
	"service_state": "active",
	"_loc": {"file": "registry.csv", "line": 2},
}

request := {
	"request_id": "RQ-1",
	"reg_id": "R-1",
	"kind": "cancel",
	"by_proxy": true,
	"proxy_ref": "P-1",
	"submitted_at": "2026-03-06",
	"_loc": {"file": "requests.csv", "line": 2},
}

# The 1st of March is a Sunday.
calendar(until) := [day |
	some date in numbers.range(1, until)
	day := {
		"list": "working_days",
		"key": sprintf("2026-03-%02d", [date]),
		"value": sprintf("%v", [(date % 7) > 1]),
		"_loc": {"file": "calendar.csv", "line": date},
	}
]

given(row) := {
	"ebank_registry": [row],
	"ebank_requests": [request],
	"reference_lists": calendar(20),
}

changed(patch) := judged(given(object.union(registration, patch)))

asked(row) := judged(object.union(given(registration), {"ebank_requests": [row]}))

test_in_order if changed({}) == clean

test_service_of_blocked_accounts if {
	changed({"account_state": "lost"}) == denied({concat("", [
		"R-1: the service is active although the account is lost",
	])})
	changed({"account_state": "lost", "service_state": "suspended"}) == clean
	frozen := given(object.union(registration, {"account_state": "frozen"}))
	set_to({"blocking_states": ["lost"]}, frozen) == clean
}

resumed(patch) := object.union({"service_state": "suspended"}, patch)

test_service_resumes if {
	changed(resumed({"state_changed_at": "2026-03-09T09:00:00+08:00"})) == clean
	changed(resumed({"state_changed_at": "2026-03-09T08:59:59+08:00"})) == denied({concat("", [
		"R-1: the account is normal since 2026-03-09T08:59:59+08:00, ",
		"the service is still suspended after 24 hours",
	])})
	changed(resumed({})) == doubted({"R-1: since when the account is normal is not recorded"})
	changed(resumed({"account_state": "stopped"})) == clean
	stopped := {"account_state": "stopped", "state_changed_at": "2026-03-01"}
	changed(resumed(stopped)) == clean
}

cancelled(patch) := object.union(
	{"service_state": "cancelled", "cancelled_at": "2026-03-06T10:00:00+08:00"},
	patch,
)

test_access_ends_after_cancellation if {
	changed(cancelled({"disabled_at": "2026-03-09T23:59:59+08:00"})) == clean
	changed(cancelled({"disabled_at": "2026-03-10"})) == denied({concat("", [
		"R-1: access ended on 2026-03-10, after 2026-03-09, the last day after the cancellation",
	])})
	changed(cancelled({})) == denied({concat("", [
		"R-1: access has not ended, 2026-03-09 was the last day after the cancellation",
	])})
	changed(cancelled({"cancelled_at": "2026-03-09"})) == clean
	late := given(object.union(registration, cancelled({"disabled_at": "2026-03-10"})))
	set_to({"cancel_working_days": 2}, late) == clean
}

test_calendar_that_ends_too_early if {
	short := {"reference_lists": calendar(8)}
	row := object.union(registration, cancelled({"disabled_at": "2026-03-06"}))
	judged(object.union(given(row), short)) == doubted({concat("", [
		"R-1: the calendar does not cover the days after the cancellation",
	])})
	judged(object.union(given(registration), short)) == clean
}

test_states_not_recorded if {
	judged(given(object.remove(registration, ["account_state"]))) == doubted({concat("", [
		"R-1: the state of the account is missing",
	])})
	judged(given(object.remove(registration, ["service_state"]))) == doubted({concat("", [
		"R-1: the state of the service is missing",
	])})
	over := object.union(registration, {"service_state": "cancelled"})
	judged(given(object.remove(over, ["account_state"]))) == clean
}

test_proxies if {
	unproxied := object.remove(request, ["proxy_ref"])
	asked(unproxied) == denied({"RQ-1: another cancelled without a written proxy"})
	asked(object.union(unproxied, {"by_proxy": false})) == clean
	asked(object.union(unproxied, {"status": "rejected"})) == clean
	asked(object.union(unproxied, {"kind": "unlock"})) == clean
	asked(object.remove(unproxied, ["by_proxy"])) == doubted({concat("", [
		"RQ-1: whether another cancelled is not recorded",
	])})
}

test_applicable if {
	empty := {"ebank_registry": [], "ebank_requests": [], "reference_lists": []}
	applies(empty) == false
	applies(object.union(empty, {"ebank_registry": [registration]})) == true
	applies(object.union(empty, {"ebank_requests": [request]})) == true
}
