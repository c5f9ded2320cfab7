# METADATA
# scope: package
# title: "Customer information is not opened on shared or public equipment"
# description: "Customer information is not exposed in public places, on open networks or on devices shared with others."
# schemas:
#   - input.evidence.access_log: schema.access_log
# custom:
#   id: SYS-007
#   title_zh: "不在公共网络、公开场合或共用设备上打开客户信息"
#   description_zh: "不在公共场合、开放网络或与他人共用的设备上暴露客户信息。"
#   severity: high
#   clause: "篇十六 第二段"
#   other_clauses: [篇一 第三段(个人的信息保护), 篇七 第三段(个人的信息保护)]
#   evidence: [access_log]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: access_log
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     untrusted_networks:
#     - public_wifi
#     - guest
#   param_basis:
#     untrusted_networks: "project default"
#   recommended_action: "Open customer information only on managed devices that nobody else uses and over the corporate network or VPN; block other devices and networks, and have the log record device and network."
#   recommended_action_zh: "只在受管理的专用设备上并通过公司网络或 VPN 打开客户信息;阻断其他设备和网络,并使日志记录设备和网络。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.7"
#     - "ISO/IEC 27001:2022 A.8.1"
#     - "NIST SP 800-53r5 AC-20"
#     - "NIST SP 800-53r5 AC-17"
package rules.systems.access_on_shared_equipment

import data.lib.findings

params := data.params["SYS-007"]

log := input.evidence.access_log

default applicable := false

applicable if count(electronic) > 0

# Readings on paper have neither a device nor an address.
electronic contains i if {
	some i, row in log
	row.device_id
}

electronic contains i if {
	some i, row in log
	row.source_ip
}

faults[i] contains findings.plain("the device is shared", "设备为共用设备") if {
	some i in electronic
	log[i].device_shared
}

faults[i] contains findings.plain(
	"the device is not managed",
	"设备未受管理",
) if {
	some i in electronic
	log[i].device_managed == false
}

faults[i] contains fault if {
	some i in electronic
	log[i].network in params.untrusted_networks
	fault := findings.text(
		"the access came over %s",
		"经由%s网络访问",
		[log[i].network],
		[log[i].network],
	)
}

doubts[i] contains findings.plain(
	"whether the device is shared is not recorded",
	"未记录设备是否共用",
) if {
	some i in electronic
	not is_boolean(object.get(log[i], "device_shared", ""))
}

doubts[i] contains findings.plain(
	"whether the device is managed is not recorded",
	"未记录设备是否受管理",
) if {
	some i in electronic
	not is_boolean(object.get(log[i], "device_managed", ""))
}

doubts[i] contains findings.plain("the network is unknown", "网络不明") if {
	some i in electronic
	object.get(log[i], "network", "unknown") == "unknown"
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(log[i], ["event_id"], texts | {text | some text in doubts[i]})
}

warn contains finding if {
	some i, texts in doubts
	not faults[i]
	finding := findings.of(log[i], ["event_id"], texts)
}
