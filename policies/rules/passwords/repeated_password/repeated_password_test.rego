package rules.passwords.repeated_password_test

import data.rules.passwords.repeated_password

params := {"PWD-004": {"max_reused": 1, "max_weak": 0, "max_report_age_days": 31}}

audit := {
	"person": "u102",
	"enrolled": true,
	"reused_count": 1,
	"weak_count": 0,
	"reported_at": "2026-02-07T12:00:00+08:00",
	"_loc": {"file": "vault.csv", "line": 2},
}

# 31 days, to the second, after the audit.
now := "2026-03-10T12:00:00+08:00"

doc(rows, at) := {"now": at, "evidence": {"password_vault_audit": rows}}

found(rows, at) := result if {
	result := repeated_password.deny with input as doc(rows, at)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(rows) := {finding.msg | some finding in found(rows, now)}

doubts(rows, at) := {finding.msg | some finding in result} if {
	result := repeated_password.unknown with input as doc(rows, at)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_on_the_limits_passes if {
	found([audit], now) == set()
	doubts([audit], now) == set()
}

test_reused_passwords if {
	found([object.union(audit, {"reused_count": 2})], now) == {{
		"msg": "u102: 2 passwords are used more than once, above 1",
		"msg_zh": "u102:有2个密码重复使用,超过1个",
		"subject": "u102",
		"_loc": {"file": "vault.csv", "line": 2},
	}}
}

test_weak_passwords if {
	denied([object.union(audit, {"weak_count": 1})]) == {"u102: 1 passwords are weak, above 0"}
	denied([object.union(audit, {"weak_count": 1, "reused_count": 2})]) == {concat("", [
		"u102: 1 passwords are weak, above 0; ",
		"2 passwords are used more than once, above 1",
	])}
}

test_only_the_newest_audit_counts if {
	older := object.union(audit, {"weak_count": 3, "reported_at": "2026-02-07T11:59:59+08:00"})
	denied([audit, older]) == set()
	doubts([older, audit], now) == set()
	newer := object.union(older, {"reported_at": "2026-03-01"})
	denied([newer, audit]) == {"u102: 3 passwords are weak, above 0"}
	denied([object.union(older, {"person": "u103", "reported_at": now}), audit]) == {
		"u103: 3 passwords are weak, above 0",
	}
}

test_an_old_audit_is_unknown if {
	late := "2026-03-10T12:00:01+08:00"
	rows := [object.union(audit, {"weak_count": 3})]
	found(rows, late) == set()
	doubts(rows, late) == {concat("", [
		"u102: the newest audit was at 2026-02-07T12:00:00+08:00, ",
		"more than 31 days ago",
	])}
}

test_an_audit_in_the_future_is_unknown if {
	rows := [object.union(audit, {"weak_count": 3, "reported_at": "2026-04-01"}), audit]
	denied(rows) == set()
	doubts(rows, now) == {"u102: the newest audit is dated in the future"}
}

test_missing_counts_are_unknown if {
	reused := [object.remove(audit, ["reused_count"])]
	denied(reused) == set()
	doubts(reused, now) == {"u102: the number of passwords used more than once is not recorded"}
	doubts([object.remove(audit, ["weak_count"])], now) == {
		"u102: the number of weak passwords is not recorded",
	}
}

test_applicable if {
	repeated_password.applicable with input as doc([audit], now)
	not repeated_password.applicable with input as doc([], now)
}
