package rules.passwords.weak_password_rules_test

import data.rules.passwords.weak_password_rules

params := {"PWD-001": {
	"min_length": 12,
	"required_classes": ["upper", "lower", "digit", "special"],
}}

policy := {
	"system_id": "core",
	"source": "pam",
	"min_length": 12,
	"required_classes": ["digit", "lower", "special", "upper"],
	"_loc": {"file": "pwquality.conf", "line": 1},
	"_locs": {"min_length": {"file": "pwquality.conf", "line": 7}},
}

system := {"system_id": "core", "kind": "server", "_loc": {"file": "systems.csv", "line": 2}}

account := {
	"system_id": "core",
	"account": "u102",
	"kind": "personal",
	"enabled": true,
	"_loc": {"file": "accounts.csv", "line": 3},
}

evidence(policies, systems, accounts) := {"evidence": {
	"password_policy": policies,
	"system_inventory": systems,
	"account_inventory": accounts,
}}

denied(policies) := found if {
	found := weak_password_rules.deny with input as evidence(policies, [system], [account])
		with data.params as params
}

messages(policies) := {finding.msg | some finding in denied(policies)}

unknowns(policies, systems, accounts) := found if {
	found := weak_password_rules.unknown with input as evidence(policies, systems, accounts)
		with data.params as params
}

applies(policies, accounts) := answer if {
	answer := weak_password_rules.applicable with input as evidence(policies, [system], accounts)
		with data.params as params
}

test_strong_rules_pass if {
	messages([policy]) == set()
	unknowns([policy], [system], [account]) == set()
}

test_longer_than_needed_passes if {
	messages([object.union(policy, {"min_length": 13})]) == set()
}

test_more_classes_than_needed_pass if {
	classes := ["digit", "lower", "other", "special", "upper"]
	messages([object.union(policy, {"required_classes": classes})]) == set()
}

test_one_character_short if {
	denied([object.union(policy, {"min_length": 11})]) == {{
		"msg": "core/pam/min_length: the minimum length is 11, below 12",
		"msg_zh": "core/pam/min_length:密码最小长度为11,低于12",
		"subject": "core/pam/min_length",
		"_loc": {"file": "pwquality.conf", "line": 7},
	}}
}

test_zero_length_is_a_length_too_short if {
	messages([object.union(policy, {"min_length": 0})]) == {
		"core/pam/min_length: the minimum length is 0, below 12",
	}
}

test_no_length if {
	messages([object.remove(policy, ["min_length"])]) == {
		"core/pam/min_length: no minimum length is set",
	}
}

test_lacking_classes_are_named if {
	denied([object.union(policy, {"required_classes": ["lower", "upper"]})]) == {{
		"msg": "core/pam/required_classes: these character classes are not required: digit, special",
		"msg_zh": "core/pam/required_classes:未要求下列字符类别:digit、special",
		"subject": "core/pam/required_classes",
		"_loc": {"file": "pwquality.conf", "line": 1},
	}}
}

test_absent_and_empty_classes_lack_all if {
	expected := {concat("", [
		"core/pam/required_classes: these character classes are not required: ",
		"digit, lower, special, upper",
	])}
	messages([object.remove(policy, ["required_classes"])]) == expected
	messages([object.union(policy, {"required_classes": []})]) == expected
}

test_each_fault_at_its_own_place if {
	count(denied([object.union(policy, {"min_length": 8, "required_classes": []})])) == 2
}

test_the_weakest_source_decides if {
	weaker := object.union(policy, {"source": "ppolicy", "min_length": 8})
	messages([policy, weaker]) == {
		"core/ppolicy/min_length: the minimum length is 8, below 12",
	}
}

test_no_rules_for_personal_accounts_is_unknown if {
	unknowns([], [system], [account, object.union(account, {"account": "u103"})]) == {{
		"msg": "core: it has personal accounts, but its password rules were not delivered",
		"msg_zh": "core:该系统有个人账号,但未提供其密码规则",
		"subject": "core",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
}

test_rules_of_another_system_do_not_count if {
	other := object.union(policy, {"system_id": "crm"})
	{finding.subject | some finding in unknowns([other], [system], [account])} == {"core"}
}

test_a_system_not_in_the_inventory_is_unknown_at_its_first_account if {
	second := object.union(account, {"account": "u103", "_loc": {"file": "accounts.csv", "line": 4}})
	found := unknowns([policy], [system], [
		object.union(account, {"system_id": "crm"}),
		object.union(second, {"system_id": "crm"}),
	])
	{[finding.subject, finding._loc] | some finding in found} == {
		["crm", {"file": "accounts.csv", "line": 3}],
	}
}

test_a_system_listed_twice_is_unknown_once if {
	again := object.union(system, {"_loc": {"file": "systems.csv", "line": 9}})
	{finding._loc | some finding in unknowns([], [system, again], [account])} == {
		{"file": "systems.csv", "line": 2},
	}
}

test_disabled_service_and_shared_accounts_need_no_rules if {
	unknowns([], [system], [
		object.union(account, {"enabled": false}),
		object.union(account, {"kind": "service"}),
		object.union(account, {"kind": "shared"}),
	]) == set()
}

test_applicable_with_rules_or_personal_accounts if {
	applies([policy], [])
	applies([], [account])
	not applies([], [])
	not applies([], [object.union(account, {"enabled": false})])
}

test_one_class_lacking if {
	messages([object.union(policy, {"required_classes": ["digit", "lower", "upper"]})]) == {
		"core/pam/required_classes: these character classes are not required: special",
	}
}
