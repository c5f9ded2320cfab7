# METADATA
# scope: package
# title: "Social-media accounts are private, reviewed and pruned"
# description: "Social-media accounts have strict privacy settings, share personal information only with trusted people, and unused ones are checked for and deleted regularly."
# schemas:
#   - input.evidence.account_inventory: schema.account_inventory
# custom:
#   id: SYS-010
#   title_zh: "社交账号设严隐私并清理闲置账号"
#   description_zh: "社交账号应设置严格的隐私权限,仅与可信的人分享个人信息,并定期检查和注销不用的账号。"
#   severity: low
#   clause: "篇十 第六段(社交媒体)"
#   other_clauses: [篇一 第二段(主动保护)]
#   evidence: [account_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     accepted_visibility:
#     - private
#     - contacts_only
#     - corporate_public
#     review_days: 183
#     dormant_days: 180
#   param_basis:
#     accepted_visibility: "project default"
#     review_days: "project default"
#     dormant_days: "project default"
#   recommended_action: "Restrict who can see the account, review its privacy settings every half year, and delete accounts that are no longer used."
#   recommended_action_zh: "限制账号的可见范围,每半年复核一次隐私设置,并注销不再使用的账号。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.10"
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "NIST SP 800-53r5 AC-2"
#     - "NIST SP 800-53r5 AC-2(3)"
#     - "NIST SP 800-53r5 PL-4(1)"
package rules.systems.neglected_social_account

import data.lib.ages
import data.lib.findings

params := data.params["SYS-010"]

accounts := input.evidence.account_inventory

default applicable := false

applicable if count(social) > 0

social contains i if {
	some i, row in accounts
	row.kind == "social"
}

last_review := {"en": "the review of its privacy settings", "zh": "隐私设置复核"}

login := {"en": "its last use", "zh": "最近一次登录"}

faults[i] contains fault if {
	some i in social
	seen := object.get(accounts[i], "visibility", "unknown")
	not seen in params.accepted_visibility
	fault := findings.text(
		"its visibility is %s",
		"可见范围为%s",
		[seen],
		[seen],
	)
}

faults[i] contains fault if {
	some i in social
	fault := ages.stale(accounts[i], "privacy_reviewed_at", last_review, params.review_days)
}

faults[i] contains fault if {
	some i in social
	fault := ages.unrecorded(accounts[i], "privacy_reviewed_at", last_review)
}

faults[i] contains fault if {
	some i in social
	fault := ages.stale(accounts[i], "last_login_at", login, params.dormant_days)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(accounts[i], ["system_id", "account"], texts)
}

unknown contains finding if {
	some i in social
	fault := ages.unrecorded(accounts[i], "last_login_at", login)
	finding := findings.of(accounts[i], ["system_id", "account"], {fault})
}
