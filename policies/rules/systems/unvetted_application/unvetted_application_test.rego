package rules.systems.unvetted_application_test

import data.rules.systems.unvetted_application

params := {"SYS-008": {
	"review_days": 365,
	"max_removal_hours": 24,
	"exempt_packages": ["lib*", "*-base"],
}}

app := {
	"host": "h1",
	"name": "chat",
	"version": "2.0",
	"approved": true,
	"privacy_reviewed_at": "2025-03-10",
	"permissions": ["camera"],
	"approved_permissions": ["camera", "files"],
	"_loc": {"file": "apps.csv", "line": 2},
}

# The last second of the day 365 days after the review.
now := "2026-03-10T23:59:59+08:00"

doc(rows, at) := {"now": at, "evidence": {"software_inventory": rows}}

found(row, at) := result if {
	result := unvetted_application.deny with input as doc([row], at)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(row) := {finding.msg | some finding in found(row, now)}

patched(patch) := denied(object.union(app, patch))

without(field) := denied(object.remove(app, [field]))

test_a_vetted_application_passes if found(app, now) == set()

test_not_approved if {
	found(object.union(app, {"approved": false}), now) == {{
		"msg": "h1/chat/2.0: it is not approved",
		"msg_zh": "h1/chat/2.0:未经批准",
		"subject": "h1/chat/2.0",
		"_loc": {"file": "apps.csv", "line": 2},
	}}
	without("approved") == {"h1/chat/2.0: it is not approved"}
}

test_the_review_is_too_old if {
	{finding.msg | some finding in found(app, "2026-03-11T00:00:00+08:00")} == {concat("", [
		"h1/chat/2.0: the review of its privacy policy was at 2025-03-10, ",
		"more than 365 days ago",
	])}
	without("privacy_reviewed_at") == {
		"h1/chat/2.0: the review of its privacy policy is not recorded",
	}
}

test_permissions_beyond_those_approved if {
	patched({"permissions": ["microphone", "camera", "contacts"]}) == {
		"h1/chat/2.0: it holds permissions that were not approved: contacts, microphone",
	}
	without("approved_permissions") == {
		"h1/chat/2.0: it holds permissions that were not approved: camera",
	}
	without("permissions") == set()
}

suspicious := {"h1/chat/2.0: it is flagged as suspicious and was not removed within 24 hours"}

flagged(at) := patched({"flagged_suspicious": true, "flagged_at": at})

test_a_suspicious_application_must_go if {
	flagged("2026-03-09T23:59:59+08:00") == set()
	flagged("2026-03-09T23:59:58+08:00") == suspicious
	flagged("2026-03-09") == set()
	flagged("2026-03-08") == suspicious
	patched({"flagged_suspicious": true}) == suspicious
	patched({"flagged_at": "2026-01-01"}) == set()
}

test_a_flag_in_the_future_is_no_excuse if {
	flagged("2026-03-11T00:59:59+08:00") == set()
	flagged("2026-03-11T01:00:00+08:00") == suspicious
}

test_faults_are_joined if {
	patched({"approved": false, "permissions": ["x"]}) == {concat("", [
		"h1/chat/2.0: it holds permissions that were not approved: x; ",
		"it is not approved",
	])}
}

test_components_of_the_operating_system_are_exempt if {
	count(patched({"name": "mylib", "approved": false})) == 1
	every name in ["libc6.1", "python3.11-base"] {
		row := object.union(app, {"name": name, "approved": false})
		denied(row) == set()
		not unvetted_application.applicable with input as doc([row], now) with data.params as params
	}
}

test_applicable if {
	unvetted_application.applicable with input as doc([app], now) with data.params as params
	not unvetted_application.applicable with input as doc([], now) with data.params as params
}
