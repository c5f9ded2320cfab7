# METADATA
# scope: package
# title: "Every port, computer and storage device has its safeguards"
# description: "Each port, each computer and each storage device has the security measures that fit it."
# schemas:
#   - input.evidence.endpoint_config: schema.endpoint_config
#   - input.evidence.listening_services: schema.listening_services
#   - input.evidence.storage_inventory: schema.storage_inventory
# custom:
#   id: SYS-004
#   title_zh: "每个端口、电脑和存储设备均有安全措施"
#   description_zh: "每个端口、每台电脑和每个存储设备都应有相应的安全措施。"
#   severity: high
#   clause: "篇十六 第二段"
#   other_clauses: [金融服务客户沟通规范 8.2.2]
#   evidence: [endpoint_config, listening_services, storage_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     allowed_removable:
#     - blocked
#     - encrypted_only
#     max_screen_lock_minutes: 15
#     approved_ports:
#     - 22
#     - 443
#   param_basis:
#     allowed_removable: "project default"
#     max_screen_lock_minutes: "PCI DSS v4.0.1 8.2.8"
#     approved_ports: "project default"
#   recommended_action: "Encrypt the disk, block removable storage or force its encryption, lock the screen after 15 idle minutes, close ports that are not approved, and limit access to stores of customer information to named persons."
#   recommended_action_zh: "加密磁盘,禁用移动存储或强制加密,设置空闲15分钟内锁屏,关闭未经批准的对外端口,并将客户信息存储的访问限于指定人员。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.1"
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 CM-7"
#     - "NIST SP 800-53r5 MP-7"
#     - "NIST SP 800-53r5 AC-11"
#     - "NIST SP 800-53r5 SC-28"
#     - "PCI DSS v4.0.1 8.2.8"
package rules.systems.unguarded_device

import data.lib.findings

params := data.params["SYS-004"]

devices := input.evidence.endpoint_config

services := input.evidence.listening_services

stores := input.evidence.storage_inventory

default applicable := false

applicable if count(devices) > 0

applicable if count(services) > 0

applicable if count(held) > 0

locks_in_time(row) if {
	row.screen_lock_minutes >= 0
	row.screen_lock_minutes <= params.max_screen_lock_minutes
}

faults contains [i, "disk_encrypted", findings.plain(
	"the disk is not encrypted",
	"磁盘未加密",
)] if {
	some i, row in devices
	not row.disk_encrypted
}

faults contains [i, "removable_storage", fault] if {
	some i, row in devices
	state := object.get(row, "removable_storage", "unknown")
	not state in params.allowed_removable
	fault := findings.text(
		"the setting of removable storage is %s",
		"移动存储的设置为%s",
		[state],
		[state],
	)
}

faults contains [i, "screen_lock_minutes", fault] if {
	some i, row in devices
	not locks_in_time(row)
	fault := findings.text(
		"the screen is not locked within %v idle minutes",
		"未在空闲%v分钟内锁屏",
		[params.max_screen_lock_minutes],
		[params.max_screen_lock_minutes],
	)
}

# held: stores with customer information, or of which nobody says that they hold none.
held contains i if {
	some i, row in stores
	object.get(row, "holds_customer_info", true)
}

open contains [i, finding] if {
	some i in held
	not stores[i].access_controlled
	finding := findings.of(stores[i], ["store_id"], {findings.plain(
		"access to the store is not controlled",
		"该存储未实行访问控制",
	)})
}

deny contains finding if {
	some [i, field, text] in faults
	finding := findings.at(devices[i], field, ["host"], {text})
}

deny contains finding if {
	some row in services
	row.exposure == "external"
	port := row.port
	not port in params.approved_ports
	finding := findings.of(row, ["host", "port", "protocol"], {findings.plain(
		"the port can be reached from outside and is not approved",
		"该端口对外开放但未经批准",
	)})
}

deny contains finding if {
	some [i, finding] in open
	stores[i].holds_customer_info
}

unknown contains finding if {
	some row in services
	not row.exposure
	port := row.port
	not port in params.approved_ports
	finding := findings.of(row, ["host", "port", "protocol"], {findings.plain(
		"from where the unapproved port can be reached is not recorded",
		"未记录该未批准端口的可达范围",
	)})
}

unknown contains finding if {
	some [i, finding] in open
	not stores[i].holds_customer_info
}
