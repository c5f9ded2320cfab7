# METADATA
# scope: package
# title: "Customers are told 60 days before their document expires"
# description: "Customers are prompted in time to update identity information, and a customer whose document is about to expire is told 60 days before it does."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.customer_notices: schema.customer_notices
# custom:
#   id: AML-024a
#   title_zh: "证件失效前60天通知客户更新"
#   description_zh: "及时提示客户更新身份信息;身份证件即将到期的,在失效前60天通知客户。"
#   severity: medium
#   clause: "支付机构反洗钱办法 持续身份识别 证件更新"
#   evidence: [kyc_customers, customer_notices]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     lead_days: 60
#     tolerance_days: 0
#   param_basis:
#     lead_days: "document"
#     tolerance_days: "document"
#   recommended_action: "Tell the customer on another channel at once, and send such notices early enough in future."
#   recommended_action_zh: "立即通过其他渠道通知客户,今后按时提前通知。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "NIST SP 800-53r5 SI-18"
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 34"
package rules.aml.expiry_notice

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-024a"]

rows := input.evidence.kyc_customers

default applicable := false

applicable if some _ in expiring

applicable if some _ in undated

active contains i if {
	some i, row in rows
	row.status == "active"
}

undated contains i if {
	some i in active
	not rows[i].id_expires_at
}

horizon := times.add_days(times.today, params.lead_days)

# A document valid for life expires in 9999.
expiring contains i if {
	some i in active
	rows[i].id_expires_at <= horizon
}

delivered[key] contains day if {
	some row in input.evidence.customer_notices
	row.topic == "id_expiry"
	row.delivered
	customer_id := row.customer_id
	expiry := times.day(row.event_at)
	key := [customer_id, expiry]
	day := times.day(row.sent_at)
	day <= times.today
}

# last_day(row): the last day on which the notice is in time.
last_day(row) := max({regular(row)} | {times.add_days(row.relationship_start_at, 1) |
	row.relationship_start_at
})

regular(row) := times.add_days(row.id_expires_at, params.tolerance_days - params.lead_days)

untold[i] contains fault if {
	some i in expiring
	row := rows[i]
	day := last_day(row)
	times.past(day)
	key := [row.customer_id, row.id_expires_at]
	not delivered[key]
	fault := findings.text(
		"no notice of the expiry on %s was delivered, the last day was %s",
		"没有送达证件将于%s到期的通知,最后期限为%s",
		[row.id_expires_at, day],
		[row.id_expires_at, day],
	)
}

faults[i] contains fault if {
	some i in expiring
	row := rows[i]
	day := last_day(row)
	key := [row.customer_id, row.id_expires_at]
	first := min(delivered[key])
	first > day
	fault := findings.text(
		"the notice of the expiry on %s was sent on %s, the last day was %s",
		"证件于%s到期的通知在%s才发送,最后期限为%s",
		[row.id_expires_at, first, day],
		[row.id_expires_at, first, day],
	)
}

faults[i] contains findings.plain("the day of expiry is not recorded", "没有证件到期日") if {
	some i in undated
}

faults[i] contains fault if {
	not evidence.incomplete("customer_notices")
	some i, texts in untold
	some fault in texts
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["customer_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("customer_notices")
	some i, texts in untold
	finding := findings.of(rows[i], ["customer_id"], texts)
}
