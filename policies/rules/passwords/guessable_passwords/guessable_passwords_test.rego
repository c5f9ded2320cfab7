package rules.passwords.guessable_passwords_test

import data.rules.passwords.guessable_passwords

policy := {
	"system_id": "core",
	"source": "pam",
	"user_info_check": true,
	"dictionary_check": true,
	"_loc": {"file": "pwquality.conf", "line": 1},
	"_locs": {"dictionary_check": {"file": "pwquality.conf", "line": 9}},
}

required(user_info, dictionary) := {"PWD-005": {
	"require_user_info_check": user_info,
	"require_dictionary_check": dictionary,
}}

denied(row, params) := found if {
	found := guessable_passwords.deny with input as {"evidence": {"password_policy": [row]}}
		with data.params as params
}

subjects(row, params) := {finding.subject | some finding in denied(row, params)}

applies(policies, params) := answer if {
	answer := guessable_passwords.applicable with data.params as params
		with input as {"evidence": {"password_policy": policies}}
}

test_both_checks_on if {
	denied(policy, required(true, true)) == set()
}

test_no_check_of_user_data if {
	denied(object.union(policy, {"user_info_check": false}), required(true, true)) == {{
		"msg": "core/pam/user_info_check: new passwords are not checked against user data",
		"msg_zh": "core/pam/user_info_check:新密码未与用户信息比对",
		"subject": "core/pam/user_info_check",
		"_loc": {"file": "pwquality.conf", "line": 1},
	}}
}

test_no_check_against_a_dictionary if {
	denied(object.union(policy, {"dictionary_check": false}), required(true, true)) == {{
		"msg": "core/pam/dictionary_check: new passwords are not checked against a dictionary",
		"msg_zh": "core/pam/dictionary_check:新密码未与字典比对",
		"subject": "core/pam/dictionary_check",
		"_loc": {"file": "pwquality.conf", "line": 9},
	}}
}

test_missing_values_mean_off if {
	row := object.remove(policy, ["user_info_check", "dictionary_check"])
	subjects(row, required(true, true)) == {"core/pam/user_info_check", "core/pam/dictionary_check"}
}

test_only_required_checks_count if {
	row := object.remove(policy, ["user_info_check", "dictionary_check"])
	subjects(row, required(true, false)) == {"core/pam/user_info_check"}
	subjects(row, required(false, true)) == {"core/pam/dictionary_check"}
	subjects(row, required(false, false)) == set()
}

test_applicable_with_rules_and_a_required_check if {
	applies([policy], required(true, false))
	not applies([policy], required(false, false))
	not applies([], required(true, true))
}
