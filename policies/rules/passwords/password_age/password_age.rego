# METADATA
# scope: package
# title: "Passwords are changed regularly"
# description: "Passwords are changed at regular intervals and one password is not used for a long time."
# schemas:
#   - input.evidence.password_policy: schema.password_policy
#   - input.evidence.account_inventory: schema.account_inventory
# custom:
#   id: PWD-002
#   title_zh: "定期更换密码"
#   description_zh: "定期更换密码,同一密码不得长期使用。"
#   severity: medium
#   clause: "篇一 第二段(主动保护)"
#   other_clauses: [篇五 第二段(加强密码安全), 篇八 第四段, 篇十 第二段, 篇十三 三、信息安全的重要性, 篇一 第三段(个人的信息保护), 篇七 第三段(个人的信息保护)]
#   evidence: [password_policy, account_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_age_days: 90
#     passwordless_accounts: []
#   param_basis:
#     max_age_days: "PCI DSS v4.0.1 8.3.9 (document says regularly; NIST SP 800-63B advises against periodic change)"
#     passwordless_accounts: "project default"
#   recommended_action: "Limit the age of passwords to 90 days (for Linux: PASS_MAX_DAYS 90 in login.defs and chage -M 90 for existing accounts) and have the listed accounts change theirs now."
#   recommended_action_zh: "将密码有效期限制为90天(Linux:login.defs 中 PASS_MAX_DAYS 90,已有账号执行 chage -M 90),并让所列账号立即更换密码。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "PCI DSS v4.0.1 8.3.9"
package rules.passwords.password_age

import data.lib.findings
import data.lib.times

params := data.params["PWD-002"]

default applicable := false

applicable if count(input.evidence.password_policy) > 0

applicable if count(accounts) > 0

policy_faults[i] contains findings.plain(
	"passwords never expire: no maximum age is set",
	"密码永不过期:未设置最长使用期限",
) if {
	some i, row in input.evidence.password_policy
	object.get(row, "max_age_days", 0) <= 0
}

policy_faults[i] contains fault if {
	some i, row in input.evidence.password_policy
	row.max_age_days > params.max_age_days
	fault := findings.text(
		"passwords may be used for %v days, above %v",
		"密码可使用%v天,超过%v天",
		[row.max_age_days, params.max_age_days],
		[row.max_age_days, params.max_age_days],
	)
}

# Accounts that a person opens with a password.
accounts contains i if {
	some i, row in input.evidence.account_inventory
	row.kind in {"personal", "shared"}
	row.enabled
	account := row.account
	not account in params.passwordless_accounts
}

account_faults[i] contains findings.plain(
	"the last change of the password is not recorded",
	"没有最近一次更换密码的记录",
) if {
	some i in accounts
	not input.evidence.account_inventory[i].password_changed_at
}

account_faults[i] contains fault if {
	some i in accounts
	row := input.evidence.account_inventory[i]
	times.older_than_days(row.password_changed_at, params.max_age_days)
	fault := findings.text(
		"the password was last changed at %s, more than %v days ago",
		"密码最近一次更换于%s,已超过%v天",
		[row.password_changed_at, params.max_age_days],
		[row.password_changed_at, params.max_age_days],
	)
}

account_faults[i] contains findings.plain(
	"the last change of the password is dated in the future",
	"最近一次更换密码的时间在将来",
) if {
	some i in accounts
	times.ahead(input.evidence.account_inventory[i].password_changed_at)
}

deny contains finding if {
	some i, texts in policy_faults
	row := input.evidence.password_policy[i]
	finding := findings.at(row, "max_age_days", ["system_id", "source"], texts)
}

deny contains finding if {
	some i, texts in account_faults
	row := input.evidence.account_inventory[i]
	finding := findings.at(row, "password_changed_at", ["system_id", "account"], texts)
}
