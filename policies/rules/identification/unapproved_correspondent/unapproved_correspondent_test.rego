package rules.identification.unapproved_correspondent_test

import data.rules.identification.unapproved_correspondent

params := {"KYC-306b": {"approving_roles": ["board", "senior_management"]}}

partner := {
	"partner_id": "P1",
	"name": "bank",
	"kind": "overseas_institution",
	"senior_approved_at": "2025-01-02T17:00:00+08:00",
	"senior_approver_role": "board",
	"relationship_start_at": "2025-01-02",
	"_loc": {"file": "partners.csv", "line": 2},
}

doc(rows) := {"evidence": {"partner_register": rows}}

denied(rows) := {finding.msg | some finding in result} if {
	result := unapproved_correspondent.deny with input as doc(rows)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

notes(rows) := result if {
	result := unapproved_correspondent.warn with input as doc(rows)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

changed(patch) := denied([object.union(partner, patch)])

test_approved_relation_passes if {
	changed({}) == set()
	changed({"senior_approved_at": "2025-01-02"}) == set()
	changed({"senior_approver_role": "senior_management"}) == set()
	notes([partner]) == set()
}

test_late_approval if {
	late := {"P1: the relation began before it was approved"}
	changed({"senior_approved_at": "2025-01-03T00:00:00+08:00"}) == late
	changed({"senior_approved_at": "2025-01-03"}) == late
}

test_missing_days if {
	denied([object.remove(partner, ["senior_approved_at"])]) == {
		"P1: the time of the approval is missing",
	}
	denied([object.remove(partner, ["relationship_start_at"])]) == {
		"P1: the day on which the relation began is missing",
	}
}

test_wrong_approver if {
	changed({"senior_approver_role": "other"}) == {
		"P1: the approver is other, not board or senior_management",
	}
	denied([object.remove(partner, ["senior_approver_role"])]) == {
		"P1: the approver is nobody, not board or senior_management",
	}
}

renewed := object.union(partner, {
	"partner_id": "P2",
	"relationship_start_at": "2026-01-02",
	"_loc": {"file": "partners.csv", "line": 3},
})

test_renewal_without_approval_is_noted if {
	notes([partner, renewed]) == {{
		"msg": "P2: the relation was renewed without a new approval",
		"msg_zh": "P2:续约未重新批准",
		"subject": "P2",
		"_loc": {"file": "partners.csv", "line": 3},
		"severity": "low",
		"related": [{"file": "partners.csv", "line": 2}],
	}}
	denied([partner, renewed]) == set()
	notes([partner, object.union(renewed, {"senior_approved_at": "2026-01-02"})]) == set()
	notes([partner, object.union(renewed, {"name": "other"})]) == set()
	notes([object.union(partner, {"kind": "delegate"}), renewed]) == set()
	notes([partner, object.union(renewed, {"relationship_start_at": "2025-01-02"})]) == set()
}

test_other_partners_are_not_applicable if {
	other := object.remove(object.union(partner, {"kind": "outsourcer"}), ["senior_approved_at"])
	denied([other]) == set()
	not unapproved_correspondent.applicable with input as doc([other])
	unapproved_correspondent.applicable with input as doc([partner])
}
