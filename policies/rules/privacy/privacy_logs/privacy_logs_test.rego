package rules.privacy.privacy_logs_test

import data.rules.privacy.privacy_logs

params := {
	"PRV-308": {
		"required_sources": ["data_dictionary", "privacy_log"],
		"min_retention_days": 184,
		"max_log_gap_hours": 24,
		"audit_extension": "pgaudit",
		"audit_setting": "pgaudit.log",
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := privacy_logs with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := privacy_logs.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

database := {
	"system_id": "S-1",
	"kind": "database",
	"holds_customer_info": true,
	"_loc": {"file": "systems.csv"},
}

log := {
	"system_id": "S-1",
	"source": "siem",
	"enabled": true,
	"covers_reads": true,
	"retention_days": 184,
	"_loc": {"file": "logs.csv"},
}

report := {
	"report_id": "B-1",
	"published_at": "2026-02-01",
	"data_sources": ["data_dictionary", "privacy_log"],
	"_loc": {"file": "reports.csv"},
}

use := {
	"use_id": "U-1",
	"customer_id": "C-1",
	"at": "2026-03-09T09:00:00+08:00",
	"_loc": {"file": "uses.csv"},
}

setting(name, value) := {"host": "db1", "name": name, "setting": value, "_loc": {"file": "pg.json"}}

loaded := setting("shared_preload_libraries", "pg_stat_statements, PGAudit")

audited := setting("pgaudit.log", "write, read")

base := {
	"audit_logging": [log],
	"postgres_settings": [loaded, audited],
	"privacy_reports": [report],
	"data_use_log": [use],
	"system_inventory": [database],
}

with_rows(kind, rows) := judged(object.union(base, {kind: rows}))

logged(patch) := with_rows("audit_logging", [object.union(log, patch)])

of_system(patch) := judged(object.union(base, {
	"audit_logging": [],
	"system_inventory": [object.union(database, patch)],
}))

unlogged := {"S-1: reading in it is not logged"}

brief := denied({"S-1: its log of readings is not kept for 184 days"})

test_all_logs if judged(base) == clean

test_logs_of_databases if {
	logged({"enabled": false}) == denied(unlogged)
	logged({"covers_reads": false}) == denied(unlogged)
	logged({"system_id": "S-2"}) == denied(unlogged)
	with_rows("audit_logging", [object.remove(log, ["covers_reads"])]) == denied(unlogged)
	with_rows("audit_logging", []) == denied(unlogged)
	gapped("audit_logging", object.union(base, {"audit_logging": []})) == doubted(unlogged)
}

test_retention if {
	logged({"retention_days": 183}) == brief
	with_rows("audit_logging", [object.remove(log, ["retention_days"])]) == brief
	with_rows("audit_logging", [object.union(log, {"retention_days": 1}), log]) == clean
	with_rows("audit_logging", [log, object.union(log, {"source": "x", "retention_days": 1})]) == clean
}

test_which_systems_count if {
	of_system({"holds_customer_info": false}) == clean
	of_system({"kind": "server"}) == clean
	unknown := object.remove(database, ["holds_customer_info"])
	judged(object.union(
		base,
		{"audit_logging": [], "system_inventory": [unknown]},
	)) == denied(unlogged)
}

unloaded := "the server does not load pgaudit"

unread := "pgaudit.log does not hold read or all"

test_server_settings if {
	with_rows("postgres_settings", [audited]) == denied({concat("", ["db1: ", unloaded])})
	with_rows("postgres_settings", [loaded]) == denied({concat("", ["db1: ", unread])})
	with_rows(
		"postgres_settings",
		[loaded, setting("pgaudit.log", "write")],
	) == denied({concat("", ["db1: ", unread])})
	with_rows("postgres_settings", [loaded, setting("pgaudit.log", "ALL")]) == clean
	with_rows(
		"postgres_settings",
		[loaded, setting("pgaudit.log", "all,-read")],
	) == denied({concat("", ["db1: ", unread])})
	with_rows(
		"postgres_settings",
		[setting("shared_preload_libraries", "pgaudit_x"), audited],
	) == denied({concat("", ["db1: ", unloaded])})
	elsewhere := object.union(audited, {"host": "db2"})
	with_rows("postgres_settings", [loaded, elsewhere]) == denied({
		concat("", ["db1: ", unread]),
		concat("", ["db2: ", unloaded]),
	})
	rule := {"host": "db1", "hba_type": "host", "_loc": {"file": "pg.json"}}
	both := concat("; ", [unread, unloaded])
	with_rows(
		"postgres_settings",
		[setting("other", "pgaudit,read")],
	) == denied({concat("", ["db1: ", both])})
	with_rows("postgres_settings", [rule]) == denied({concat("", ["db1: ", both])})
	gapped(
		"postgres_settings",
		object.union(base, {"postgres_settings": [rule]}),
	) == doubted({concat("", ["db1: ", both])})
}

test_settings_not_collected if {
	bare := object.remove(base, ["postgres_settings"])
	judged(bare) == clean
	own := object.union(bare, {"audit_logging": [object.union(log, {"source": "pgaudit"})]})
	judged(own) == doubted({"S-1: the settings of its server were not collected"})
	judged(object.union(own, {"postgres_settings": []})) == clean
}

none := {"privacy_reports: no privacy report was published"}

test_sources_of_the_report if {
	short := object.union(report, {"data_sources": ["privacy_log"]})
	with_rows("privacy_reports", [short]) == denied({"B-1: it does not rest on data_dictionary"})
	count(with_rows("privacy_reports", [object.remove(report, ["data_sources"])]).deny) == 1
	old := object.union(short, {"published_at": "2026-01-01"})
	with_rows("privacy_reports", [old, report]) == clean
	with_rows("privacy_reports", []) == denied(none)
	gapped("privacy_reports", object.union(base, {"privacy_reports": []})) == doubted(none)
}

silent := {"data_use_log: the privacy log has no entry of the last 24 hours"}

used(at) := with_rows("data_use_log", [object.union(use, {"at": at})])

test_the_privacy_log if {
	used("2026-03-09T08:59:59+08:00") == denied(silent)
	used("2026-03-09T01:00:00+00:00") == clean
	used("2026-03-09") == clean
	used("2026-03-08") == denied(silent)
	used("2026-03-10T10:00:00+08:00") == clean
	used("2026-03-10T10:00:01+08:00") == denied(silent)
	with_rows("data_use_log", []) == denied(silent)
	gapped("data_use_log", object.union(base, {"data_use_log": []})) == doubted(silent)
	old := object.union(use, {"at": "2026-01-01"})
	with_rows("data_use_log", [old, use, old]) == clean
}

test_applicable if {
	empty := {kind: [] | some kind, _ in base}
	not applies(empty)
	applies(object.union(empty, {"postgres_settings": [loaded]}))
	applies(object.union(empty, {"system_inventory": [database]}))
}
