package rules.systems.unpatched_system_test

import data.rules.systems.unpatched_system

params := {"SYS-001": {
	"max_days_by_severity": {"critical": 10, "high": 30, "medium": 90},
	"max_check_age_days": 7,
	"auto_update_required": true,
}}

update := {
	"host": "h1",
	"package": "openssl",
	"severity": "high",
	"published_at": "2026-03-01T12:00:00+08:00",
	"auto_update_enabled": true,
	"last_checked_at": "2026-03-30T12:00:00+08:00",
	"_loc": {"file": "patches.csv", "line": 2},
}

status := {
	"host": "h1",
	"package": "apt",
	"auto_update_enabled": true,
	"last_checked_at": "2026-03-30T12:00:00+08:00",
	"_loc": {"file": "apt.conf", "line": 1},
	"_locs": {"auto_update_enabled": {"file": "apt.conf", "line": 2}},
}

# 30 days, to the second, after the publication.
now := "2026-03-31T12:00:00+08:00"

late := "2026-03-31T12:00:01+08:00"

given(rows, at) := {"now": at, "evidence": {"patch_status": rows}}

found(rows, at) := result if {
	result := unpatched_system.deny with input as given(rows, at)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(rows, at) := {finding.msg | some finding in found(rows, at)}

doubts(rows) := {finding.msg | some finding in result} if {
	result := unpatched_system.unknown with input as given(rows, now)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

overdue(published, days) := {sprintf(
	"h1/openssl: the publication of the missing update was at %s, more than %v days ago",
	[published, days],
)}

with_severity(severity, published) := denied(
	[object.union(update, {"severity": severity, "published_at": published})],
	now,
)

test_exactly_on_the_limit_passes if {
	found([update, status], now) == set()
	doubts([update, status]) == set()
}

test_a_second_too_late if {
	found([update], late) == {{
		"msg": concat("", overdue("2026-03-01T12:00:00+08:00", 30)),
		"msg_zh": concat("", [
			"h1/openssl:未安装更新的发布时间为2026-03-01T12:00:00+08:00,",
			"已超过30天",
		]),
		"subject": "h1/openssl",
		"_loc": {"file": "patches.csv", "line": 2},
	}}
}

test_each_severity_has_its_limit if {
	with_severity("medium", "2026-01-01") == set()
	with_severity("medium", "2025-12-30") == overdue("2025-12-30", 90)
	with_severity("critical", "2026-03-21") == set()
	with_severity("critical", "2026-03-20") == overdue("2026-03-20", 10)
}

test_a_severity_without_a_limit_has_no_time if {
	with_severity("low", "2026-03-30") == overdue("2026-03-30", 0)
}

test_an_unknown_severity_counts_as_high if {
	row := object.remove(update, ["severity"])
	denied([row], now) == set()
	denied([row], late) == overdue("2026-03-01T12:00:00+08:00", 30)
}

test_an_installed_update_passes if {
	denied([object.union(update, {"installed_at": "2026-03-30"})], late) == set()
}

test_times_ahead_are_data_errors if {
	ahead := "2026-03-31T13:00:01+08:00"
	denied([object.union(update, {"installed_at": ahead})], now) == {
		"h1/openssl: the installation is dated in the future",
	}
	denied([object.union(update, {"published_at": ahead})], now) == {
		"h1/openssl: the publication of the missing update is dated in the future",
	}
}

test_an_update_of_unknown_publication_is_unknown if {
	fault := {"h1/openssl: the publication of the missing update is not recorded"}
	row := object.remove(update, ["published_at"])
	denied([row], late) == set()
	doubts([row]) == fault
	doubts([object.remove(row, ["severity"]), status]) == fault
	doubts([object.union(row, {"installed_at": "2026-03-30"})]) == set()
}

test_only_the_row_about_the_host_is_no_update if {
	fault := {"h1/apt: the publication of the missing update is not recorded"}
	doubts([object.union(status, {"severity": "low"})]) == fault
	doubts([status, object.remove(status, ["auto_update_enabled"])]) == fault
	doubts([object.union(status, {"package": "*"})]) == set()
	dated := object.union(status, {"published_at": "2026-01-01"})
	denied([dated], now) == {concat("", [
		"h1/apt: the publication of the missing update was at 2026-01-01, ",
		"more than 30 days ago",
	])}
}

off := object.union(status, {"auto_update_enabled": false})

test_automatic_updates_are_off if {
	found([off, object.union(off, {"package": "*"})], now) == {{
		"msg": "h1/auto_update_enabled: automatic updates are off",
		"msg_zh": "h1/auto_update_enabled:未开启自动更新",
		"subject": "h1/auto_update_enabled",
		"_loc": {"file": "apt.conf", "line": 2},
	}}
	count(denied([off, object.union(off, {"host": "h2"})], now)) == 2
	denied([status, off], now) == {"h1/auto_update_enabled: automatic updates are off"}
}

test_automatic_updates_need_not_be_on if {
	free := {"SYS-001": object.union(params["SYS-001"], {"auto_update_required": false})}
	result := unpatched_system.deny with input as given([off], now) with data.params as free
	result == set()
	unsaid := object.remove(update, ["auto_update_enabled"])
	open := unpatched_system.unknown with input as given([unsaid], now) with data.params as free
	open == set()
}

test_unknown_automatic_updates if {
	row := object.remove(update, ["auto_update_enabled"])
	denied([row], now) == set()
	doubts([row]) == {
		"h1/auto_update_enabled: whether it updates automatically is not recorded",
	}
	doubts([row, status]) == set()
}

test_the_newest_check_counts if {
	old := object.union(status, {"last_checked_at": "2026-03-24T11:59:59+08:00"})
	denied([old], now) == {concat("", [
		"h1/last_checked_at: the last look for updates was at ",
		"2026-03-24T11:59:59+08:00, more than 7 days ago",
	])}
	denied([object.union(status, {"last_checked_at": "2026-03-24T12:00:00+08:00"})], now) == set()
	denied([old, update], now) == set()
}

test_an_unknown_check if {
	row := object.remove(update, ["last_checked_at"])
	doubts([row]) == {"h1/last_checked_at: the last look for updates is not recorded"}
	doubts([row, status]) == set()
}

test_applicable if {
	unpatched_system.applicable with input as given([update], now)
	not unpatched_system.applicable with input as given([], now)
}
