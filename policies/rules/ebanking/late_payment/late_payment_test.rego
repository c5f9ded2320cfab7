package rules.ebanking.late_payment_test

import data.rules.ebanking.late_payment

params := {
	"local_max_seconds": 60,
	"urgent_remote_max_minutes": 120,
	"ordinary_credit_working_days": 1,
	"min_uptime_pct": 99.9,
	"enquiry_service": "online_enquiry",
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := late_payment with input as document
		with data.params as {"EBK-112": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := late_payment.applicable with input as document(evidence)
		with data.params as {"EBK-112": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

local := {
	"instruction_id": "IN-1",
	"reg_id": "R-1",
	"kind": "transfer",
	"route": "in_bank_local",
	"submitted_at": "2026-03-06T10:00:00+08:00",
	"executed_at": "2026-03-06T10:00:30+08:00",
	"credited_at": "2026-03-06T10:01:00+08:00",
	"_loc": {"file": "instructions.csv", "line": 2},
}

urgent := object.union(local, {
	"route": "in_bank_remote",
	"urgency": "urgent",
	"credited_at": "2026-03-06T12:00:00+08:00",
})

ordinary := object.union(local, {
	"route": "in_bank_remote",
	"urgency": "ordinary",
	"credited_at": "2026-03-09T23:59:59+08:00",
})

period := {
	"service": "online_enquiry",
	"period_start": "2026-02-01",
	"period_end": "2026-02-28",
	"uptime_pct": 99.9,
	"_loc": {"file": "uptime.csv", "line": 2},
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

sent(row) := {
	"ebank_instructions": [row],
	"service_availability": [period],
	"reference_lists": calendar(20),
}

changed(row, patch) := judged(sent(object.union(row, patch)))

without(row, fields) := judged(sent(object.remove(row, fields)))

late(submitted_at, credited_at) := denied({sprintf(
	"IN-1: it was submitted at %s and credited at %s, too late for its route",
	[submitted_at, credited_at],
)})

credited_late(row, at) if changed(row, {"credited_at": at}) == late(row.submitted_at, at)

open_still(submitted_at) := denied({sprintf(
	"IN-1: it was submitted at %s and is not credited yet, too late for its route",
	[submitted_at],
)})

test_in_time if {
	changed(local, {}) == clean
	changed(urgent, {}) == clean
	changed(ordinary, {}) == clean
}

test_local if {
	credited_late(local, "2026-03-06T10:01:01+08:00")
	set_to({"local_max_seconds": 59}, sent(local)).deny != set()
	without(local, ["credited_at"]) == open_still("2026-03-06T10:00:00+08:00")
	recent := object.union(local, {"submitted_at": "2026-03-10T08:59:00+08:00"})
	without(recent, ["credited_at"]) == clean
}

test_urgent if {
	credited_late(urgent, "2026-03-06T12:00:01+08:00")
	set_to({"urgent_remote_max_minutes": 119}, sent(urgent)).deny != set()
}

test_days_alone if {
	unsure := doubted({concat("", [
		"IN-1: whether it was credited in time cannot be told from the day",
	])})
	changed(local, {"credited_at": "2026-03-06"}) == unsure
	changed(urgent, {"submitted_at": "2026-03-06"}) == unsure
	changed(local, {"submitted_at": "2026-03-05", "credited_at": "2026-03-05"}) == unsure
	credited_late(local, "2026-03-07")
	late_date := "2026-03-07T02:00:01+08:00"
	days := {"submitted_at": "2026-03-06", "credited_at": late_date}
	changed(urgent, days) == late("2026-03-06", late_date)
	changed(urgent, object.union(days, {"credited_at": "2026-03-07T02:00:00+08:00"})) == unsure
}

test_ordinary if {
	credited_late(ordinary, "2026-03-10")
	set_to(
		{"ordinary_credit_working_days": 2},
		sent(object.union(ordinary, {"credited_at": "2026-03-10"})),
	) == clean
	without(ordinary, ["credited_at"]) == open_still("2026-03-06T10:00:00+08:00")
	fresh := object.union(ordinary, {
		"submitted_at": "2026-03-09T10:00:00+08:00",
		"executed_at": "2026-03-09T10:00:00+08:00",
	})
	without(fresh, ["credited_at"]) == clean
	changed(ordinary, {"executed_at": "2026-03-07"}) == denied({concat("", [
		"IN-1: it was submitted on 2026-03-06, but executed on 2026-03-07",
	])})
	changed(urgent, {"executed_at": "2026-03-07"}) == clean
	changed(local, {"urgency": "ordinary", "executed_at": "2026-03-07"}) == clean
}

test_calendar_that_ends_too_early if {
	short := {"reference_lists": calendar(8)}
	judged(object.union(sent(ordinary), short)) == doubted({concat("", [
		"IN-1: the calendar does not cover the days after it was submitted",
	])})
	judged(object.union(sent(urgent), short)) == clean
}

test_other_instructions if {
	slow := {"credited_at": "2026-03-09"}
	changed(local, object.union(slow, {"route": "other_bank"})) == clean
	changed(local, object.union(slow, {"kind": "query"})) == clean
	without(object.union(local, slow), ["executed_at"]) == clean
	changed(urgent, object.union(slow, {"route": "other_bank"})) == clean
}

test_route_not_recorded if {
	unsure := doubted({"IN-1: its route or urgency is missing"})
	without(local, ["route"]) == unsure
	without(urgent, ["urgency"]) == unsure
	without(urgent, ["route"]) == unsure
}

up(patch) := judged(object.union(sent(local), {"service_availability": [object.union(
	period,
	patch,
)]}))

test_enquiry if {
	up({"uptime_pct": 99.8}) == denied({concat("", [
		"online_enquiry/2026-02-01: it was up for 99.8 percent of the time, less than 99.9",
	])})
	up({"service": "crm", "uptime_pct": 1}) == doubted({concat("", [
		"online_enquiry: the availability of enquiry is not on record",
	])})
	set_to({"enquiry_service": "crm"}, sent(local)).unknown != set()
}

test_applicable if {
	applies(object.union(sent(local), {"service_availability": []})) == true
	applies(object.union(sent(local), {"ebank_instructions": []})) == true
	applies(sent(object.union(local, {"kind": "query"}))) == true
	none := {"ebank_instructions": [], "service_availability": [], "reference_lists": []}
	applies(none) == false
}
