# METADATA
# scope: package
# title: "Dictionary, access log and privacy log exist to support reports"
# description: "Privacy reports rest on the data dictionary, the database access logs and the privacy logs kept by the software, so these logs are switched on and kept."
# schemas:
#   - input.evidence.audit_logging: schema.audit_logging
#   - input.evidence.postgres_settings: schema.postgres_settings
#   - input.evidence.privacy_reports: schema.privacy_reports
#   - input.evidence.data_use_log: schema.data_use_log
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: PRV-308
#   title_zh: "数据字典、访问日志和隐私日志齐备可用"
#   description_zh: "隐私报告以数据字典、数据库访问日志和软件保存的隐私日志为依据,这些日志应开启并保存。"
#   severity: high
#   clause: "CRM数据隐私 3(4)提供报告验证"
#   evidence: [audit_logging, privacy_reports, data_use_log, system_inventory]
#   optional_evidence: [postgres_settings]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     required_sources:
#     - data_dictionary
#     - database_access_log
#     - privacy_log
#     min_retention_days: 184
#     max_log_gap_hours: 24
#     audit_extension: pgaudit
#     audit_setting: pgaudit.log
#   param_basis:
#     required_sources: "document"
#     min_retention_days: "PRC Cybersecurity Law art. 23 (art. 21 before 2026), network logs at least six months"
#     max_log_gap_hours: "project default"
#     audit_extension: "project default"
#     audit_setting: "project default"
#   recommended_action: "Switch on logging of reads in every database with customer information, keep the logs for the required days, keep the privacy log running, and base reports on all three sources."
#   recommended_action_zh: "在每个含客户信息的数据库开启读取日志并保存规定天数,保持隐私日志持续记录,报告以三类来源为依据。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.15"
#     - "NIST SP 800-53r5 AU-12"
#     - "NIST SP 800-53r5 AU-11"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 11.7"
#     - "PRC Cybersecurity Law (2025 amendment) art. 23"
package rules.privacy.privacy_logs

import data.lib.evidence
import data.lib.findings
import data.lib.privacy
import data.lib.times

params := data.params["PRV-308"]

systems := input.evidence.system_inventory

reports := input.evidence.privacy_reports

uses := input.evidence.data_use_log

settings := object.get(input.evidence, "postgres_settings", [])

default applicable := false

applicable if place

applicable if count(settings) > 0

place := evidence.place(["audit_logging", "privacy_reports", "data_use_log", "system_inventory"])

databases contains i if {
	some i, row in systems
	row.kind == "database"
	not row.holds_customer_info == false
}

# The logs of each system that cover reading.
read_logs[system] contains row if {
	some row in input.evidence.audit_logging
	row.enabled
	row.covers_reads
	system := row.system_id
}

kept(row) if {
	some log in read_logs[row.system_id]
	log.retention_days >= params.min_retention_days
}

log_faults[i] contains findings.plain("reading in it is not logged", "未记录读取操作") if {
	some i in databases
	count({log | some log in read_logs[systems[i].system_id]}) == 0
}

log_faults[i] contains fault if {
	some i in databases
	count({log | some log in read_logs[systems[i].system_id]}) > 0
	not kept(systems[i])
	fault := findings.text(
		"its log of readings is not kept for %v days",
		"读取日志保存不足%v天",
		[params.min_retention_days],
		[params.min_retention_days],
	)
}

rows_of[host] contains i if {
	some i, row in settings
	host := row.host
}

values(host, name) := {lower(trim_space(value)) |
	some i in rows_of[host]
	settings[i].name == name
	some value in split(settings[i].setting, ",")
}

loaded(host) if params.audit_extension in values(host, "shared_preload_libraries")

reads_audited(host) if {
	not excluded(host)
	some value in values(host, params.audit_setting)
	value in {"read", "all"}
}

excluded(host) if "-read" in values(host, params.audit_setting)

host_faults[host] contains fault if {
	some host, _ in rows_of
	not loaded(host)
	fault := findings.text(
		"the server does not load %s",
		"服务器未加载%s",
		[params.audit_extension],
		[params.audit_extension],
	)
}

host_faults[host] contains fault if {
	some host, _ in rows_of
	not reads_audited(host)
	fault := findings.text(
		"%s does not hold read or all",
		"%s未设为read或all",
		[params.audit_setting],
		[params.audit_setting],
	)
}

recent if {
	some row in uses
	at := row.at
	not times.older_than_hours(at, params.max_log_gap_hours)
	not times.ahead(at)
}

missing contains ["privacy_reports", fault] if {
	count(privacy.reports) == 0
	fault := findings.plain("no privacy report was published", "没有已出具的隐私报告")
}

missing contains ["data_use_log", fault] if {
	not recent
	fault := findings.text(
		"the privacy log has no entry of the last %v hours",
		"隐私日志最近%v小时内没有记录",
		[params.max_log_gap_hours],
		[params.max_log_gap_hours],
	)
}

deny contains finding if {
	not evidence.incomplete("audit_logging")
	some i, texts in log_faults
	finding := findings.of(systems[i], ["system_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("postgres_settings")
	some host, texts in host_faults
	row := settings[min(rows_of[host])]
	finding := findings.about(row._loc, host, texts)
}

deny contains finding if {
	some i in privacy.reports
	texts := {fault |
		some source in params.required_sources
		not source in object.get(reports[i], "data_sources", [])
		fault := findings.text("it does not rest on %s", "未以%s为来源", [source], [source])
	}
	count(texts) > 0
	finding := findings.of(reports[i], ["report_id"], texts)
}

deny contains finding if {
	some [kind, fault] in missing
	not evidence.incomplete(kind)
	finding := findings.about(place, kind, {fault})
}

unknown contains finding if {
	evidence.incomplete("audit_logging")
	some i, texts in log_faults
	finding := findings.of(systems[i], ["system_id"], texts)
}

# A database that relies on the extension needs the server's settings.
unknown contains finding if {
	not evidence.delivered("postgres_settings")
	some i in databases
	some log in read_logs[systems[i].system_id]
	log.source == params.audit_extension
	finding := findings.of(systems[i], ["system_id"], {findings.plain(
		"the settings of its server were not collected",
		"未采集其服务器参数",
	)})
}

unknown contains finding if {
	evidence.incomplete("postgres_settings")
	some host, texts in host_faults
	row := settings[min(rows_of[host])]
	finding := findings.about(row._loc, host, texts)
}

unknown contains finding if {
	some [kind, fault] in missing
	evidence.incomplete(kind)
	finding := findings.about(place, kind, {fault})
}
