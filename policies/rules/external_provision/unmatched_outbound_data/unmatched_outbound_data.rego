# METADATA
# scope: package
# title: "Outbound customer data matches an approved disclosure"
# description: "Customer data seen leaving by mail, upload or file transfer corresponds to an approved external provision."
# schemas:
#   - input.evidence.dlp_events: schema.dlp_events
#   - input.evidence.mail_log: schema.mail_log
#   - input.evidence.disclosure_register: schema.disclosure_register
# custom:
#   id: CIC-024b
#   title_zh: "外发客户数据须对应已批准的对外提供记录"
#   description_zh: "通过邮件、上传或文件传输发出的客户数据,均应对应到事先经主管和经理批准、收件方一致的对外提供记录。"
#   severity: critical
#   clause: "篇五 第24条"
#   other_clauses: [篇十八 第24条]
#   evidence: [dlp_events, mail_log, disclosure_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     internal_domains:
#     - example.com
#   param_basis:
#     internal_domains: "project default"
#   recommended_action: "Find out what was sent to whom, have it deleted there, treat it as a suspected leak, and let mail and upload of customer data ask for the number of an approved disclosure."
#   recommended_action_zh: "查明发出的内容和去向,要求对方删除,按疑似泄露处理;今后外发客户数据须填写已批准的提供记录编号。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.12"
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 AC-4"
package rules.external_provision.unmatched_outbound_data

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["CIC-024b"]

register := input.evidence.disclosure_register

# Where both logs keep the same things.
logs := {
	"dlp_events": {"domain": "destination_domain", "key": ["event_id"]},
	"mail_log": {"domain": "recipient_domain", "key": ["queue_id", "recipient_address"]},
}

default applicable := false

applicable if count(outbound) > 0

# Events with customer data that left, as [kind, row number]. An empty data class is unknown.
outbound contains ["dlp_events", i] if {
	some i, row in input.evidence.dlp_events
	row.action != "blocked"
	leaves("dlp_events", row)
}

outbound contains ["mail_log", i] if {
	some i, row in input.evidence.mail_log
	row.direction == "outbound"
	leaves("mail_log", row)
}

leaves(kind, row) if {
	object.get(row, "data_class", "unknown") != "none"
	not in_house(kind, row)
	not to_customer(row)
}

internal_domains contains word if {
	some name in params.internal_domains
	word := lower(name)
}

in_house(kind, row) if domain(kind, row) in internal_domains

domain(kind, row) := lower(object.get(row, logs[kind].domain, ""))

# The customer concerned may have what is theirs.
to_customer(row) if row.recipient_customer_id == row.customer_id

disclosures[disclosure_id] contains i if {
	some i, row in register
	disclosure_id := row.disclosure_id
}

registered(row) if disclosures[row.disclosure_id]

# problems(kind, row): why no approved disclosure covers the event; empty if one does. Of several
# rows of one disclosure the best one counts.
problems(_, row) := {findings.plain("it names no disclosure", "未注明对外提供记录")} if {
	not row.disclosure_id
}

problems(_, row) := {findings.text(
	"the disclosure %s is not registered",
	"对外提供记录%s未登记",
	[row.disclosure_id],
	[row.disclosure_id],
)} if {
	not registered(row)
}

problems(kind, row) := min(verdicts)[1] if {
	verdicts := {[count(texts), texts] |
		some i in disclosures[row.disclosure_id]
		texts := shortcomings(register[i], domain(kind, row), row.at)
	}
}

shortcomings(disclosure, destination, at) := {findings.text(
	"the disclosure %s %s",
	"对外提供记录%s%s",
	[disclosure.disclosure_id, texts.en],
	[disclosure.disclosure_id, texts.zh],
) |
	some need, texts in {
		"domain": findings.plain("is for other destinations", "不含该目的地"),
		"supervisor_approved_at": findings.plain(
			"was not approved by the supervisor before",
			"未事先经主管批准",
		),
		"manager_approved_at": findings.plain(
			"was not approved by the manager before",
			"未事先经经理批准",
		),
	}
	not meets(need, disclosure, destination, at)
}

meets("domain", disclosure, destination, _) if {
	some name in disclosure.recipient_domains
	lower(name) == destination
}

meets(field, disclosure, _, at) if times.before(disclosure[field], at)

doubts(row) := {text |
	text := findings.plain("its data class is unknown", "数据类别不明")
	not row.data_class
}

# undecided(row): the event may be none of customer data, or its disclosure stand in a part of the
# register that could not be read.
undecided(row) if not row.data_class

undecided(row) if {
	row.disclosure_id
	not registered(row)
	evidence.incomplete("disclosure_register")
}

uncovered contains [row, key, texts] if {
	some [kind, i] in outbound
	row := input.evidence[kind][i]
	key := logs[kind].key
	texts := problems(kind, row)
	count(texts) > 0
}

deny contains finding if {
	some [row, key, texts] in uncovered
	not undecided(row)
	finding := findings.of(row, key, texts)
}

unknown contains finding if {
	some [row, key, texts] in uncovered
	undecided(row)
	finding := findings.of(row, key, texts | doubts(row))
}
