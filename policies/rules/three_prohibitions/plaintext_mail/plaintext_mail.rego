# METADATA
# scope: package
# title: "Mail with customer information is encrypted in transit"
# description: "Third prohibition, correspondence - messages with customer information travel only encrypted, never as plain mail."
# schemas:
#   - input.evidence.mail_log: schema.mail_log
# custom:
#   id: CIC-026-3b
#   title_zh: "含客户信息的邮件须加密传输"
#   description_zh: "三个不准之三(通信部分):含客户信息的邮件只能加密传送,不得以普通明文邮件传送。"
#   severity: high
#   clause: "篇五 第26条第3款"
#   other_clauses: [篇十八 第26条第3款]
#   evidence: [mail_log]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: mail_log
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     min_tls: '1.2'
#     require_e2e_for:
#     - sensitive
#   param_basis:
#     min_tls: "NIST SP 800-52r2"
#     require_e2e_for: "project default"
#   recommended_action: "Require TLS 1.2 or later towards the recipient's domain, encrypt sensitive contents end to end, and tag every outgoing message with its data class."
#   recommended_action_zh: "对收件域强制使用TLS 1.2或更高版本,敏感内容采用端到端加密,并为每封外发邮件标注数据类别。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "ISO/IEC 27001:2022 A.8.24"
#     - "NIST SP 800-53r5 SC-8"
#     - "GB/T 35273-2020 6.3"
package rules.three_prohibitions.plaintext_mail

import data.lib.findings

params := data.params["CIC-026-3b"]

mails := input.evidence.mail_log

default applicable := false

applicable if count(sent) > 0

# sent: messages that went out with customer information or with contents that nobody tagged.
sent contains i if {
	some i, mail in mails
	mail.direction == "outbound"
	not object.get(mail, "status", "sent") in {"deferred", "bounced"}
	object.get(mail, "data_class", "") != "none"
}

# exposed: of those, the messages not encrypted from end to end.
exposed contains i if {
	some i in sent
	not mails[i].end_to_end_encrypted
}

tls_ranks := {"none": 0, "ssl3": 1, "1.0": 2, "1.1": 3, "1.2": 4, "1.3": 5}

strong_transport(mail) if tls_ranks[mail.tls_version] >= tls_ranks[params.min_tls]

faults[i] contains fault if {
	some i in exposed
	mail := mails[i]
	not strong_transport(mail)
	class := mail.data_class
	version := object.get(mail, "tls_version", "unknown")
	fault := findings.text(
		"customer information (%s) was sent with TLS %s, below %s, and without end-to-end encryption",
		"客户信息(%s)以TLS %s发送,低于%s,且未作端到端加密",
		[class, version, params.min_tls],
		[class, version, params.min_tls],
	)
}

faults[i] contains fault if {
	some i in exposed
	mail := mails[i]
	mail.data_class in params.require_e2e_for
	fault := findings.text(
		"information of class %s needs end-to-end encryption",
		"%s类信息须端到端加密",
		[mail.data_class],
		[mail.data_class],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(mails[i], ["queue_id", "recipient_address"], texts)
}

unknown contains finding if {
	some i in exposed
	not mails[i].data_class
	finding := findings.of(mails[i], ["queue_id", "recipient_address"], {findings.plain(
		"the message has no data class, so the encryption that it needed is unknown",
		"邮件未标注数据类别,无法判断所需的加密",
	)})
}
