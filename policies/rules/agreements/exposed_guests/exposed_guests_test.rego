package rules.agreements.exposed_guests_test

import data.rules.agreements.exposed_guests

params := {"allowed_groups": ["front_desk"], "guest_purposes": ["guest_stay", "guest_register"]}

check := {
	"verification_id": "V-1",
	"subject": "Sun",
	"subject_role": "guest",
	"id_no": "masked",
	"id_expires_at": "2026-03-02",
	"at": "2026-03-02T23:59:59+08:00",
	"result": "match",
	"_loc": {"file": "checks.csv", "line": 2},
}

path := {
	"host": "desk",
	"path": "/srv/guests",
	"content": "guest_register",
	"owner": "root",
	"group": "front_desk",
	"entries": [
		{"type": "user", "principal": "", "permissions": "rwx"},
		{"type": "group", "principal": "", "permissions": "r-x"},
		{"type": "group", "principal": "front_desk", "permissions": "rwx"},
		{"type": "mask", "principal": "", "permissions": "rwx"},
		{"type": "default:mask", "principal": "", "permissions": "rwx"},
		{"type": "default:group", "principal": "", "permissions": "rwx"},
		{"type": "other", "principal": "", "permissions": "---"},
	],
	"_loc": {"file": "guests.facl", "line": 3},
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"purpose": "guest_stay",
	"legal_basis": "authority_request",
	"_loc": {"file": "disclosures.csv", "line": 4},
}

base := {
	"id_verifications": [check],
	"file_acl": [path],
	"disclosure_register": [disclosure],
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
	found := exposed_guests with input as document
		with data.params as {"NDA-402": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

checked(change) := result({"id_verifications": [object.union(check, change)]})

test_in_order if result({}) == clean

test_documents if {
	result({"id_verifications": [object.remove(check, ["id_no"])]}) == denied(concat("", [
		"V-1: the document ",
		"number is missing",
	]))
	checked({"result": "mismatch"}) == denied("V-1: the check of the document gave mismatch")
	checked({"id_expires_at": "2026-03-01"}) == denied("V-1: the document had expired on 2026-03-01")
	result({"id_verifications": [object.remove(check, ["id_expires_at"])]}) == doubted(concat("", [
		"V-1: the last day of the ",
		"document is not recorded",
	]))
}

test_checks_of_others if {
	bare := object.remove(check, ["id_expires_at"])
	holder := object.union(bare, {"subject_role": "holder", "result": "failed"})
	result({"id_verifications": [holder]}) == clean
}

with_entry(entry) := result({"file_acl": [object.union(path, {"entries": [entry]})]})

has_rights(who) := denied(sprintf("desk//srv/guests/entries: %s has rights", [who]))

test_strangers if {
	sales := {"type": "group", "principal": "sales", "permissions": "r--"}
	with_entry(sales) == has_rights("group:sales")
	with_entry({"type": "user", "principal": "u7", "permissions": ["read"]}) == has_rights("user:u7")
	with_entry({"type": "other", "principal": "", "permissions": "r--"}) == has_rights("other:other")
	with_entry({"principal": "Everyone"}) == has_rights("any:Everyone")
	with_entry({"type": "other"}) == has_rights("other:other")
}

test_entries_without_rights if {
	every none in ["", "---", "none", []] {
		with_entry({"type": "group", "principal": "sales", "permissions": none}) == clean
	}
}

test_an_entry_without_a_name_means_the_owning_group if {
	foreign := object.union(path, {"group": "sales", "entries": [{
		"type": "group",
		"principal": "",
		"permissions": "r-x",
	}]})
	result({"file_acl": [foreign]}) == has_rights("group:sales")
	result({"file_acl": [object.remove(foreign, ["group"])]}) == has_rights("group:?")
}

test_a_list_that_is_not_recorded if {
	result({"file_acl": [object.remove(path, ["entries"])]}) == doubted(concat("", [
		"desk//srv/guests/entries: its access-control list ",
		"is not recorded",
	]))
}

test_other_paths if {
	other := object.union(path, {"content": "other", "entries": [{"principal": "Everyone"}]})
	result({"file_acl": [other]}) == clean
	result({"file_acl": [object.remove(other, ["entries"])]}) == clean
}

test_guest_data_given_out if {
	bare := object.remove(disclosure, ["legal_basis"])
	result({"disclosure_register": [bare]}) == denied(concat("", [
		"D-1/C-1: guest data was given out ",
		"without a ground in law",
	]))
	other := object.union(bare, {"purpose": "pricing"})
	result({"disclosure_register": [other]}) == clean
}

test_applicable if {
	nothing := {"id_verifications": [], "file_acl": [], "disclosure_register": []}
	result(nothing) == absent
	every kind in object.keys(nothing) {
		result(object.union(nothing, {kind: base[kind]})) == clean
	}
}
