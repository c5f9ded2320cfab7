package rules.ebanking.lapsed_loss_report_test

import data.rules.ebanking.lapsed_loss_report

params := {
	"lapse_days": 5,
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"warn": {finding.msg | some finding in found.warn},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := lapsed_loss_report with input as document
		with data.params as {"EBK-106": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with a source of a kind that could not be read.
gapped(kind, evidence) := results(
	object.union(document(evidence), {"gaps": {kind: [{"target": "t", "reason": "denied"}]}}),
	params,
)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := lapsed_loss_report.applicable with input as document(evidence)
		with data.params as {"EBK-106": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "warn": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

warned(messages) := object.union(clean, {"warn": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

report := {
	"request_id": "RQ-1",
	"reg_id": "R-1",
	"kind": "loss_report_temporary",
	"submitted_at": "2026-03-01T09:00:00+08:00",
	"expires_at": "2026-03-06T23:59:59+08:00",
	"status": "completed",
	"_loc": {"file": "requests.csv", "line": 2},
}

formal := {
	"request_id": "RQ-2",
	"reg_id": "R-1",
	"kind": "loss_report_formal",
	"submitted_at": "2026-03-06T17:00:00+08:00",
	"_loc": {"file": "requests.csv", "line": 3},
}

alone(patch) := {"ebank_requests": [object.union(report, patch)]}

followed(patch, next) := {"ebank_requests": [
	object.union(report, patch),
	object.union(formal, next),
]}

test_in_order if {
	judged(alone({})) == clean
	judged(followed({}, {})) == clean
}

wrong(at) := denied({sprintf(
	"RQ-1: it expires at %s, not with the end of 2026-03-06",
	[at],
)})

expiring(at) := judged(alone({"expires_at": at}))

test_expiry_is_the_end_of_the_fifth_day if {
	expiring("2026-03-06") == clean
	expiring("2026-03-07T00:00:00+08:00") == clean
	expiring("2026-03-06T23:59:00+08:00") == clean
	expiring("2026-03-06T23:58:59+08:00") == wrong("2026-03-06T23:58:59+08:00")
	expiring("2026-03-07T00:00:01+08:00") == wrong("2026-03-07T00:00:01+08:00")
	expiring("2026-03-05") == wrong("2026-03-05")
	set_to({"lapse_days": 4}, alone({"expires_at": "2026-03-05"})) == clean
	lacking := {"ebank_requests": [object.remove(report, ["expires_at"])]}
	judged(lacking) == denied({"RQ-1: its expiry is missing"})
}

test_formalised_reports_do_not_lapse if {
	lapsed := denied({"RQ-1: it lapsed although the formal report was made in time"})
	judged(followed({"status": "lapsed"}, {})) == lapsed
	judged(followed({"status": "lapsed"}, {"submitted_at": "2026-03-01"})) == lapsed
}

noted := warned({"RQ-1: it lapsed without a formal report"})

test_lapsed_without_a_formal_report if {
	judged(alone({"status": "lapsed"})) == noted
	judged(followed({"status": "lapsed"}, {"submitted_at": "2026-03-07"})) == noted
	judged(followed({"status": "lapsed"}, {"submitted_at": "2026-02-28"})) == noted
	judged(followed({"status": "lapsed"}, {"reg_id": "R-2"})) == noted
	judged(followed({"status": "lapsed"}, {"kind": "loss_report"})) == noted
}

still := {"RQ-1: it is still active after 2026-03-06 without a formal report"}

test_still_active if {
	judged(alone({"status": "active"})) == denied(still)
	judged(followed({"status": "active"}, {})) == clean
	running := {"submitted_at": "2026-03-05", "expires_at": "2026-03-10", "status": "active"}
	judged(alone(running)) == clean
}

test_requests_not_fully_read if {
	gapped("ebank_requests", alone({"status": "active"})) == doubted(still)
	gapped("ebank_requests", alone({"status": "lapsed"})) == doubted({concat("", [
		"RQ-1: it lapsed without a formal report",
	])})
	gapped("ebank_requests", alone({})) == clean
}

test_no_status if {
	lacking := {"ebank_requests": [object.remove(report, ["status"])]}
	judged(lacking) == doubted({"RQ-1: its status is missing"})
}

test_applicable if {
	applies(alone({})) == true
	applies({"ebank_requests": [formal]}) == false
	judged({"ebank_requests": [object.union(formal, {"status": "lapsed"})]}) == clean
}
