package rules.aml.responsible_heads_test

import data.rules.aml.responsible_heads

params := {"AML-003": {"grace_days": 30, "review_interval_days": 365, "headquarters_site": "hq"}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"head": {
		"kind": "hr_roster",
		"row": {
			"person": "p1",
			"employed": true,
			"site": "b1",
			"is_site_head": true,
			"valid_from": "2025-01-31",
		},
	},
	"sign": {
		"kind": "acknowledgements",
		"row": {"person": "p1", "kind": "aml_responsibility", "signed_at": "2025-03-02"},
	},
	"review": {
		"kind": "audit_register",
		"row": {
			"audit_id": "A-1",
			"kind": "branch_aml_review",
			"site": "b1",
			"performed_at": "2025-03-10",
			"report_ref": "R-1",
		},
	},
}

# Rows that only some tests add.
spare := []

kinds contains kind if {
	some row in rows
	kind := row.kind
}

present(name, changes) if {
	not name in spare
	not name in object.get(changes, "drop", [])
}

present(name, changes) if name in object.get(changes, "add", [])

# The row with its changes; what is changed to null is missing.
made(name, changes) := {field: value |
	place := {"_loc": {"file": rows[name].kind, "line": 2}}
	given := object.union(rows[name].row, object.get(changes, name, {}))
	some field, value in object.union(given, place)
	value != null
}

given(changes) := {
	"now": "2026-03-10T09:00:00+08:00",
	"gaps": {kind: [{"target": "t", "reason": "denied"}] |
		some kind in object.get(changes, "gaps", [])
	},
	"evidence": {kind: found |
		some kind in kinds
		found := [made(name, changes) |
			some name, row in rows
			row.kind == kind
			present(name, changes)
		]
	},
}

deny(changes) := {finding.msg | some finding in found} if {
	found := responsible_heads.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := responsible_heads.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := responsible_heads.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_in_order if deny({}) == set()

test_signed_late if deny({"sign": {"signed_at": "2025-03-03"}}) == {
	"b1: its head has not signed for AML within 30 days of taking the post",
}

test_signed_long_before if deny({"sign": {"signed_at": "2024-12-31"}}) == {
	"b1: its head has not signed for AML within 30 days of taking the post",
}

test_signed_thirty_days_before if deny({"sign": {"signed_at": "2025-01-01"}}) == set()

test_other_paper if deny({"sign": {"kind": "confidentiality_rules"}}) == {
	"b1: its head has not signed for AML within 30 days of taking the post",
}

test_other_person if deny({"sign": {"person": "p2"}}) == {
	"b1: its head has not signed for AML within 30 days of taking the post",
}

test_missing_sign if deny({"drop": ["sign"]}) == {
	"b1: its head has not signed for AML within 30 days of taking the post",
}

test_missing_sign_in_incomplete_evidence if {
	deny({"drop": ["sign"], "gaps": ["acknowledgements"]}) == set()
}

test_missing_sign_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["sign"], "gaps": ["acknowledgements"]}) == {
		"b1: its head has not signed for AML within 30 days of taking the post",
	}
}

test_no_unknown_sign if unknown({}) == set()

test_missing_review if deny({"drop": ["review"]}) == {
	"b1: no review of its AML work with a report within 365 days",
}

test_missing_review_in_incomplete_evidence if {
	deny({"drop": ["review"], "gaps": ["audit_register"]}) == set()
}

test_missing_review_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["review"], "gaps": ["audit_register"]}) == {
		"b1: no review of its AML work with a report within 365 days",
	}
}

test_new_head if deny({"drop": ["sign", "review"], "head": {"valid_from": "2026-02-08"}}) == set()

test_no_longer_new if deny({"drop": ["sign", "review"], "head": {"valid_from": "2026-02-07"}}) == {
	"b1: its head has not signed for AML within 30 days of taking the post",
}

test_no_start if deny({"head": {"valid_from": null}}) == {
	"b1: its head has not signed for AML within 30 days of taking the post",
}

test_hired_instead if deny({"head": {"valid_from": null, "hired_at": "2025-01-31"}}) == set()

test_no_head if deny({"head": {"is_site_head": null}}) == {"b1: nobody heads the site"}

test_no_head_in_incomplete_roster if {
	unknown({"head": {"is_site_head": null}, "gaps": ["hr_roster"]}) == {"b1: nobody heads the site"}
}

test_head_who_left if applicable({"head": {"employed": false}}) == false

test_headquarters if deny({"drop": ["review"], "head": {"site": "hq"}}) == set()

test_review_too_old if deny({"review": {"performed_at": "2025-03-09"}}) == {
	"b1: no review of its AML work with a report within 365 days",
}

test_review_without_report if deny({"review": {"report_ref": null}}) == {
	"b1: no review of its AML work with a report within 365 days",
}

test_review_in_the_future if deny({"review": {"performed_at": "2026-05-01"}}) == {
	"b1: no review of its AML work with a report within 365 days",
}

test_other_site if deny({"review": {"site": "b2"}}) == {
	"b1: no review of its AML work with a report within 365 days",
}

test_other_audit if deny({"review": {"kind": "aml_audit"}}) == {
	"b1: no review of its AML work with a report within 365 days",
}

test_young_site if deny({"drop": ["review", "sign"], "head": {"valid_from": "2025-03-10"}}) == {
	"b1: its head has not signed for AML within 30 days of taking the post",
}

test_applicable if applicable({}) == true

test_a_missing_sign_in_full_evidence_is_no_doubt if unknown({"drop": ["sign"]}) == set()

test_a_post_that_ended if applicable({"head": {"valid_until": "2026-01-01"}}) == false

test_a_post_without_a_site if {
	unknown({"head": {"site": null}}) == {
		"p1//2025-01-31: posts that name no site: 1, this is the first",
	}
	applicable({"head": {"site": null}}) == true
	unknown({"head": {"site": null, "employed": false}}) == set()
	unknown({}) == set()
}
