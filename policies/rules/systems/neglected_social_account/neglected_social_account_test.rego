package rules.systems.neglected_social_account_test

import data.rules.systems.neglected_social_account

params := {"SYS-010": {
	"accepted_visibility": ["private", "corporate_public"],
	"review_days": 183,
	"dormant_days": 180,
}}

account := {
	"system_id": "weibo",
	"account": "u102",
	"kind": "social",
	"enabled": true,
	"visibility": "private",
	"privacy_reviewed_at": "2026-01-01",
	"last_login_at": "2025-09-11T12:00:00+08:00",
	"_loc": {"file": "accounts.csv", "line": 2},
}

# 180 days, to the second, after the last use.
now := "2026-03-10T12:00:00+08:00"

doc(rows) := {"now": now, "evidence": {"account_inventory": rows}}

found(row) := result if {
	result := neglected_social_account.deny with input as doc([row])
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(patch) := {finding.msg | some finding in found(object.union(account, patch))}

without(field) := {finding.msg | some finding in found(object.remove(account, [field]))}

doubts(row) := {finding.msg | some finding in result} if {
	result := neglected_social_account.unknown with input as doc([row]) with data.params as params
}

test_a_private_account_in_use_passes if {
	found(account) == set()
	doubts(account) == set()
	denied({"visibility": "corporate_public"}) == set()
}

test_visibility if {
	found(object.union(account, {"visibility": "public"})) == {{
		"msg": "weibo/u102: its visibility is public",
		"msg_zh": "weibo/u102:可见范围为public",
		"subject": "weibo/u102",
		"_loc": {"file": "accounts.csv", "line": 2},
	}}
	without("visibility") == {"weibo/u102: its visibility is unknown"}
}

test_review if {
	denied({"privacy_reviewed_at": "2025-09-08"}) == set()
	denied({"privacy_reviewed_at": "2025-09-07"}) == {concat("", [
		"weibo/u102: the review of its privacy settings was at 2025-09-07, ",
		"more than 183 days ago",
	])}
	without("privacy_reviewed_at") == {
		"weibo/u102: the review of its privacy settings is not recorded",
	}
}

test_dormant if {
	denied({"last_login_at": "2025-09-11T11:59:59+08:00"}) == {concat("", [
		"weibo/u102: its last use was at 2025-09-11T11:59:59+08:00, ",
		"more than 180 days ago",
	])}
}

test_an_unrecorded_use_is_unknown if {
	without("last_login_at") == set()
	doubts(object.remove(account, ["last_login_at"])) == {
		"weibo/u102: its last use is not recorded",
	}
}

test_a_disabled_account_still_exists if {
	denied({"enabled": false, "visibility": "public"}) == {"weibo/u102: its visibility is public"}
}

test_faults_are_joined if {
	denied({"visibility": "public", "privacy_reviewed_at": "2026-03-12"}) == {concat("", [
		"weibo/u102: its visibility is public; ",
		"the review of its privacy settings is dated in the future",
	])}
}

test_other_accounts_are_no_subject if {
	row := object.remove(object.union(account, {"kind": "personal"}), ["visibility", "last_login_at"])
	found(row) == set()
	doubts(row) == set()
	not neglected_social_account.applicable with input as doc([row])
	not neglected_social_account.applicable with input as doc([])
	neglected_social_account.applicable with input as doc([account])
}
