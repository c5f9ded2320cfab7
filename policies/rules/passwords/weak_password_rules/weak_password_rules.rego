# METADATA
# scope: package
# title: "Passwords are long and mix all character classes"
# description: "Passwords are complex and hard to guess, containing upper and lower case letters, digits and special characters."
# schemas:
#   - input.evidence.password_policy: schema.password_policy
#   - input.evidence.system_inventory: schema.system_inventory
#   - input.evidence.account_inventory: schema.account_inventory
# custom:
#   id: PWD-001
#   title_zh: "密码复杂度含大小写字母、数字和特殊字符"
#   description_zh: "密码应当复杂、不易猜测,同时包含大小写字母、数字和特殊字符。"
#   severity: high
#   clause: "篇一 第二段(主动保护)"
#   other_clauses: [篇五 第二段(加强密码安全), 篇一 第三段(个人的信息保护), 篇七 第三段(个人的信息保护)]
#   evidence: [password_policy, system_inventory, account_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     min_length: 12
#     required_classes:
#     - upper
#     - lower
#     - digit
#     - special
#   param_basis:
#     min_length: "PCI DSS v4.0.1 8.3.6 (document gives no length)"
#     required_classes: "document"
#   recommended_action: "Set the minimum length to at least 12 and demand an upper case letter, a lower case letter, a digit and a special character at every place where a password of the system can be set (for PAM: minlen=12 with ucredit, lcredit, dcredit and ocredit at -1)."
#   recommended_action_zh: "在该系统每个可以设置密码的位置,将最小长度设为不少于12位,并要求同时包含大写字母、小写字母、数字和特殊字符(PAM:minlen=12,ucredit、lcredit、dcredit、ocredit 均为 -1)。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "NIST SP 800-53r5 IA-5(1)"
#     - "PCI DSS v4.0.1 8.3.6"
package rules.passwords.weak_password_rules

import data.lib.findings

params := data.params["PWD-001"]

default applicable := false

applicable if count(input.evidence.password_policy) > 0

applicable if some _ in accounts

# Every source of a system is judged, so that the weakest decides.
faults contains [i, "min_length", findings.plain(
	"no minimum length is set",
	"未设置密码最小长度",
)] if {
	some i, row in input.evidence.password_policy
	not row.min_length
}

faults contains [i, "min_length", fault] if {
	some i, row in input.evidence.password_policy
	row.min_length < params.min_length
	fault := findings.text(
		"the minimum length is %v, below %v",
		"密码最小长度为%v,低于%v",
		[row.min_length, params.min_length],
		[row.min_length, params.min_length],
	)
}

faults contains [i, "required_classes", fault] if {
	some i, row in input.evidence.password_policy
	required := {class | some class in params.required_classes}
	lacking := sort(required - {class | some class in object.get(row, "required_classes", [])})
	count(lacking) > 0
	fault := findings.text(
		"these character classes are not required: %s",
		"未要求下列字符类别:%s",
		[concat(", ", lacking)],
		[concat("、", lacking)],
	)
}

deny contains finding if {
	some [i, field, text] in faults
	row := input.evidence.password_policy[i]
	finding := findings.at(row, field, ["system_id", "source"], {text})
}

ruled_systems contains system if {
	some row in input.evidence.password_policy
	system := row.system_id
}

# accounts[system]: the rows of its enabled personal accounts.
accounts[system] contains i if {
	some i, row in input.evidence.account_inventory
	row.kind == "personal"
	row.enabled
	system := row.system_id
}

listed[system] contains i if {
	some i, row in input.evidence.system_inventory
	system := row.system_id
}

# A system that the inventory does not know is shown at its first account.
place(system) := input.evidence.system_inventory[min(listed[system])]._loc

place(system) := input.evidence.account_inventory[min(accounts[system])]._loc if {
	not listed[system]
}

unknown contains finding if {
	some system, _ in accounts
	not system in ruled_systems
	finding := findings.about(place(system), system, {findings.plain(
		"it has personal accounts, but its password rules were not delivered",
		"该系统有个人账号,但未提供其密码规则",
	)})
}
