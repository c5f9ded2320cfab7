package rules.external_provision.unapproved_provision_test

import data.rules.external_provision.unapproved_provision

params := {"CIC-024a": {
	"required_roles": ["customer_information_supervisor", "customer_service_manager"],
	"internal_recipient_types": ["internal_dept", "customer_self"],
	"compelled_bases": ["statute", "court_order", "authority_request"],
}}

provision := {
	"disclosure_id": "DS-1",
	"customer_id": "c1",
	"recipient_type": "partner",
	"legal_basis": "consent",
	"disclosed_by": "clerk",
	"disclosed_at": "2026-03-02T10:00:00+08:00",
	"supervisor_approver": "u1",
	"supervisor_approved_at": "2026-03-01T09:00:00+08:00",
	"manager_approver": "u2",
	"manager_approved_at": "2026-03-01T10:00:00+08:00",
	"_loc": {"file": "disclosures.csv", "line": 2},
}

roster := [
	{
		"person": "u1",
		"role": "customer_information_supervisor",
		"accounts": ["boss"],
		"valid_until": "2026-06-30",
	},
	{"person": "u2", "role": "customer_service_manager", "valid_until": "2026-06-30"},
	{"person": "u3", "role": "customer_information_supervisor"},
	{"person": "u3", "role": "customer_service_manager"},
	{"person": "u9", "role": "counter", "accounts": ["clerk"]},
]

evidence(row) := {"evidence": {"disclosure_register": [row], "hr_roster": roster}}

half_read(row) := object.union(evidence(row), {"gaps": {"hr_roster": [{"reason": "denied"}]}})

