package rules.agreements.passed_on_without_consent_test

import data.rules.agreements.passed_on_without_consent

params := {"required_clause": "confidentiality"}

agreement := {
	"agreement_id": "A-1",
	"kind": "cooperation",
	"counterparty": "Harbour Hotel",
	"clauses": ["term", "confidentiality"],
	"effective_at": "2026-01-01",
	"_loc": {"file": "agreements.csv", "line": 2},
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"recipient": "Lakeside Travel",
	"recipient_type": "third_party",
	"agreement_id": "A-1",
	"partner_approval_ref": "R-1",
	"partner_approved_at": "2026-03-02",
	"disclosed_at": "2026-03-02",
	"_loc": {"file": "disclosures.csv", "line": 3},
}

copy := {
	"copy_id": "K-1",
	"file_id": "F-1",
	"agreement_id": "A-1",
	"partner_approved_at": "2026-03-02T09:00:00+08:00",
	"made_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "copies.csv", "line": 4},
}

base := {
	"agreements": [agreement],
	"disclosure_register": [disclosure],
	"copy_register": [copy],
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
	found := passed_on_without_consent with input as document
		with data.params as {"NDA-101": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

disclosed(change) := result({"disclosure_register": [object.union(disclosure, change)]})

copied(change) := result({"copy_register": [object.union(copy, change)]})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

without(fields) := result({"disclosure_register": [object.remove(disclosure, fields)]})

test_with_the_consent_of_the_partner if result({}) == clean

test_a_disclosure_without_consent if {
	without(["partner_approval_ref"]) == denied("D-1/C-1: the partner's consent is missing")
	without(["partner_approved_at"]) == denied("D-1/C-1: the partner's consent has no time")
}

test_a_consent_after_the_disclosure if {
	late := denied("D-1/C-1: the partner's consent came after the act")
	disclosed({"partner_approved_at": "2026-03-03"}) == late
	disclosed({"disclosed_at": "2026-03-01"}) == late
}

test_to_the_partner_itself if {
	row := object.remove(disclosure, ["partner_approval_ref"])
	itself := object.union(row, {"recipient": "Harbour Hotel"})
	result({"disclosure_register": [itself]}) == clean
	nobody := object.remove(row, ["recipient"])
	missing := denied("D-1/C-1: the partner's consent is missing")
	result({"disclosure_register": [nobody]}) == missing
}

test_a_copy_without_consent if {
	bare := object.remove(copy, ["partner_approved_at"])
	result({"copy_register": [bare]}) == denied("K-1: the partner's consent is missing")
	unmade := object.remove(bare, ["made_at"])
	result({"copy_register": [unmade]}) == clean
	copied({"made_at": "2026-03-02T08:59:59+08:00"}) == denied(concat("", [
		"K-1: the partner's consent came ",
		"after the act",
	]))
}

test_other_agreements if {
	rows := {
		"disclosure_register": [object.remove(disclosure, ["partner_approval_ref"])],
		"copy_register": [object.remove(copy, ["partner_approved_at"])],
		"agreements": [object.union(agreement, {"kind": "service"})],
	}
	result(rows) == absent
	bare := {
		"disclosure_register": [object.remove(disclosure, ["partner_approval_ref", "agreement_id"])],
		"copy_register": [object.remove(copy, ["partner_approved_at", "agreement_id"])],
	}
	result(bare) == clean
}

test_an_agreement_that_is_not_registered if {
	disclosed({"agreement_id": "A-9"}) == clean
	untraced := object.union(
		object.remove(disclosure, ["partner_approval_ref"]),
		{"agreement_id": "A-9"},
	)
	result({"disclosure_register": [untraced]}) == doubted(concat("", [
		"D-1/C-1: its agreement is not registered; ",
		"the partner's consent is missing",
	]))
	bare := object.remove(copy, ["partner_approved_at"])
	result({"copy_register": [object.union(bare, {"agreement_id": "A-9"})]}) == doubted(concat("", [
		"K-1: its agreement is not registered; ",
		"the partner's consent is missing",
	]))
}

lacking := "A-1: it lacks the clause confidentiality"

test_the_clause if {
	agreed({"clauses": ["term"]}) == denied(lacking)
	result({"agreements": [object.remove(agreement, ["clauses"])]}) == denied(lacking)
	agreed({"clauses": [], "expires_at": "2026-03-10"}) == denied(lacking)
	agreed({"clauses": [], "expires_at": "2026-03-09"}) == clean
	undated := object.remove(agreement, ["effective_at", "clauses"])
	result({"agreements": [undated]}) == doubted(concat("; ", [
		"A-1: it lacks the clause confidentiality",
		"its first day is not recorded",
	]))
	judged({"agreements": [agreement]}, {}, {"required_clause": "audit"}) == denied(concat("", [
		"A-1: it lacks ",
		"the clause audit",
	]))
}
