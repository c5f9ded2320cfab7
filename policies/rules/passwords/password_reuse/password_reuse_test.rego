package rules.passwords.password_reuse_test

import data.rules.passwords.password_reuse

policy := {
	"system_id": "core",
	"source": "pam",
	"history": 4,
	"_loc": {"file": "common-password", "line": 1},
	"_locs": {"history": {"file": "common-password", "line": 6}},
}

denied(policies) := found if {
	found := password_reuse.deny with input as {"evidence": {"password_policy": policies}}
		with data.params as {"PWD-003": {"min_history": 4}}
}

messages(policies) := {finding.msg | some finding in denied(policies)}

test_enough_passwords_remembered if {
	messages([policy, object.union(policy, {"source": "ppolicy", "history": 5})]) == set()
}

test_one_too_few if {
	denied([object.union(policy, {"history": 3})]) == {{
		"msg": "core/pam/history: it remembers 3 old passwords, fewer than 4",
		"msg_zh": "core/pam/history:只记住3个旧密码,少于4个",
		"subject": "core/pam/history",
		"_loc": {"file": "common-password", "line": 6},
	}}
}

test_no_history_and_none_are_alike if {
	expected := {"core/pam/history: it remembers 0 old passwords, fewer than 4"}
	messages([object.remove(policy, ["history"])]) == expected
	messages([object.union(policy, {"history": 0})]) == expected
}

test_every_source_of_a_system_is_judged if {
	messages([policy, object.union(policy, {"source": "ppolicy", "history": 1})]) == {
		"core/ppolicy/history: it remembers 1 old passwords, fewer than 4",
	}
}

test_no_rules_no_finding if {
	messages([]) == set()
}
