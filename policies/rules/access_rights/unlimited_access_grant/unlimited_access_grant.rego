# METADATA
# scope: package
# title: "Access has a defined purpose, scope and time limit"
# description: "The rules state the permissions, scope and time limits for using information, so that its use is lawful, proper and necessary."
# schemas:
#   - input.evidence.access_grants: schema.access_grants
#   - input.evidence.account_inventory: schema.account_inventory
# custom:
#   id: IAM-001
#   title_zh: "明确信息使用权限、范围和时间限制"
#   description_zh: "应明确信息的使用权限、范围和时间限制,做到合法、正当、必要。"
#   severity: high
#   clause: "篇二 第四段(实践)"
#   other_clauses: [篇十四 第四段(实践), 金融服务客户沟通规范 8.2.3, 篇十二 第五段(权限不明)]
#   evidence: [access_grants, account_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: access_grants
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_grant_days: 365
#     review_days: 183
#   param_basis:
#     max_grant_days: "project default"
#     review_days: "PCI DSS v4.0.1 7.2.4 (six months)"
#   recommended_action: "Enter purpose, scope and end of the grant, limit it to a year, have it approved by another person and reviewed every half year, and disable accounts whose grants have ended."
#   recommended_action_zh: "登记授权的用途、范围和期限,期限不超过一年,由他人批准并每半年复核,授权到期后停用相应账号。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.18"
#     - "NIST SP 800-53r5 AC-2"
#     - "NIST SP 800-53r5 AC-6"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 7.1"
#     - "PCI DSS v4.0.1 7.2.4"
package rules.access_rights.unlimited_access_grant

import data.lib.ages
import data.lib.findings
import data.lib.times

params := data.params["IAM-001"]

grants := input.evidence.access_grants

accounts := input.evidence.account_inventory

default applicable := false

applicable if count(judged) > 0

judged contains i if {
	some i, row in grants
	not revoked(row)
	object.get(row, "data_class", "") != "none"
}

revoked(row) if {
	at := row.revoked_at
	not times.future(at)
}

required := {
	"purpose": findings.plain("the purpose is missing", "缺少用途"),
	"scope": findings.plain("the scope is missing", "缺少范围"),
	"expires_at": findings.plain("it has no end", "没有期限"),
}

enabled contains account if {
	some row in accounts
	row.enabled
	account := row.account
}

known contains account if {
	some row in accounts
	account := row.account
}

expired contains i if {
	some i in judged
	times.past(grants[i].expires_at)
}

last_review := {"en": "its last review", "zh": "最近一次复核"}

granting := {"en": "its granting, not reviewed since,", "zh": "授权后未复核,其授权"}

persons_of[account] contains person if {
	some row in accounts
	account := row.account
	person := row.person
}

# names(name): the name and the persons behind it.
names(name) := {name} | {person | some person in persons_of[name]}

holders(row) := names(row.account) | {name |
	person := row.person
	some name in names(person)
}

faults[i] contains text if {
	some i in judged
	some field, text in required
	not grants[i][field]
}

faults[i] contains fault if {
	some i in judged
	row := grants[i]
	times.later_than_days(row.granted_at, params.max_grant_days, row.expires_at)
	fault := findings.text(
		"it runs from %s to %s, longer than %v days",
		"期限自%s至%s,超过%v天",
		[row.granted_at, row.expires_at, params.max_grant_days],
		[row.granted_at, row.expires_at, params.max_grant_days],
	)
}

faults[i] contains fault if {
	some i in expired
	row := grants[i]
	row.account in enabled
	fault := findings.text(
		"it ended at %s while its account is still enabled",
		"已于%s到期,但账号仍处于启用状态",
		[row.expires_at],
		[row.expires_at],
	)
}

faults[i] contains fault if {
	some i in judged
	fault := ages.stale(grants[i], "last_reviewed_at", last_review, params.review_days)
}

faults[i] contains fault if {
	some i in judged
	not grants[i].last_reviewed_at
	fault := ages.stale(grants[i], "granted_at", granting, params.review_days)
}

faults[i] contains findings.plain("nobody approved it", "未经批准") if {
	some i in judged
	not grants[i].approved_by
}

faults[i] contains findings.plain(
	"it was approved by the person who holds it",
	"由被授权人本人批准",
) if {
	some i in judged
	shared := names(grants[i].approved_by) & holders(grants[i])
	count(shared) > 0
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(grants[i], ["grant_id"], texts)
}

nameless(row) if {
	not row.person
	account := row.account
	not persons_of[account]
}

unknown contains finding if {
	some i in expired
	account := grants[i].account
	not account in known
	finding := findings.of(grants[i], ["grant_id"], {findings.plain(
		"it has ended, and whether its account is still enabled is not known",
		"已到期,但不知其账号是否仍启用",
	)})
}

unknown contains finding if {
	some i in judged
	nameless(grants[i])
	finding := findings.of(grants[i], ["grant_id"], {findings.plain(
		"the person who holds it is not recorded",
		"未登记被授权人",
	)})
}
