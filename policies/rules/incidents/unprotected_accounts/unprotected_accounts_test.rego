package rules.incidents.unprotected_accounts_test

import data.rules.incidents.unprotected_accounts

params := {"IRP-003": {
	"max_protect_hours": 24,
	"monitoring_days": 90,
	"max_triage_hours": 4,
	"account_classes": ["identity", "credential"],
}}

leak := {
	"incident_id": "IN-1",
	"kind": "leak",
	"detected_at": "2025-11-02T09:00:00+08:00",
	"accounts_protected_at": "2025-11-03T09:00:00+08:00",
	"data_classes": ["personal", "identity"],
	"customers_affected": 1,
	"affected_customer_ids": ["C1"],
	"_loc": {"file": "incidents.csv", "line": 2},
}

alert := {
	"alert_id": "A1",
	"source": "fraud",
	"kind": "account_anomaly",
	"customer_id": "C1",
	"raised_at": "2025-11-20T09:00:00+08:00",
	"triaged_at": "2025-11-20T13:00:00+08:00",
	"_loc": {"file": "alerts.csv", "line": 2},
}

answer(row, alerts) := found if {
	found := unprotected_accounts with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"incident_register": [row], "security_alerts": alerts},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(row, alerts) := {
	"deny": {[finding.msg, object.get(finding, "related", [])] | some finding in found.deny},
	"unknown": {[finding.msg, finding.related] | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := answer(row, alerts)
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

with_leak(change) := judged(object.union(leak, change), [alert])

open := object.remove(alert, ["triaged_at"])

with_open(change) := judged(leak, [object.union(open, change)])

unjudged := ["A1: nobody has judged it within 4 hours", [leak._loc]]

hit := object.union(clean, {"deny": {unjudged}})

unsure := object.union(clean, {"unknown": {unjudged}})

test_protected_and_watched if with_leak({}) == clean

test_protected_late if {
	message := "IN-1: the protection of the accounts came later than 24 h after detection"
	late := object.union(clean, {"deny": {[message, []]}})
	with_leak({"accounts_protected_at": "2025-11-03T09:00:01+08:00"}) == late
}

test_not_protected if {
	message := "IN-1: the protection of the accounts is not recorded 24 h after detection"
	missing := object.union(clean, {"deny": {[message, []]}})
	judged(object.remove(leak, ["accounts_protected_at"]), []) == missing
}

test_leaks_that_touch_no_account if {
	judged(object.union(leak, {"data_classes": ["personal"]}), [open]) == absent
	judged(object.union(leak, {"kind": "suspected_leak"}), [open]) == absent
	with_leak({"data_classes": ["personal"], "accounts_protected_at": "2026-01-01"}) == absent
	others := ["aml_report", "kyc", "none", "risk_criteria", "sensitive"]
	judged(object.union(leak, {"data_classes": others}), [open]) == absent
}

test_a_leak_of_unknown_data_may_touch_accounts if {
	judged(object.union(leak, {"data_classes": []}), [open]) == hit
	judged(object.remove(leak, ["data_classes"]), [open]) == hit
	judged(object.union(leak, {"data_classes": ["personal", "id cards"]}), [open]) == hit
}

test_an_alert_that_nobody_judged if with_open({}) == hit

test_an_alert_judged_late if {
	message := concat("", [
		"A1: it was judged at 2025-11-20T13:00:01+08:00, more than 4 hours after it was ",
		"raised at 2025-11-20T09:00:00+08:00",
	])
	late := object.union(clean, {"deny": {[message, [leak._loc]]}})
	with_open({"triaged_at": "2025-11-20T13:00:01+08:00"}) == late
}

test_alerts_about_others if {
	with_open({"kind": "intrusion"}) == clean
	with_open({"customer_id": "C2"}) == clean
}

test_the_watch_lasts_ninety_days if {
	with_open({"raised_at": "2025-11-02T09:00:00+08:00"}) == hit
	with_open({"raised_at": "2025-11-02T08:59:59+08:00"}) == clean
	with_open({"raised_at": "2026-01-31T09:00:00+08:00"}) == hit
	with_open({"raised_at": "2026-01-31T09:00:01+08:00"}) == clean
}

test_unlisted_customers_leave_doubt if {
	judged(object.union(leak, {"affected_customer_ids": []}), [open]) == unsure
	unlisted := object.remove(leak, ["affected_customer_ids"])
	judged(unlisted, [open]) == unsure
	judged(unlisted, [alert]) == clean
	judged(object.union(unlisted, {"customers_affected": 0}), [open]) == clean
	judged(object.remove(unlisted, ["customers_affected"]), [open]) == unsure
}

test_an_alert_without_kind_leaves_doubt if {
	judged(leak, [object.remove(open, ["kind"])]) == unsure
	other := object.union(object.remove(open, ["kind"]), {"customer_id": "C2"})
	judged(leak, [other]) == clean
}

test_an_alert_without_customer_leaves_doubt if {
	judged(leak, [object.remove(open, ["customer_id"])]) == unsure
}

test_a_certain_hit_is_no_doubt if {
	unlisted := object.remove(leak, ["affected_customer_ids"])
	both := [leak, object.union(unlisted, {"incident_id": "IN-2"})]
	found := unprotected_accounts with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"incident_register": both, "security_alerts": [open]},
	}
		with data.params as params
	count(found.deny) == 1
	found.unknown == set()
}
