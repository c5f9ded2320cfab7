package rules.agreements.unsigned_agreement_test

import data.rules.agreements.unsigned_agreement

params := {
	"seal_required_kinds": ["cooperation", "preferential_offer"],
	"seal_or_signature_kinds": ["service"],
}

agreement := {
	"agreement_id": "A-1",
	"kind": "cooperation",
	"blank_fields": [],
	"signed_by_us": "u1",
	"signed_by_counterparty": "Zhao",
	"seal_ours": true,
	"seal_counterparty": true,
	"copies": 2,
	"signed_by_legal_rep": true,
	"effective_at": "2026-01-01",
	"_loc": {"file": "agreements.csv", "line": 2},
}

base := {
	"agreements": [agreement],
}

judged(evidence, gaps, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	document := {
		"now": "2026-03-10T09:00:00+08:00",
		"gaps": gaps,
		"evidence": object.union(base, evidence),
	}
	found := unsigned_agreement with input as document
		with data.params as {"NDA-103": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

without(fields) := result({"agreements": [object.remove(agreement, fields)]})

test_in_order if {
	result({}) == clean
	without(["blank_fields"]) == clean
}

ours := "A-1: the organisation has not signed it"

theirs := "A-1: the counterparty has not signed it"

test_signatures if {
	without(["signed_by_us"]) == denied(ours)
	without(["signed_by_counterparty"]) == denied(theirs)
}

of_kind(kind, fields) := result({"agreements": [object.remove(
	object.union(agreement, {"kind": kind}),
	fields,
)]})

test_a_seal_may_stand_for_a_signature if {
	of_kind("service", ["signed_by_us", "signed_by_counterparty"]) == clean
	of_kind("service", ["signed_by_us", "seal_ours"]) == denied(ours)
	of_kind("service", ["signed_by_counterparty", "seal_counterparty"]) == denied(theirs)
	of_kind("service", ["seal_ours", "seal_counterparty"]) == clean
}

test_confidentiality_agreements_need_signatures_only if {
	of_kind("staff_nda", ["seal_ours", "seal_counterparty", "copies", "signed_by_legal_rep"]) == clean
	of_kind("staff_nda", ["signed_by_us"]) == denied(ours)
}

test_seals if {
	without(["seal_ours"]) == denied("A-1: the seal of the organisation is missing")
	agreed({"seal_counterparty": false}) == denied("A-1: the seal of the counterparty is missing")
}

test_blanks if {
	agreed({"blank_fields": ["damages", "copies"]}) == denied("A-1: left blank: damages, copies")
	agreed({"kind": "staff_nda", "blank_fields": ["fee_due"]}) == denied("A-1: left blank: fee_due")
}

test_originals if {
	agreed({"copies": 1}) == denied("A-1: originals: 1, fewer than one for each side")
	agreed({"copies": 3}) == clean
	without(["copies"]) == denied("A-1: originals: unknown, fewer than one for each side")
}

test_authority if {
	unauthorised := denied(concat(" ", [
		"A-1: neither the legal representative",
		"nor an authorised person signed it",
	]))
	without(["signed_by_legal_rep"]) == unauthorised
	agreed({"signed_by_legal_rep": false}) == unauthorised
	agreed({"signed_by_legal_rep": false, "signatory_authority_ref": "R-1"}) == clean
}

test_agreements_not_in_force if {
	agreed({"copies": 1, "expires_at": "2026-03-09"}) == absent
	agreed({"copies": 1, "effective_at": "2026-03-11"}) == absent
	row := object.union(object.remove(agreement, ["effective_at"]), {"copies": 1})
	result({"agreements": [row]}) == doubted(concat("; ", [
		"A-1: its first day is not recorded",
		"originals: 1, fewer than one for each side",
	]))
}

test_the_kinds_are_parameters if {
	bare := {"agreements": [object.remove(agreement, ["seal_ours", "copies"])]}
	judged(bare, {}, {"seal_required_kinds": []}) == clean
	unsigned := {"agreements": [object.remove(agreement, ["signed_by_us"])]}
	judged(unsigned, {}, {"seal_or_signature_kinds": ["cooperation"]}) == clean
}
