# METADATA
# scope: package
# title: "No customer information leaked in private dealings"
# description: "First prohibition - customer information is not disclosed in private dealings, which shows as no transfer to private mailboxes, chat or personal accounts and no such incident."
# schemas:
#   - input.evidence.dlp_events: schema.dlp_events
#   - input.evidence.mail_log: schema.mail_log
#   - input.evidence.incident_register: schema.incident_register
# custom:
#   id: CIC-026-1
#   title_zh: "不准在私人交往中泄露客户信息"
#   description_zh: "三个不准之一:不准在私人交往中泄露客户信息,表现为不向私人邮箱、聊天工具和个人账户发送客户信息,也没有此类事件。"
#   severity: critical
#   clause: "篇五 第26条第1款"
#   other_clauses: [篇十八 第26条第1款, 银行业从业人员职业操守 第六段]
#   evidence: [dlp_events, mail_log, incident_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     private_destinations:
#     - personal_mail
#     - instant_messaging
#     - social_media
#     - personal_cloud
#     - removable_private
#     freemail_list:
#     - qq.com
#     - 163.com
#     - 126.com
#     - gmail.com
#     - outlook.com
#   param_basis:
#     private_destinations: "project default"
#     freemail_list: "project default"
#   recommended_action: "Block the private destination in the data-leak gateway, have the data deleted there, treat the transfer as a leak, and speak with the sender; send customer information only through approved business channels."
#   recommended_action_zh: "在防泄漏网关上阻断该私人去向,要求对方删除数据,按泄露事件处理并与发送人谈话;客户信息只通过批准的业务渠道传送。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "ISO/IEC 27001:2022 A.8.12"
#     - "NIST SP 800-53r5 AC-4"
package rules.three_prohibitions.private_dealings

import data.lib.findings

params := data.params["CIC-026-1"]

events := input.evidence.dlp_events

mails := input.evidence.mail_log

incidents := input.evidence.incident_register

default applicable := false

applicable if count(events) > 0

applicable if count(mails) > 0

applicable if count(incidents) > 0

leaving(event) if event.action != "blocked"

# possible_data(row): tagged as data of customers, or not tagged at all.
possible_data(row) if object.get(row, "data_class", "") != "none"

possibly_private(event) if event.destination_type in params.private_destinations

possibly_private(event) if not event.destination_type

unclear(event) if not event.data_class

unclear(event) if not event.destination_type

private_mails contains i if {
	some i, mail in mails
	mail.direction == "outbound"
	freemail[lower(mail.recipient_domain)]
	not own_address(mail)
}

freemail contains word if {
	some domain in params.freemail_list
	word := lower(domain)
}

# own_address(mail): it went to the registered address of the customer whom it is about.
own_address(mail) if mail.recipient_customer_id == mail.customer_id

deny contains finding if {
	some event in events
	leaving(event)
	event.data_class != "none"
	event.destination_type in params.private_destinations
	finding := findings.of(event, ["event_id"], {findings.text(
		"customer information (%s) went to a private place (%s) and was not blocked",
		"客户信息(%s)发往私人去向(%s)且未被阻断",
		[event.data_class, event.destination_type],
		[event.data_class, event.destination_type],
	)})
}

deny contains finding if {
	some i in private_mails
	mail := mails[i]
	mail.data_class != "none"
	finding := findings.of(mail, ["queue_id", "recipient_address"], {findings.text(
		"customer information (%s) was mailed to a private mailbox at %s",
		"客户信息(%s)被发往%s的私人邮箱",
		[mail.data_class, lower(mail.recipient_domain)],
		[mail.data_class, lower(mail.recipient_domain)],
	)})
}

deny contains finding if {
	some incident in incidents
	incident.category == "private_disclosure"
	finding := findings.of(incident, ["incident_id"], {findings.plain(
		"customer information was disclosed in private dealings",
		"在私人交往中泄露客户信息",
	)})
}

categories := {"private_disclosure", "public_discussion", "tipping_off", "other"}

unknown contains finding if {
	some event in events
	leaving(event)
	possible_data(event)
	possibly_private(event)
	unclear(event)
	finding := findings.of(event, ["event_id"], {findings.plain(
		"it may have taken customer information to a private place: class or destination is unknown",
		"可能将客户信息发往私人去向:数据类别或去向类型不明",
	)})
}

unknown contains finding if {
	some i in private_mails
	mail := mails[i]
	not mail.data_class
	finding := findings.of(mail, ["queue_id", "recipient_address"], {findings.text(
		"an untagged message went to a private mailbox at %s",
		"未标注数据类别的邮件被发往%s的私人邮箱",
		[lower(mail.recipient_domain)],
		[lower(mail.recipient_domain)],
	)})
}

unknown contains finding if {
	some incident in incidents
	incident.kind in {"leak", "suspected_leak"}
	not object.get(incident, "category", "") in categories
	finding := findings.of(incident, ["incident_id"], {findings.plain(
		"the leak has no known category, so a private disclosure cannot be ruled out",
		"泄露事件类别不明,不能排除私人交往中的泄露",
	)})
}
