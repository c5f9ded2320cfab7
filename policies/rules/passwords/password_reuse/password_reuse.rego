# METADATA
# scope: package
# title: "Old passwords cannot be used again"
# description: "The same password is not kept or taken up again over time."
# schemas:
#   - input.evidence.password_policy: schema.password_policy
# custom:
#   id: PWD-003
#   title_zh: "不得重复使用旧密码"
#   description_zh: "同一密码不得长期沿用,也不得在更换后重新启用。"
#   severity: medium
#   clause: "篇八 第四段"
#   other_clauses: [篇十 第二段]
#   evidence: [password_policy]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     min_history: 4
#   param_basis:
#     min_history: "PCI DSS v4.0.1 8.3.7"
#   recommended_action: "Let the system remember at least the last 4 passwords and refuse them (for PAM: pam_pwhistory with remember=4)."
#   recommended_action_zh: "让系统记住至少最近4个密码并拒绝再次使用(PAM:pam_pwhistory 设 remember=4)。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "PCI DSS v4.0.1 8.3.7"
package rules.passwords.password_reuse

import data.lib.findings

params := data.params["PWD-003"]

# A source that does not say how many passwords it remembers remembers none.
faults[i] contains fault if {
	some i, row in input.evidence.password_policy
	history := object.get(row, "history", 0)
	history < params.min_history
	fault := findings.text(
		"it remembers %v old passwords, fewer than %v",
		"只记住%v个旧密码,少于%v个",
		[history, params.min_history],
		[history, params.min_history],
	)
}

deny contains finding if {
	some i, texts in faults
	row := input.evidence.password_policy[i]
	finding := findings.at(row, "history", ["system_id", "source"], texts)
}
