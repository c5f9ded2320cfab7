package rules.third_parties.uncontrolled_internal_sharing_test

import data.rules.third_parties.uncontrolled_internal_sharing

params := {
	"required_fields": ["purpose", "manager_approver", "recipient"],
	"dept_fields": {"marketing": ["name", "segment"]},
	"owner_dept": "customer_service",
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"recipient_type": "internal_dept",
	"recipient": "marketing",
	"purpose": "analysis",
	"manager_approver": "u9",
	"fields": ["name", "segment"],
	"_loc": {"file": "disclosures.csv", "line": 2},
}

reading := {
	"event_id": "E-1",
	"actor": "u1-crm",
	"at": "2026-03-02T09:00:00+08:00",
	"object_id": "F-1",
	"_loc": {"file": "log.csv", "line": 3},
}

grant := {
	"grant_id": "G-1",
	"account": "u1-crm",
	"object_id": "F-*",
	"purpose": "analysis",
	"granted_at": "2026-01-02T09:00:00+08:00",
	"_loc": {"file": "grants.csv", "line": 4},
}

post := {
	"person": "u1",
	"dept": "marketing",
	"hired_at": "2020-01-01",
	"accounts": ["u1-crm"],
	"_loc": {"file": "hr.csv", "line": 5},
}

base := {
	"disclosure_register": [disclosure],
	"access_log": [reading],
	"access_grants": [grant],
	"hr_roster": [post],
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
	found := uncontrolled_internal_sharing with input as document
		with data.params as {"TPS-001": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

disclosed(change) := result({"disclosure_register": [object.union(disclosure, change)]})

without(fields) := result({"disclosure_register": [object.remove(disclosure, fields)]})

granted(change) := result({"access_grants": [object.union(grant, change)]})

test_in_order if result({}) == clean

test_fields_that_every_provision_has if {
	without(["purpose"]) == denied("D-1/C-1: not recorded: purpose")
	without(["purpose", "manager_approver"]) == denied(concat("", [
		"D-1/C-1: not recorded: ",
		"purpose, manager_approver",
	]))
	disclosed({"purpose": ""}) == denied("D-1/C-1: not recorded: purpose")
	more := {"required_fields": ["purpose", "legal_basis"]}
	judged({}, {}, more) == denied("D-1/C-1: not recorded: legal_basis")
	partner := object.union(object.remove(disclosure, ["purpose"]), {"recipient_type": "partner"})
	result({"disclosure_register": [partner]}) == clean
}

test_fields_of_the_department if {
	disclosed({"fields": ["name", "income"]}) == denied(concat("", [
		"D-1/C-1: beyond what the department ",
		"may receive: income",
	]))
	disclosed({"fields": ["name"]}) == clean
	disclosed({"recipient": "it"}) == denied(concat("", [
		"D-1/C-1: beyond what the department ",
		"may receive: name, segment",
	]))
	without(["recipient"]) == object.union(clean, {"deny": {concat("", [
		"D-1/C-1: beyond what the department may receive: name, segment; ",
		"not recorded: recipient",
	])}})
}

# The parameter is replaced as a whole.
listless(settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := uncontrolled_internal_sharing with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": base,
	}
		with data.params as {"TPS-001": object.union(
			object.remove(params, ["dept_fields"]),
			settings,
		)}
}

unlisted := doubted(concat("", [
	"D-1/C-1: the fields provided, or those that departments may receive, ",
	"are not recorded",
]))

test_fields_that_nobody_recorded if {
	unset := {"dept_fields": {}}
	listless(unset) == unlisted
	without(["fields"]) == unlisted
	disclosed({"fields": []}) == unlisted
}

stray := {concat("", [
	"E-1: u1-crm is not of customer_service and had neither an application ",
	"nor a grant in force with a purpose",
])}

strayed := object.union(clean, {"deny": stray})

test_access_of_another_department if {
	result({"access_grants": []}) == strayed
	granted({"object_id": "G-*"}) == strayed
	granted({"account": "u2"}) == strayed
	granted({"expires_at": "2026-03-01"}) == strayed
	granted({"granted_at": "2026-03-03"}) == strayed
	granted({"granted_at": object.get(reading, "at", "")}) == clean
	granted({"granted_at": substring(reading.at, 0, 10)}) == clean
	result({"access_grants": [object.remove(grant, ["purpose"])]}) == strayed
	applied := {"access_log": [object.union(reading, {"application_id": "P-1"})]}
	result(object.union(applied, {"access_grants": []})) == clean
}

served(change) := result({
	"access_grants": [],
	"hr_roster": [post, object.union(object.union(post, {"dept": "customer_service"}), change)],
})

test_access_at_home if {
	served({}) == clean
	served({"valid_until": "2026-03-02"}) == clean
	served({"valid_until": "2026-03-01"}) == strayed
	result({"access_grants": [], "hr_roster": [object.union(post, {"dept": "it"})]}) == strayed
}

test_who_is_nobody if {
	result({"access_grants": [], "hr_roster": []}) == strayed
	result({"hr_roster": []}) == clean
}

test_registers_not_fully_read if {
	judged({"access_grants": []}, {"access_log": ["a file"]}, {}) == strayed
	every kind in ["hr_roster", "access_grants"] {
		judged({"access_grants": []}, {kind: ["a file"]}, {}) == object.union(clean, {"unknown": stray})
	}
}

test_applicable if {
	result({"disclosure_register": [], "access_log": []}) == absent
	result({"disclosure_register": []}) == clean
	result({"access_log": []}) == clean
}
