# METADATA
# scope: package
# title: "Shared devices log out and clear traces"
# description: "On public or shared devices people sign out and clear browsing records, cache and cookies."
# schemas:
#   - input.evidence.endpoint_config: schema.endpoint_config
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: SYS-006
#   title_zh: "公共共享设备退出账号并清理记录"
#   description_zh: "在公共或共享设备上使用后应退出账号,并清除浏览记录、缓存和 Cookie。"
#   severity: medium
#   clause: "篇一 第五段"
#   other_clauses: [篇十 第三段(注意网络隐私)]
#   evidence: [endpoint_config, system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_idle_minutes: 15
#   param_basis:
#     max_idle_minutes: "PCI DSS v4.0.1 8.2.8"
#   recommended_action: "Have the browser of the shared device clear its traces on exit and save no passwords, and lock the screen within the allowed idle time."
#   recommended_action_zh: "将共享设备的浏览器设为退出时清除记录且不保存密码,并在规定的空闲时间内自动锁屏。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.7"
#     - "ISO/IEC 27001:2022 A.8.1"
#     - "NIST SP 800-53r5 AC-12"
#     - "NIST SP 800-53r5 AC-11"
#     - "PCI DSS v4.0.1 8.2.8"
package rules.systems.uncleared_shared_device

import data.lib.findings

params := data.params["SYS-006"]

devices := input.evidence.endpoint_config

systems := input.evidence.system_inventory

default applicable := false

applicable if count(shared) > 0

applicable if count(undecided) > 0

shared contains host if {
	some row in array.concat(devices, systems)
	row.shared_device
	host := row.host
}

personal contains host if {
	some row in array.concat(devices, systems)
	row.shared_device == false
	host := row.host
}

decided := shared | personal

# undecided: devices of which neither source says whether they are shared.
undecided contains host if {
	some row in devices
	host := row.host
	not host in decided
}

locks_in_time(row) if {
	row.screen_lock_minutes >= 0
	row.screen_lock_minutes <= params.max_idle_minutes
}

faults contains [i, "browser_clear_on_exit", findings.plain(
	"the browser does not clear its traces on exit",
	"浏览器退出时不清除记录",
)] if {
	some i, row in devices
	not row.browser_clear_on_exit
}

faults contains [i, "browser_saves_passwords", findings.plain(
	"the browser may save passwords",
	"浏览器可保存密码",
)] if {
	some i, row in devices
	not row.browser_saves_passwords == false
}

faults contains [i, "screen_lock_minutes", fault] if {
	some i, row in devices
	not locks_in_time(row)
	fault := findings.text(
		"the screen is not locked within %v idle minutes",
		"未在空闲%v分钟内锁屏",
		[params.max_idle_minutes],
		[params.max_idle_minutes],
	)
}

deny contains finding if {
	some [i, field, text] in faults
	devices[i].host in shared
	finding := findings.at(devices[i], field, ["host"], {text})
}

configured contains host if {
	some row in devices
	host := row.host
}

seen(row) if row.host in configured

unknown contains finding if {
	some [i, _, _] in faults
	devices[i].host in undecided
	finding := findings.of(devices[i], ["host"], {findings.plain(
		"its settings do not suit a shared device, and nobody records whether it is one",
		"其设置不符合共享设备要求,且未登记是否为共享设备",
	)})
}

unknown contains finding if {
	some row in systems
	row.shared_device
	not seen(row)
	finding := findings.of(row, ["system_id"], {findings.plain(
		"the settings of the shared device were not collected",
		"未采集到该共享设备的设置",
	)})
}
