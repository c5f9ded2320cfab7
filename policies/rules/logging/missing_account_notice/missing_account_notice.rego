# METADATA
# scope: package
# title: "Customers are told of changes in their accounts"
# description: "The bank's system reminds the customer promptly of changes in the account."
# schemas:
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.customer_notices: schema.customer_notices
#   - input.evidence.kyc_accounts: schema.kyc_accounts
# custom:
#   id: LOG-003
#   title_zh: "账户变动及时提醒客户"
#   description_zh: "账户发生变动时,银行系统应及时提醒客户。"
#   severity: low
#   clause: "篇十三 第五段"
#   evidence: [kyc_transactions, customer_notices, kyc_accounts]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: kyc_transactions
#   kind: technical
#   basis: recommendation
#   tier: adjacent
#   params:
#     notify_above_cny: 0
#     max_delay_minutes: 10
#   param_basis:
#     notify_above_cny: "project default"
#     max_delay_minutes: "project default (document says promptly)"
#   recommended_action: "Send the customer a notice of each change in the account within the allowed minutes, and find out why the notice is missing, late or undelivered."
#   recommended_action_zh: "账户每次变动后在规定分钟内通知客户,并查明通知缺失、迟发或未送达的原因。"
package rules.logging.missing_account_notice

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["LOG-003"]

transactions := input.evidence.kyc_transactions

accounts := input.evidence.kyc_accounts

default applicable := false

applicable if count(subjects) > 0

silent contains account if {
	some row in accounts
	row.alerts_on == false
	account := row.account_id
}

alerted contains account if {
	some row in accounts
	row.alerts_on
	account := row.account_id
}

wants_none(row) if row.account_id in silent

too_small(row) if row.amount_cny <= params.notify_above_cny

# subjects: transactions of which nobody says that no notice is due.
subjects contains i if {
	some i, row in transactions
	not too_small(row)
	not wants_none(row)
}

# sent[transaction]: when its notices were sent.
sent[txn] contains at if {
	some row in input.evidence.customer_notices
	row.topic == "account_change"
	object.get(row, "delivered", true)
	txn := row.ref
	at := row.sent_at
}

deadline(row) := times.end(row.at) + (times.hours(params.max_delay_minutes) / 60)

noticed(row) if {
	made_at := row.at
	some at in sent[row.txn_id]
	times.start(at) <= deadline(row)
	not times.surely_before(at, made_at)
}

missing contains i if {
	some i in subjects
	row := transactions[i]
	not noticed(row)
	times.now > deadline(row)
}

# due(row): a notice is certainly due.
due(row) if {
	row.amount_cny
	row.account_id in alerted
}

no_notice := findings.text(
	"no notice of the change reached the customer within %v minutes",
	"%v分钟内没有将账户变动通知送达客户",
	[params.max_delay_minutes],
	[params.max_delay_minutes],
)

deny contains finding if {
	not evidence.incomplete("customer_notices")
	some i in missing
	due(transactions[i])
	finding := findings.of(transactions[i], ["txn_id"], {no_notice})
}

unknown contains finding if {
	evidence.incomplete("customer_notices")
	some i in missing
	due(transactions[i])
	finding := findings.of(transactions[i], ["txn_id"], {no_notice})
}

unknown contains finding if {
	some i in missing
	not due(transactions[i])
	finding := findings.of(transactions[i], ["txn_id"], {findings.plain(
		"no notice in time, and its amount or the account's wish for notices is not recorded",
		"未及时通知,且缺少交易金额或账户的变动提醒设置",
	)})
}
