# METADATA
# scope: package
# title: "Phishing mail, links and sites are filtered"
# description: "People do not open strange links, attachments or suspicious files, and check that sites are genuine; junk mail and calls are deleted and blocked."
# schemas:
#   - input.evidence.mail_web_filter: schema.mail_web_filter
# custom:
#   id: NET-006
#   title_zh: "过滤钓鱼邮件、链接和网站"
#   description_zh: "不打开陌生链接、附件和可疑文件,核实网站真伪,删除垃圾邮件并拦截骚扰电话。"
#   severity: medium
#   clause: "篇一 第三段(网络诈骗和钓鱼)"
#   other_clauses: [篇五 第五段(安全意识), 篇十 第四段(谨慎分享), 篇一 第三段(个人的信息保护), 篇七 第三段(个人的信息保护)]
#   evidence: [mail_web_filter]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     accepted_dmarc:
#     - quarantine
#     - reject
#     max_list_age_days: 7
#   param_basis:
#     accepted_dmarc: "project default"
#     max_list_age_days: "project default"
#   recommended_action: "Publish SPF and a DMARC policy of quarantine or reject, sign mail with DKIM, block dangerous attachments and links, and update the lists at least weekly."
#   recommended_action_zh: "发布 SPF 记录和 quarantine 或 reject 的 DMARC 策略,用 DKIM 签名,拦截危险附件和链接,名单至少每周更新。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.23"
#     - "ISO/IEC 27001:2022 A.8.7"
#     - "NIST SP 800-53r5 SI-8"
#     - "PCI DSS v4.0.1 5.4.1"
package rules.networks.unfiltered_phishing

import data.lib.ages
import data.lib.findings

params := data.params["NET-006"]

domains := input.evidence.mail_web_filter

default applicable := false

applicable if count(domains) > 0

safeguards := {
	"spf": findings.plain("no SPF record is published", "未发布SPF记录"),
	"dkim": findings.plain("mail is not signed with DKIM", "邮件未用DKIM签名"),
	"attachment_blocking": findings.plain(
		"dangerous attachments are not blocked",
		"未拦截危险附件",
	),
	"url_filtering": findings.plain("dangerous links are not blocked", "未拦截危险链接"),
}

update := {"en": "the update of its lists", "zh": "名单更新"}

faults contains [i, field, text] if {
	some i, row in domains
	some field, text in safeguards
	not row[field]
}

faults contains [i, "dmarc_policy", fault] if {
	some i, row in domains
	policy := object.get(row, "dmarc_policy", "none")
	not policy in params.accepted_dmarc
	fault := findings.text(
		"the DMARC policy is %s",
		"DMARC策略为%s",
		[policy],
		[policy],
	)
}

faults contains [i, "lists_updated_at", fault] if {
	some i, row in domains
	fault := ages.stale(row, "lists_updated_at", update, params.max_list_age_days)
}

faults contains [i, "lists_updated_at", fault] if {
	some i, row in domains
	fault := ages.unrecorded(row, "lists_updated_at", update)
}

deny contains finding if {
	some [i, field, text] in faults
	finding := findings.at(domains[i], field, ["domain"], {text})
}
