package rules.passwords.password_age_test

import data.rules.passwords.password_age

params := {"PWD-002": {"max_age_days": 90, "passwordless_accounts": ["deploy"]}}

policy := {
	"system_id": "core",
	"source": "login.defs",
	"max_age_days": 90,
	"_loc": {"file": "login.defs", "line": 1},
	"_locs": {"max_age_days": {"file": "login.defs", "line": 5}},
}

account := {
	"system_id": "core",
	"account": "u102",
	"kind": "personal",
	"enabled": true,
	"password_changed_at": "2026-01-01T12:00:00+08:00",
	"_loc": {"file": "passwd", "line": 3},
	"_locs": {"password_changed_at": {"file": "shadow", "line": 8}},
}

# 90 days, to the second, after the change of the account's password.
now := "2026-04-01T12:00:00+08:00"

evidence(policies, accounts, at) := {
	"now": at,
	"evidence": {"password_policy": policies, "account_inventory": accounts},
}

denied(policies, accounts, at) := found if {
	found := password_age.deny with input as evidence(policies, accounts, at)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

policy_messages(row) := {finding.msg | some finding in denied([row], [], now)}

account_messages(row, at) := {finding.msg | some finding in denied([], [row], at)}

applies(policies, accounts) := answer if {
	answer := password_age.applicable with input as evidence(policies, accounts, now)
		with data.params as params
}

test_exactly_on_both_limits_passes if {
	denied([policy], [account], now) == set()
}

test_a_shorter_age_passes if {
	policy_messages(object.union(policy, {"max_age_days": 1})) == set()
}

test_an_age_one_day_too_long if {
	denied([object.union(policy, {"max_age_days": 91})], [], now) == {{
		"msg": "core/login.defs/max_age_days: passwords may be used for 91 days, above 90",
		"msg_zh": "core/login.defs/max_age_days:密码可使用91天,超过90天",
		"subject": "core/login.defs/max_age_days",
		"_loc": {"file": "login.defs", "line": 5},
	}}
}

test_no_age_zero_and_minus_one_mean_never if {
	expected := {"core/login.defs/max_age_days: passwords never expire: no maximum age is set"}
	policy_messages(object.remove(policy, ["max_age_days"])) == expected
	policy_messages(object.union(policy, {"max_age_days": 0})) == expected
	policy_messages(object.union(policy, {"max_age_days": -1})) == expected
}

test_a_password_one_second_too_old if {
	denied([], [account], "2026-04-01T12:00:01+08:00") == {{
		"msg": concat("", [
			"core/u102/password_changed_at: the password was last changed at ",
			"2026-01-01T12:00:00+08:00, more than 90 days ago",
		]),
		"msg_zh": concat("", [
			"core/u102/password_changed_at:密码最近一次更换于2026-01-01T12:00:00+08:00,",
			"已超过90天",
		]),
		"subject": "core/u102/password_changed_at",
		"_loc": {"file": "shadow", "line": 8},
	}}
}

test_a_plain_date_counts_to_the_end_of_its_last_day if {
	row := object.union(account, {"password_changed_at": "2026-01-01"})
	account_messages(row, "2026-04-01T23:59:59+08:00") == set()
	count(account_messages(row, "2026-04-02T00:00:00+08:00")) == 1
}

test_shared_accounts_count if {
	row := object.union(account, {"kind": "shared"})
	count(account_messages(row, "2026-05-01T00:00:00+08:00")) == 1
}

test_no_record_of_the_change if {
	account_messages(object.remove(account, ["password_changed_at"]), now) == {
		"core/u102/password_changed_at: the last change of the password is not recorded",
	}
}

test_a_change_in_the_future_is_a_data_error if {
	account_messages(account, "2026-01-01T10:59:59+08:00") == {concat("", [
		"core/u102/password_changed_at: ",
		"the last change of the password is dated in the future",
	])}
	account_messages(account, "2026-01-01T11:00:00+08:00") == set()
}

test_exempt_accounts if {
	old := object.remove(account, ["password_changed_at"])
	denied(
		[], [
			object.union(old, {"account": "deploy"}),
			object.union(old, {"kind": "service"}),
			object.union(old, {"kind": "social"}),
			object.union(old, {"enabled": false}),
		],
		now,
	) == set()
}

test_applicable_with_rules_or_accounts if {
	applies([policy], [])
	applies([], [account])
	not applies([], [])
	not applies([], [object.union(account, {"account": "deploy"})])
}
