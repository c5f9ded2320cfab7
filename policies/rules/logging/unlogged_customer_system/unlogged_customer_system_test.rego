package rules.logging.unlogged_customer_system_test

import data.rules.logging.unlogged_customer_system

system := {
	"system_id": "core",
	"kind": "database",
	"holds_customer_info": true,
	"_loc": {"file": "systems.csv", "line": 2},
}

log := {
	"system_id": "core",
	"source": "auditd",
	"enabled": true,
	"covers_reads": true,
	"covers_writes": true,
	"forwarded": true,
	"retention_days": 184,
	"_loc": {"file": "auditd.conf", "line": 1},
	"_locs": {"retention_days": {"file": "auditd.conf", "line": 9}},
}

siem := {
	"system_id": "core",
	"source": "siem",
	"enabled": true,
	"retention_days": 30,
	"_loc": {"file": "siem.csv", "line": 3},
}

evidence(systems, logs) := {"evidence": {"system_inventory": systems, "audit_logging": logs}}

denied(given) := found if {
	found := unlogged_customer_system.deny with input as given
		with data.params as {"LOG-001": {"min_retention_days": 184}}
}

unknowns(given) := found if {
	found := unlogged_customer_system.unknown with input as given
		with data.params as {"LOG-001": {"min_retention_days": 184}}
}

messages(logs) := {finding.msg | some finding in denied(evidence([system], logs))}

changed(field, value) := object.union(log, {field: value})

unsaid := object.remove(system, ["holds_customer_info"])

applies(systems) := answer if {
	answer := unlogged_customer_system.applicable with input as evidence(systems, [])
}

test_a_complete_log_passes if {
	messages([log]) == set()
	unknowns(evidence([system], [log])) == set()
}

test_no_log if {
	denied(evidence([system], [changed("system_id", "crm")])) == {{
		"msg": "core: it has no audit log",
		"msg_zh": "core:没有审计日志",
		"subject": "core",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
}

test_a_log_that_is_off if {
	messages([changed("enabled", false)]) == {"core/auditd/enabled: audit logging is off"}
}

test_a_log_that_is_off_beside_a_complete_one if {
	off := {"source": "pgaudit", "enabled": false}
	messages([log, object.union(log, off)]) == {"core/pgaudit/enabled: audit logging is off"}
}

test_a_log_that_is_off_meets_nothing if {
	messages([changed("enabled", false), object.union(siem, {"retention_days": 400})]) == {
		"core/auditd/enabled: audit logging is off",
		"core/covers_reads: reads are not logged",
		"core/covers_writes: writes are not logged",
		"core/forwarded: the log is not forwarded",
	}
	messages([changed("enabled", false), siem]) == {
		"core/auditd/enabled: audit logging is off",
		"core/covers_reads: reads are not logged",
		"core/covers_writes: writes are not logged",
		"core/forwarded: the log is not forwarded",
		"core/retention_days: the log is kept for less than 184 days",
	}
}

test_kept_one_day_too_short if {
	denied(evidence([system], [changed("retention_days", 183)])) == {{
		"msg": "core/retention_days: the log is kept for less than 184 days",
		"msg_zh": "core/retention_days:日志保存不足184天",
		"subject": "core/retention_days",
		"_loc": {"file": "auditd.conf", "line": 9},
		"related": [],
	}}
}

test_false_and_missing_settings if {
	messages([object.remove(log, ["retention_days"])]) == {
		"core/retention_days: the log is kept for less than 184 days",
	}
	expected := {
		"covers_reads": "core/covers_reads: reads are not logged",
		"covers_writes": "core/covers_writes: writes are not logged",
		"forwarded": "core/forwarded: the log is not forwarded",
	}
	every field, msg in expected {
		messages([changed(field, false)]) == {msg}
		messages([object.remove(log, [field])]) == {msg}
	}
}

test_several_logs_meet_the_requirements_together if {
	long := object.union(siem, {"retention_days": 365})
	messages([changed("retention_days", 7), long]) == set()
}

test_several_logs_that_fall_short_are_related if {
	short := changed("retention_days", 7)
	{[finding._loc, finding.related] | some finding in denied(evidence([system], [short, siem]))} == {[
		{"file": "systems.csv", "line": 2},
		[{"file": "auditd.conf", "line": 9}, {"file": "siem.csv", "line": 3}],
	]}
}

test_systems_without_customer_information_need_no_log if {
	row := object.union(system, {"holds_customer_info": false})
	denied(evidence([row], [changed("enabled", false)])) == set()
	unknowns(evidence([row], [])) == set()
}

test_faults_are_unknown_where_nobody_says_what_is_held if {
	missing := evidence([unsaid], [])
	denied(missing) == set()
	{finding.msg | some finding in unknowns(missing)} == {"core: it has no audit log"}
	off := evidence([unsaid], [changed("enabled", false)])
	denied(off) == set()
	{finding.msg | some finding in unknowns(off)} == {"core/auditd/enabled: audit logging is off"}
}

test_a_complete_log_passes_whatever_is_held if {
	unknowns(evidence([unsaid], [log])) == set()
}

test_what_is_missing_is_unknown_while_a_source_is_unread if {
	gaps := {"gaps": {"audit_logging": [{}]}}
	given := object.union(evidence([system], [changed("forwarded", false)]), gaps)
	denied(given) == set()
	{finding.subject | some finding in unknowns(given)} == {"core/forwarded"}
	off := object.union(evidence([system], [changed("enabled", false)]), gaps)
	{finding.subject | some finding in denied(off)} == {"core/auditd/enabled"}
	unknowns(off) == set()
}

test_applicable_unless_no_system_may_hold_customer_information if {
	applies([system])
	applies([unsaid])
	not applies([object.union(system, {"holds_customer_info": false})])
	not applies([])
}

test_faults_are_certain_with_complete_evidence if {
	unknowns(evidence([system], [])) == set()
	unknowns(evidence([system], [changed("enabled", false)])) == set()
	unknowns(evidence([system], [changed("forwarded", false)])) == set()
}

test_faults_of_an_unsaid_system_stay_unknown_while_a_source_is_unread if {
	gaps := {"gaps": {"audit_logging": [{}]}}
	given := object.union(evidence([unsaid], [changed("forwarded", false)]), gaps)
	denied(given) == set()
	count(unknowns(given)) == 1
}
