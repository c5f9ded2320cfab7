package rules.ebanking.unreplaced_credential_test

import data.rules.ebanking.unreplaced_credential

params := {
	"credential_kinds": [
		"replace",
		"unlock",
		"loss_report",
		"password_reset",
	],
	"max_report_days": 1,
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unreplaced_credential with input as document
		with data.params as {"EBK-105": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := unreplaced_credential.applicable with input as document(evidence)
		with data.params as {"EBK-105": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

request := {
	"request_id": "RQ-1",
	"reg_id": "R-1",
	"cert_id": "CT-1",
	"kind": "loss_report",
	"channel": "branch",
	"form_ref": "B-1",
	"event_at": "2026-03-02T09:00:00+08:00",
	"submitted_at": "2026-03-03T09:00:00+08:00",
	"completed_at": "2026-03-03T10:00:00+08:00",
	"status": "completed",
	"_loc": {"file": "requests.csv", "line": 2},
}

instruction := {
	"instruction_id": "IN-1",
	"reg_id": "R-1",
	"cert_id": "CT-1",
	"kind": "transfer",
	"submitted_at": "2026-03-02T08:00:00+08:00",
	"executed_at": "2026-03-02T08:59:59+08:00",
	"_loc": {"file": "instructions.csv", "line": 2},
}

certificate := {
	"cert_id": "CT-1",
	"reg_id": "R-1",
	"state": "lost",
	"issued_at": "2026-01-01",
	"_loc": {"file": "certificates.csv", "line": 2},
}

registration := {"reg_id": "R-1", "customer_id": "C-1", "kind": "enterprise"}

base := {
	"ebank_requests": [request],
	"ebank_instructions": [instruction],
	"ebank_certificates": [certificate],
	"ebank_registry": [registration],
}

with_rows(changes) := object.union(base, changes)

asked(patch) := with_rows({"ebank_requests": [object.union(request, patch)]})

asked_without(fields) := with_rows({"ebank_requests": [object.remove(request, fields)]})

certified(patch) := with_rows({"ebank_certificates": [object.union(certificate, patch)]})

test_reported_at_a_branch if judged(base) == clean

test_filing if {
	judged(asked({"channel": "online"})) == denied({"RQ-1: it was not made at a branch"})
	judged(asked_without(["form_ref"])) == denied({"RQ-1: there is no form"})
	judged(asked({"channel": "online", "status": "rejected"})) == clean
	judged(asked({"channel": "online", "kind": "add_card"})) == clean
	set_to({"credential_kinds": ["unlock"]}, asked({"channel": "online"})) == clean
}

test_persons_show_document_and_card if {
	person := {"ebank_registry": [object.union(registration, {"kind": "personal"})]}
	shown := {"id_verified": true, "card_presented": false}
	no_card := {"RQ-1: no card was presented"}
	judged(object.union(asked(shown), person)) == denied(no_card)
	judged(object.union(asked(object.union(shown, {"card_presented": true})), person)) == clean
	judged(object.union(asked(shown), {"ebank_registry": []})) == doubted(no_card)
}

test_reported_in_time if {
	judged(asked({"event_at": "2026-03-02T08:59:59+08:00"})) == denied({concat("", [
		"RQ-1: 1 instructions were executed before it was dealt with; ",
		"it was reported at 2026-03-03T09:00:00+08:00, more than 1 days after it happened ",
		"at 2026-03-02T08:59:59+08:00",
	])})
	before := asked({"event_at": "2026-03-03T09:00:01+08:00"})
	judged(before) == denied({"RQ-1: it was reported before it happened"})
	judged(asked({"event_at": "2026-03-03T09:00:00+08:00"})) == clean
	judged(asked_without(["event_at"])) == doubted({"RQ-1: when it happened is not recorded"})
}

executed(patch) := with_rows({"ebank_instructions": [object.union(instruction, patch)]})

between := denied({"RQ-1: 1 instructions were executed before it was dealt with"})

test_instructions_in_between if {
	judged(executed({"executed_at": "2026-03-02T09:00:00+08:00"})) == between
	judged(executed({"executed_at": "2026-03-03T10:00:00+08:00"})) == between
	judged(executed({"executed_at": "2026-03-03T10:00:01+08:00"})) == clean
	judged(executed({"executed_at": "2026-03-02"})) == between
	waiting := object.remove(instruction, ["executed_at"])
	judged(with_rows({"ebank_instructions": [waiting]})) == clean
}

test_until_it_is_completed if {
	open := object.remove(request, ["completed_at", "status"])
	late := object.union(instruction, {"executed_at": "2026-03-09"})
	rows := {"ebank_requests": [open], "ebank_instructions": [late]}
	judged(with_rows(rows)) == between
}

other := {"cert_id": "CT-2", "executed_at": "2026-03-02T10:00:00+08:00"}

test_which_certificate if {
	judged(executed(other)) == clean
	unlocked := object.remove(object.union(request, {"kind": "unlock"}), ["cert_id"])
	without := {"ebank_requests": [unlocked]}
	judged(object.union(executed(other), without)) == between
	judged(object.union(executed(object.union(other, {"reg_id": "R-2"})), without)) == clean
	nameless := object.remove(object.union(instruction, other), ["cert_id"])
	judged(with_rows({"ebank_instructions": [nameless]})) == between
	stranger := object.union(nameless, {"reg_id": "R-2"})
	judged(with_rows({"ebank_instructions": [stranger]})) == clean
}

test_the_finding_shows_the_instructions if {
	rows := executed({"executed_at": "2026-03-02T09:00:00+08:00"})
	found := unreplaced_credential.deny with input as document(rows)
		with data.params as {"EBK-105": params}
	[finding.related | some finding in found] == [[instruction._loc]]
}

active := denied({"RQ-1: certificate CT-1 is still active"})

test_lost_certificates if {
	judged(certified({"state": "active"})) == active
	open := object.remove(request, ["completed_at"])
	rows := {"ebank_certificates": [object.union(certificate, {"state": "active"})]}
	still := object.union(with_rows(rows), {"ebank_requests": [open]})
	judged(object.union(still, {"ebank_instructions": []})) == active
	undone := object.union(open, {"status": "active"})
	judged(with_rows(object.union(rows, {"ebank_requests": [undone]}))) == clean
	dated := object.remove(request, ["status"])
	judged(with_rows(object.union(rows, {"ebank_requests": [dated]}))) == active
	unlocked := object.union(request, {"kind": "unlock"})
	judged(with_rows(object.union(rows, {"ebank_requests": [unlocked]}))) == clean
	done := object.union(open, {"kind": "unlock"})
	judged(with_rows(object.union(rows, {"ebank_requests": [done]}))) == clean
}

unnumbered(patch) := object.union(
	certified(object.union({"state": "active"}, patch)),
	{"ebank_requests": [object.remove(request, ["cert_id"])], "ebank_instructions": []},
)

no_certificate := doubted({"RQ-1: the certificate reported lost is not on record"})

test_a_report_without_a_number_means_those_issued_before if {
	judged(unnumbered({})) == active
	judged(unnumbered({"issued_at": "2026-03-03T09:00:00+08:00"})) == active
	judged(unnumbered({"issued_at": "2026-03-03T09:00:01+08:00"})) == no_certificate
	judged(unnumbered({"reg_id": "R-2"})) == no_certificate
	undated := object.union(
		unnumbered({}),
		{"ebank_certificates": [object.remove(
			object.union(certificate, {"state": "active"}),
			["issued_at"],
		)]},
	)
	judged(undated) == active
}

test_certificate_not_on_record if {
	judged(certified({"cert_id": "CT-9", "state": "active"})) == no_certificate
}

test_applicable if {
	applies(base) == true
	applies(asked({"kind": "cancel"})) == false
}
