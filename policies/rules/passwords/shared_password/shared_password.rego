# METADATA
# scope: package
# title: "Account and password details are not given to others"
# description: "Account and password information is not disclosed to other people."
# schemas:
#   - input.evidence.account_inventory: schema.account_inventory
#   - input.evidence.dlp_events: schema.dlp_events
# custom:
#   id: PWD-007
#   title_zh: "不得随意透露或共用账户密码"
#   description_zh: "账号和密码信息不得透露给他人。"
#   severity: high
#   clause: "篇一 第三段(个人的信息保护)"
#   other_clauses: [篇七 第三段(个人的信息保护), 篇八 第四段]
#   evidence: [account_inventory, dlp_events]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_persons: 1
#   param_basis:
#     max_persons: "document"
#   recommended_action: "Change the password that several persons know, give each of them an account, name an owner for service and shared accounts, and block mail and uploads that hold credentials."
#   recommended_action_zh: "更换多人知晓的密码,为每人单独开立账号,为服务账号和共用账号指定责任人,并阻断含有凭据的外发。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-2"
#     - "NIST SP 800-53r5 IA-5"
#     - "PCI DSS v4.0.1 8.2.2"
package rules.passwords.shared_password

import data.lib.findings

params := data.params["PWD-007"]

accounts := input.evidence.account_inventory

events := input.evidence.dlp_events

default applicable := false

applicable if count(judged) > 0

applicable if count(events) > 0

judged contains i if {
	some i, row in accounts
	row.enabled
	row.kind in {"personal", "service", "shared"}
}

faults[i] contains fault if {
	some i in judged
	row := accounts[i]
	row.kind == "personal"
	row.persons_using > params.max_persons
	fault := findings.text(
		"%v persons know its password, above %v",
		"有%v人知晓其密码,超过%v人",
		[row.persons_using, params.max_persons],
		[row.persons_using, params.max_persons],
	)
}

faults[i] contains findings.plain("no person answers for it", "没有责任人") if {
	some i in judged
	not accounts[i].person
}

# sent: what was not blocked and holds credentials, or nobody knows what.
sent contains i if {
	some i, row in events
	row.action != "blocked"
	object.get(row, "data_class", "credential") == "credential"
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(accounts[i], ["system_id", "account"], texts)
}

deny contains finding if {
	some i in sent
	events[i].data_class
	finding := findings.of(events[i], ["event_id"], {findings.plain(
		"credentials went out without being blocked",
		"含凭据的外发未被阻断",
	)})
}

unknown contains finding if {
	some i in judged
	row := accounts[i]
	row.kind == "personal"
	not is_number(object.get(row, "persons_using", ""))
	finding := findings.of(row, ["system_id", "account"], {findings.plain(
		"how many persons know its password is not recorded",
		"未登记有多少人知晓其密码",
	)})
}

unknown contains finding if {
	some i in sent
	not events[i].data_class
	finding := findings.of(events[i], ["event_id"], {findings.plain(
		"whether what went out holds credentials is not known",
		"未知外发内容是否含凭据",
	)})
}
