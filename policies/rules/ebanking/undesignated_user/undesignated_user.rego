# METADATA
# scope: package
# title: "Named persons hold and use number, password and certificate"
# description: "The customer designates persons to keep and use the customer number, password and certificate and does not pass them to anyone else."
# schemas:
#   - input.evidence.ebank_certificates: schema.ebank_certificates
#   - input.evidence.ebank_users: schema.ebank_users
#   - input.evidence.appointments: schema.appointments
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.ebank_registry: schema.ebank_registry
# custom:
#   id: EBK-103
#   title_zh: "指定专人保管使用客户编号、密码及证书"
#   description_zh: "客户指定专人保管和使用客户编号、密码及证书,不得提供给未指定的其他人。"
#   severity: critical
#   clause: "企业电子银行协议 第二条二(四)"
#   other_clauses: ["个人网上银行协议 五"]
#   evidence: [ebank_certificates, ebank_users, appointments, access_log, ebank_registry]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: {access_log: actor}
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     max_parallel_devices: 1
#     parallel_window_minutes: 5
#   param_basis:
#     max_parallel_devices: "project default"
#     parallel_window_minutes: "project default"
#   recommended_action: "Appoint the custodian in writing, give each person a number of their own, remove those who were not designated, and change what several persons know."
#   recommended_action_zh: "书面指定保管人,为每人单独开立用户,删除未经指定的使用人,并更换多人知晓的密码和证书。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
package rules.ebanking.undesignated_user

import data.lib.appointments
import data.lib.ebanking
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["EBK-103"]

certificates := input.evidence.ebank_certificates

users := input.evidence.ebank_users

log := input.evidence.access_log

default applicable := false

applicable if count(held) > 0

applicable if count(users) > 0

# Active certificates of enterprises, and those of which nobody knows whose they are.
held contains i if {
	some i, row in certificates
	row.state == "active"
	ebanking.perhaps(row, "enterprise")
}

custody[i] := findings.plain("it has no custodian", "没有保管人") if {
	some i in held
	not certificates[i].custodian
}

custody[i] := fault if {
	some i in held
	custodian := certificates[i].custodian
	not appointments.holds(custodian, "ebank_custodian", input.now)
	fault := findings.text(
		"%s, its custodian, is not appointed",
		"保管人%s未经指定",
		[custodian],
		[custodian],
	)
}

certain(row) if {
	ebanking.registered(row)
	not evidence.incomplete("appointments")
}

certain(row) if {
	ebanking.registered(row)
	not row.custodian
}

persons[user_id] contains person if {
	some row in users
	user_id := row.user_id
	person := row.person
}

user_faults[i] contains findings.plain("the user is not designated", "该用户未经指定") if {
	some i, row in users
	not row.designated
}

user_faults[i] contains fault if {
	some i, row in users
	number := count(persons[row.user_id])
	number > 1
	fault := findings.text(
		"%d persons share the user",
		"该用户由%d人共用",
		[number],
		[number],
	)
}

user_key := ["user_id", "reg_id", "person"]

user_ids contains user_id if {
	some row in users
	user_id := row.user_id
}

accesses contains j if {
	some j, row in log
	row.actor in user_ids
}

# began[j]: when the access took place; a plain date and an access without a device tell nothing.
began[j] := ns if {
	some j in accesses
	row := log[j]
	row.device_id
	not dated(row)
	ns := times.start(row.at)
}

dated(row) if times.is_day(row.at)

window := times.hours(params.parallel_window_minutes) / 60

# Without a window accesses of one instant count, which may share a stretch of any length.
stretch := window if params.parallel_window_minutes > 0

stretch := times.now if params.parallel_window_minutes == 0

# Accesses by user and stretch of time, so that each is compared with those of two stretches only.
near[key] contains j if {
	some j, ns in began
	key := [log[j].actor, floor(ns / stretch)]
}

# devices(j, ns): the devices that its user had within the window that begins with access j.
devices(j, ns) := {log[k].device_id |
	some step in [0, 1]
	some k in near[[log[j].actor, floor(ns / stretch) + step]]
	began[k] >= ns
	began[k] <= ns + window
}

crowded[actor] contains j if {
	some j, ns in began
	count(devices(j, ns)) > params.max_parallel_devices
	actor := log[j].actor
}

deny contains finding if {
	some i, fault in custody
	certain(certificates[i])
	finding := findings.of(certificates[i], ["cert_id"], {fault})
}

deny contains finding if {
	some i, texts in user_faults
	finding := findings.of(users[i], user_key, texts)
}

deny contains finding if {
	some actor, found in crowded
	limits := [params.max_parallel_devices, params.parallel_window_minutes]
	finding := findings.about(log[min(found)]._loc, actor, {findings.text(
		"the user was on more than %v devices within %v minutes",
		"该用户同时使用的设备超过%v台(%v分钟内)",
		limits,
		limits,
	)})
}

unplaced[actor] contains j if {
	some j in accesses
	not began[j]
	actor := log[j].actor
}

unknown contains finding if {
	some i, fault in custody
	not certain(certificates[i])
	finding := findings.of(certificates[i], ["cert_id"], {fault})
}

unknown contains finding if {
	some row in users
	not row.person
	finding := findings.of(row, user_key, {findings.plain(
		"which person uses it is not recorded",
		"未登记使用人",
	)})
}

unknown contains finding if {
	some actor, found in unplaced
	finding := findings.about(log[min(found)]._loc, actor, {findings.text(
		"%d accesses of the user name no device or no time of day",
		"该用户有%d次访问未登记设备或时刻",
		[count(found)],
		[count(found)],
	)})
}
