# METADATA
# scope: package
# title: "Only authorised AML staff can open suspicious-report records"
# description: "Information on suspicious-transaction reports and on assisted investigations is kept confidential, so only designated AML staff can open it."
# schemas:
#   - input.evidence.file_acl: schema.file_acl
#   - input.evidence.postgres_grants: schema.postgres_grants
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.appointments: schema.appointments
#   - input.evidence.access_grants: schema.access_grants
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.postgres_roles: schema.postgres_roles
# custom:
#   id: AML-008a
#   title_zh: "可疑交易报告资料仅限授权人员访问"
#   description_zh: "对可疑交易报告和配合调查的信息保密,只有指定的反洗钱岗位人员可以查阅。"
#   severity: critical
#   clause: "支付机构反洗钱办法 保密 第二款"
#   other_clauses: ["支付机构反洗钱办法 内部控制制度(六)"]
#   evidence: [file_acl, postgres_grants, access_log, appointments, hr_roster, postgres_roles]
#   optional_evidence: [access_grants]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     report_objects:
#     - aml_alerts
#     - str_reports
#     - investigation_requests
#     allowed_groups:
#     - aml_post
#     exception_purpose: aml_administration
#   param_basis:
#     report_objects: "project default"
#     allowed_groups: "project default"
#     exception_purpose: "project default"
#   recommended_action: "Take the right away, find out what was read with it, and appoint whoever needs the records to an AML post or give administrators a grant with a term for that purpose."
#   recommended_action_zh: "收回该权限并查明已查阅的内容;确需查阅的人员应任命到反洗钱岗位,管理员应取得有期限的专项授权。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-6"
#     - "NIST SP 800-53r5 AC-3"
#     - "FATF R.21"
#     - "PRC Anti-Money Laundering Law (2024) art. 7"
#     - "PRC Anti-Money Laundering Law (2024) art. 35"
package rules.aml.report_access

import data.lib.acl
import data.lib.appointments
import data.lib.db_roles
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["AML-008a"]

paths := input.evidence.file_acl

grants := input.evidence.postgres_grants

readings := input.evidence.access_log

keys := {
	"file_acl": ["host", "path"],
	"postgres_grants": ["host", "grantee", "object_name", "privilege"],
	"access_log": ["event_id"],
}

default applicable := false

applicable if some _ in report_paths

applicable if some _ in report_grants

applicable if some _ in report_readings

report_paths contains i if {
	some i, row in paths
	row.content == "aml_reports"
}

report_grants contains i if {
	some i, row in grants
	record(row.object_name) in params.report_objects
}

report_readings contains i if {
	some i, row in readings
	record(row.object_id) in params.report_objects
}

# record(name): the report object of that name, which stands with or without its schema; other names
# stand for themselves.
record(name) := bare(name) if reported(bare(name))

else := name

reported(name) if name in params.report_objects

bare(name) := regex.replace(name, `^.*\.`, "")

# exceptions[[record, person]]: the grants to administrators.
exceptions[key] contains i if {
	some i, row in input.evidence.access_grants
	row.purpose == params.exception_purpose
	key := [record(row.object_id), people.identity(object.get(row, "person", row.account))]
}

excepted(name, object_id, at) if {
	some i in exceptions[[record(object_id), people.identity(name)]]
	row := input.evidence.access_grants[i]
	times.covers(row.granted_at, object.get(row, "expires_at", ""), at)
	times.running(object.get(row, "revoked_at", ""), at)
}

appointed(name, at) if appointments.holds(name, "aml_post", at)

# objection(name, object_id, at): why that account may not open the object, and the kinds of
# evidence of which a missing row could clear it.
objection(name, _, _) := [fault, ["hr_roster"]] if {
	not people.known(name)
	fault := findings.text("%s is nobody of the roster", "%s不在人员名册中", [name], [name])
}

objection(name, object_id, at) := [fault, ["appointments", "access_grants"]] if {
	people.known(name)
	not appointed(name, at)
	not excepted(name, object_id, at)
	fault := findings.text("%s holds no AML post", "%s未任反洗钱岗位", [name], [name])
}

# persons: [kind, row number, account, object, time] of each right and each reading.
persons contains ["file_acl", i, name, path, at] if {
	at := input.now
	some i in report_paths
	some name in readers(paths[i])
	path := paths[i].path
}

persons contains ["postgres_grants", i, name, table, at] if {
	at := input.now
	some i in report_grants
	some k in carriers(grants[i])
	name := db_roles.bearer(db_roles.rows[k])
	not name in params.allowed_groups
	table := grants[i].object_name
}

persons contains ["access_log", i, name, object_id, at] if {
	some i in report_readings
	name := readings[i].actor
	object_id := readings[i].object_id
	at := readings[i].at
}

# readers(row): who may open the path in person. A service that owns it is no person's account.
readers(row) := {row.owner | people.known(row.owner)} | {name |
	some ["user", name] in acl.bearers(row)
}

carriers(grant) := db_roles.carriers(object.get(grant, "host", ""), grant.grantee)

# groups: [kind, row number, group, kinds] of rights of groups whose members cannot be told, and the
# kinds that tell members.
groups contains ["file_acl", i, name, []] if {
	some i in report_paths
	some [type, name] in acl.bearers(paths[i])
	type != "user"
}

groups contains ["postgres_grants", i, name, kinds] if {
	some i in report_grants
	count(carriers(grants[i])) == 0
	name := grants[i].grantee
	kinds := lists(name)
}

lists(name) := [] if upper(name) == "PUBLIC"

lists(name) := ["postgres_roles"] if upper(name) != "PUBLIC"

# problems: [kind, row number, fault, the kinds of which a missing row could clear it].
problems contains [kind, i, fault, kinds] if {
	some [kind, i, name, object_id, at] in persons
	[fault, kinds] := objection(name, object_id, at)
}

problems contains [kind, i, fault, kinds] if {
	some [kind, i, name, kinds] in groups
	not name in params.allowed_groups
	fault := findings.text(
		"it is open to %s, whose members are not known",
		"对%s开放,其成员无法确定",
		[name],
		[name],
	)
}

doubtful(kinds) if {
	some kind in kinds
	evidence.incomplete(kind)
}

faults[key] contains fault if {
	some [kind, i, fault, kinds] in problems
	not doubtful(kinds)
	key := [kind, i]
}

doubts[key] contains fault if {
	some [kind, i, fault, kinds] in problems
	doubtful(kinds)
	key := [kind, i]
}

doubts[key] contains fault if {
	some i in report_paths
	not is_array(object.get(paths[i], "entries", ""))
	fault := findings.plain("its access rights were not collected", "未采集到访问权限")
	key := ["file_acl", i]
}

deny contains finding if {
	some [kind, i], texts in faults
	finding := findings.of(input.evidence[kind][i], keys[kind], texts)
}

unknown contains finding if {
	some [kind, i], texts in doubts
	finding := findings.of(input.evidence[kind][i], keys[kind], texts)
}

review contains finding if {
	some ["access_log", i, name, object_id, at] in persons
	people.known(name)
	not appointed(name, at)
	excepted(name, object_id, at)
	words := [name]
	fault := findings.text("%s opened it as an administrator", "%s以管理员身份查阅", words, words)
	finding := findings.of(readings[i], keys.access_log, {fault})
}
