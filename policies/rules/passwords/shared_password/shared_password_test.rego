package rules.passwords.shared_password_test

import data.rules.passwords.shared_password

params := {"PWD-007": {"max_persons": 1}}

account := {
	"system_id": "core",
	"account": "a102",
	"kind": "personal",
	"person": "u102",
	"persons_using": 1,
	"enabled": true,
	"_loc": {"file": "accounts.csv", "line": 2},
}

event := {
	"event_id": "E1",
	"actor": "u102",
	"action": "allowed",
	"data_class": "credential",
	"_loc": {"file": "dlp.csv", "line": 2},
}

doc(accounts, events) := {"evidence": {"account_inventory": accounts, "dlp_events": events}}

found(given) := result if {
	result := shared_password.deny with input as given with data.params as params
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := shared_password.unknown with input as given with data.params as params
}

applies(given) := result if {
	result := shared_password.applicable with input as given
}

patched(patch) := denied(doc([object.union(account, patch)], []))

orphan := {"core/a102: no person answers for it"}

test_an_account_of_one_person_passes if {
	found(doc([account], [])) == set()
	doubts(doc([account], [])) == set()
}

test_several_persons if {
	found(doc([object.union(account, {"persons_using": 2})], [])) == {{
		"msg": "core/a102: 2 persons know its password, above 1",
		"msg_zh": "core/a102:有2人知晓其密码,超过1人",
		"subject": "core/a102",
		"_loc": {"file": "accounts.csv", "line": 2},
	}}
	every kind in ["shared", "service", "social"] {
		patched({"kind": kind, "persons_using": 5}) == set()
	}
}

test_no_person if {
	every kind in ["personal", "shared", "service"] {
		row := object.remove(object.union(account, {"kind": kind}), ["person"])
		denied(doc([row], [])) == orphan
		denied(doc([object.union(row, {"enabled": false})], [])) == set()
	}
	social := object.remove(object.union(account, {"kind": "social"}), ["person"])
	denied(doc([social], [])) == set()
	applies(doc([social], [])) == false
}

test_an_unrecorded_number_is_unknown if {
	row := object.remove(account, ["persons_using"])
	denied(doc([row], [])) == set()
	doubts(doc([row], [])) == {
		"core/a102: how many persons know its password is not recorded",
	}
	doubts(doc([object.union(row, {"kind": "service"})], [])) == set()
}

test_credentials_went_out if {
	found(doc([], [event])) == {{
		"msg": "E1: credentials went out without being blocked",
		"msg_zh": "E1:含凭据的外发未被阻断",
		"subject": "E1",
		"_loc": {"file": "dlp.csv", "line": 2},
	}}
	doubts(doc([], [event])) == set()
	count(found(doc([], [object.union(event, {"action": "logged"})]))) == 1
	denied(doc([], [object.union(event, {"action": "blocked"})])) == set()
	denied(doc([], [object.union(event, {"data_class": "personal"})])) == set()
}

test_data_of_unknown_class_is_unknown if {
	row := object.remove(event, ["data_class"])
	denied(doc([], [row])) == set()
	doubts(doc([], [row])) == {
		"E1: whether what went out holds credentials is not known",
	}
	doubts(doc([], [object.union(row, {"action": "blocked"})])) == set()
}

test_applicable if {
	applies(doc([account], []))
	applies(doc([], [event]))
	applies(doc([], [])) == false
}