found(given) := {finding.msg | some finding in results} if {
	results := unapproved_provision.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

notes(given) := {[finding.msg, finding.severity] | some finding in results} if {
	results := unapproved_provision.warn with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(given) := {finding.msg | some finding in results} if {
	results := unapproved_provision.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(row) if {
	unapproved_provision.applicable with input as evidence(row) with data.params as params
}

changed(patch) := found(evidence(object.union(provision, patch)))

without(fields) := found(evidence(object.remove(provision, fields)))

test_approved_by_both if {
	changed({}) == set()
	notes(evidence(provision)) == set()
	doubts(evidence(provision)) == set()
	applies(provision)
}

test_no_approval if {
	without(["supervisor_approver"]) == {"DS-1/c1: the supervisor's approval is missing"}
	without(["manager_approver"]) == {"DS-1/c1: the manager's approval is missing"}
	without(["supervisor_approver", "manager_approver"]) == {concat("", [
		"DS-1/c1: the manager's approval is missing; ",
		"the supervisor's approval is missing",
	])}
}

test_no_approval_time if {
	without(["supervisor_approved_at"]) == {"DS-1/c1: the supervisor's approval has no time"}
	without(["manager_approved_at"]) == {"DS-1/c1: the manager's approval has no time"}
}

test_approved_just_before if {
	changed({"supervisor_approved_at": "2026-03-02T09:59:59+08:00"}) == set()
	changed({"manager_approved_at": "2026-03-02T09:59:59+08:00"}) == set()
}

test_approved_at_the_moment_or_after if {
	changed({"supervisor_approved_at": "2026-03-02T10:00:00+08:00"}) == {concat("", [
		"DS-1/c1: the supervisor's approval did not ",
		"come before the disclosure",
	])}
	changed({"manager_approved_at": "2026-03-02T10:00:00+08:00"}) == {concat("", [
		"DS-1/c1: the manager's approval did not ",
		"come before the disclosure",
	])}
	count(changed({"manager_approved_at": "2026-03-03"})) == 1
}

test_plain_dates if {
	count(changed({"manager_approved_at": "2026-03-02"})) == 1
	changed({"manager_approved_at": "2026-03-01"}) == set()
	changed({"manager_approved_at": "2026-03-02", "disclosed_at": "2026-03-02"}) == set()
}

test_roles_in_their_order if {
	changed({"supervisor_approver": "u2", "manager_approver": "u1"}) == {concat("", [
		"DS-1/c1: the manager's approval was given by u1, ",
		"who did not hold the role customer_service_manager then; ",
		"the supervisor's approval was given by u2, ",
		"who did not hold the role customer_information_supervisor then",
	])}
}

test_role_no_longer_held if {
	row := {"disclosed_at": "2026-07-02", "supervisor_approved_at": "2026-06-30"}
	changed(object.union(row, {"manager_approved_at": "2026-06-30"})) == set()
	changed(object.union(row, {"manager_approved_at": "2026-07-01"})) == {concat("", [
		"DS-1/c1: the manager's approval was given by u2, ",
		"who did not hold the role customer_service_manager then",
	])}
}

test_one_person_in_both_posts if {
	changed({"supervisor_approver": "u3", "manager_approver": "u3"}) == {concat("", [
		"DS-1/c1: u3 gave both ",
		"approvals",
	])}
	changed({"supervisor_approver": "u3"}) == set()
}

test_self_approval if {
	message := {"DS-1/c1: u1 approved a disclosure of their own"}
	changed({"disclosed_by": "u1"}) == message
	changed({"disclosed_by": "boss"}) == message
	changed({"disclosed_by": "u2"}) == {"DS-1/c1: u2 approved a disclosure of their own"}
}

test_nobody_disclosed_it if {
	message := {"DS-1/c1: who disclosed it is not recorded or not in the roster"}
	without(["disclosed_by"]) == message
	changed({"disclosed_by": "u404"}) == message
	doubts(evidence(object.union(provision, {"disclosed_by": "u404"}))) == set()
}

test_compelled_disclosures_are_noted if {
	notes(evidence(object.union(provision, {"legal_basis": "statute"}))) == set()
	every basis in ["statute", "court_order", "authority_request"] {
		row := object.union(object.remove(provision, ["manager_approver"]), {"legal_basis": basis})
		message := sprintf(
			"DS-1/c1: compelled by %s; the manager's approval is missing",
			[basis],
		)
		found(evidence(row)) == set()
		notes(evidence(row)) == {[message, "low"]}
	}
}

test_other_bases_are_not_excused if {
	row := object.remove(provision, ["manager_approver", "legal_basis"])
	every given in [row, object.union(row, {"legal_basis": "legal_duty"})] {
		found(evidence(given)) == {"DS-1/c1: the manager's approval is missing"}
		notes(evidence(given)) == set()
	}
}

test_every_external_recipient if {
	every type in ["partner", "third_party", "bank", "authority", "data_broker", "list_dealer"] {
		row := object.union(object.remove(provision, ["manager_approver"]), {"recipient_type": type})
		count(found(evidence(row))) == 1
	}
}

test_internal_recipients_are_not_applicable if {
	every type in ["internal_dept", "customer_self"] {
		row := object.union(object.remove(provision, ["manager_approver"]), {"recipient_type": type})
		found(evidence(row)) == set()
		not applies(row)
		every patch in [
			{"disclosed_by": "u1"},
			{"supervisor_approver": "u3", "manager_approver": "u3"},
			{"manager_approved_at": "2026-03-03"},
			{"disclosed_by": "u404"},
			{"manager_approver": "u9"},
		] {
			changed(object.union(patch, {"recipient_type": type})) == set()
			other := object.union_n([provision, patch, {"recipient_type": type}])
			doubts(half_read(other)) == set()
		}
	}
}

test_role_that_an_unread_roster_may_prove if {
	row := object.union(provision, {"supervisor_approver": "u2", "manager_approver": "u3"})
	found(half_read(row)) == set()
	doubts(half_read(row)) == {concat("", [
		"DS-1/c1: the supervisor's approval was given by u2, ",
		"who did not hold the role customer_information_supervisor then",
	])}
	found(half_read(object.remove(provision, ["manager_approver"]))) == {concat("", [
		"DS-1/c1: ",
		"the manager's approval is missing",
	])}
}

test_discloser_whom_an_unread_roster_may_know if {
	row := object.union(provision, {"disclosed_by": "u404"})
	found(half_read(row)) == set()
	doubts(half_read(row)) == {concat("", [
		"DS-1/c1: who disclosed it is not recorded ",
		"or not in the roster",
	])}
}

test_empty_register_is_not_applicable if {
	given := {"evidence": {"disclosure_register": [], "hr_roster": roster}}
	unapproved_provision.applicable == false with input as given with data.params as params
	found(given) == set()
}
