# METADATA
# scope: package
# title: "No direct marketing to customers who opted out"
# description: "Customers who opted out of direct marketing receive no promotional call, short message or mail."
# schemas:
#   - input.evidence.marketing_log: schema.marketing_log
#   - input.evidence.optout_flags: schema.optout_flags
# custom:
#   id: PRV-302-1
#   title_zh: "不得向选退直接营销的客户营销"
#   description_zh: "选退直接营销的客户不再收到促销电话、短信或邮件。"
#   severity: high
#   clause: "CRM数据隐私 3(1)增强逻辑数据模型"
#   other_clauses: [客户数据采集 第四段(促销电话、废品短信和邮件)]
#   evidence: [marketing_log, optout_flags]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: marketing_log
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     grace_hours: 24
#     exempt_campaigns:
#     - service_notice
#     - security_notice
#   param_basis:
#     grace_hours: "project default"
#     exempt_campaigns: "project default"
#   recommended_action: "Take the customer off all marketing lists, match lists against the opt-outs before each campaign, and name the customer of each message."
#   recommended_action_zh: "将该客户从所有营销名单中剔除,每次营销前与选退记录比对,并登记每条消息对应的客户。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 PT-4"
#     - "PIPL art. 24"
#     - "GB/T 35273-2020 8.4"
#     - "PRC Consumer Protection Law (2013) art. 29"
package rules.privacy.marketing_despite_optout

import data.lib.findings
import data.lib.optouts
import data.lib.times

params := data.params["PRV-302-1"]

messages := input.evidence.marketing_log

default applicable := false

applicable if count(marketing) > 0

marketing contains i if {
	some i, row in messages
	not object.get(row, "campaign", "") in params.exempt_campaigns
}

# Choices may take some hours to reach the senders.
effective_until(row) := times.start(row.sent_at) - times.hours(params.grace_hours)

faults[i] contains findings.plain(
	"its recipient could not be joined to a customer",
	"无法对应到客户",
) if {
	some i in marketing
	not messages[i].customer_id
}

faults[i] contains fault if {
	some i in marketing
	row := messages[i]
	some fault in optouts.faults(row.customer_id, "direct_marketing", effective_until(row))
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(messages[i], ["message_id"], texts)
}

undecided(row) := optouts.undecided(
	row.customer_id,
	"direct_marketing",
	row.sent_at,
	params.grace_hours,
)

unknown contains finding if {
	some i in marketing
	row := messages[i]
	texts := optouts.doubts(row.customer_id, effective_until(row)) | undecided(row)
	count(texts) > 0
	finding := findings.of(row, ["message_id"], texts)
}
