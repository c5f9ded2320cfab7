# METADATA
# scope: package
# title: "Each account has a password of its own"
# description: "Different accounts are protected by different passwords, with no repeated password."
# schemas:
#   - input.evidence.password_vault_audit: schema.password_vault_audit
# custom:
#   id: PWD-004
#   title_zh: "不同账号使用不同密码"
#   description_zh: "不同账号应使用不同的密码,避免重复使用。"
#   severity: medium
#   clause: "篇十 第二段"
#   other_clauses: [篇五 第二段(加强密码安全)]
#   evidence: [password_vault_audit]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_reused: 0
#     max_weak: 0
#     max_report_age_days: 31
#   param_basis:
#     max_reused: "document"
#     max_weak: "project default"
#     max_report_age_days: "project default"
#   recommended_action: "Have the person replace each reused or weak password by one that the password manager generates."
#   recommended_action_zh: "让该人员用密码管理工具生成的新密码替换每个重复或弱密码。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "NIST SP 800-53r5 IA-5(8)"
package rules.passwords.repeated_password

import data.lib.ages
import data.lib.findings
import data.lib.times

params := data.params["PWD-004"]

audits := input.evidence.password_vault_audit

default applicable := false

applicable if count(audits) > 0

# reports[person]: the audits of the person, as [instant, row number].
reports[person] contains [began, i] if {
	some i, row in audits
	began := times.start(row.reported_at)
	person := row.person
}

newest contains i if {
	some known in reports
	[_, i] := max(known)
}

audit := {"en": "the newest audit", "zh": "最近一次审计"}

outdated[i] contains fault if {
	some i in newest
	fault := ages.stale(audits[i], "reported_at", audit, params.max_report_age_days)
}

faults[i] contains fault if {
	some i in newest
	audits[i].reused_count > params.max_reused
	fault := findings.text(
		"%v passwords are used more than once, above %v",
		"有%v个密码重复使用,超过%v个",
		[audits[i].reused_count, params.max_reused],
		[audits[i].reused_count, params.max_reused],
	)
}

faults[i] contains fault if {
	some i in newest
	audits[i].weak_count > params.max_weak
	fault := findings.text(
		"%v passwords are weak, above %v",
		"有%v个弱密码,超过%v个",
		[audits[i].weak_count, params.max_weak],
		[audits[i].weak_count, params.max_weak],
	)
}

deny contains finding if {
	some i, texts in faults
	not outdated[i]
	finding := findings.of(audits[i], ["person"], texts)
}

labels := {
	"reused_count": findings.plain(
		"the number of passwords used more than once is not recorded",
		"缺少重复密码数",
	),
	"weak_count": findings.plain(
		"the number of weak passwords is not recorded",
		"缺少弱密码数",
	),
}

doubts[i] contains text if {
	some i, texts in outdated
	some text in texts
}

doubts[i] contains text if {
	some i in newest
	some field, text in labels
	not is_number(object.get(audits[i], field, ""))
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(audits[i], ["person"], texts)
}
