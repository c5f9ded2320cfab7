# METADATA
# scope: package
# title: "Work over public Wi-Fi uses a VPN and avoids sensitive operations"
# description: "Public Wi-Fi is treated as unsafe, sensitive operations on it are avoided and a VPN encrypts the connection."
# schemas:
#   - input.evidence.endpoint_config: schema.endpoint_config
#   - input.evidence.access_log: schema.access_log
# custom:
#   id: NET-003
#   title_zh: "公共Wi-Fi须用VPN并避免敏感操作"
#   description_zh: "公共 Wi-Fi 视为不安全,应避免在其上进行敏感操作,并使用 VPN 加密连接。"
#   severity: high
#   clause: "篇五 第三段(公共Wi-Fi风险)"
#   other_clauses: [篇十 第三段(注意网络隐私)]
#   evidence: [endpoint_config, access_log]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     sensitive_actions:
#     - export
#     - bulk_read
#     - payment
#     - mail_admin
#     mobile_kinds:
#     - laptop
#     - phone
#     - tablet
#   param_basis:
#     sensitive_actions: "project default"
#     mobile_kinds: "project default"
#   recommended_action: "Force the VPN on untrusted networks, stop the device from joining open wireless networks by itself, and block sensitive operations that do not come over the VPN."
#   recommended_action_zh: "在不可信网络上强制使用 VPN,禁止设备自动连接开放无线网络,并阻断未经 VPN 的敏感操作。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.7"
#     - "ISO/IEC 27001:2022 A.8.24"
#     - "NIST SP 800-53r5 AC-17"
#     - "NIST SP 800-53r5 AC-18"
#     - "NIST SP 800-53r5 SC-8"
package rules.networks.public_wifi_without_vpn

import data.lib.findings

params := data.params["NET-003"]

devices := input.evidence.endpoint_config

log := input.evidence.access_log

default applicable := false

applicable if count(mobile) > 0

applicable if count(log) > 0

mobile contains i if {
	some i, row in devices
	row.kind in params.mobile_kinds
}

faults contains [i, "vpn_on_untrusted", findings.plain(
	"no VPN is forced on untrusted networks",
	"在不可信网络上未强制使用VPN",
)] if {
	some i in mobile
	not devices[i].vpn_on_untrusted
}

faults contains [i, "wifi_autojoin_open", findings.plain(
	"it may join open wireless networks by itself",
	"可自动连接开放无线网络",
)] if {
	some i in mobile
	not devices[i].wifi_autojoin_open == false
}

sensitive(row) if row.action in params.sensitive_actions

deny contains finding if {
	some [i, field, text] in faults
	finding := findings.at(devices[i], field, ["host"], {text})
}

deny contains finding if {
	some row in log
	row.network == "public_wifi"
	sensitive(row)
	finding := findings.of(row, ["event_id"], {findings.text(
		"%s over public Wi-Fi without a VPN",
		"未经VPN在公共Wi-Fi上进行%s操作",
		[row.action],
		[row.action],
	)})
}

# Readings on paper have neither a device nor an address.
electronic(row) if row.device_id

electronic(row) if row.source_ip

unknown contains finding if {
	some row in log
	row.network == "public_wifi"
	not row.action
	finding := findings.of(row, ["event_id"], {findings.plain(
		"what was done over public Wi-Fi is not recorded",
		"未记录在公共Wi-Fi上进行的操作",
	)})
}

unknown contains finding if {
	some row in log
	object.get(row, "network", "unknown") == "unknown"
	sensitive(row)
	electronic(row)
	finding := findings.of(row, ["event_id"], {findings.text(
		"the network of the sensitive operation %s is unknown",
		"敏感操作%s所用的网络不明",
		[row.action],
		[row.action],
	)})
}
