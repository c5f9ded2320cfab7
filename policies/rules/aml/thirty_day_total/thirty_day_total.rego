# METADATA
# scope: package
# title: "Individuals are verified at the 30-day cumulative threshold"
# description: "An individual's valid document is checked and copied when receipts and payments over all of the person's accounts within 30 days add up to CNY 50,000 or more, or the equivalent of USD 10,000 or more."
# schemas:
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.kyc_customers: schema.kyc_customers
# custom:
#   id: AML-012-2
#   title_zh: "个人30天内双边收付累计五万元或一万美元须核对"
#   description_zh: "个人客户全部账户30天内资金双边收付累计人民币5万元以上或者外币等值1万美元以上的,核对有效身份证件并留存复印件。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 个人客户(二)"
#   evidence: [kyc_transactions, kyc_accounts, id_verifications, kyc_customers]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     window_days: 30
#     cumulative_cny: 50000
#     cumulative_usd: 10000
#   param_basis:
#     window_days: "document"
#     cumulative_cny: "document"
#     cumulative_usd: "document"
#   recommended_action: "Check the valid document of the customer and keep a copy, and let the system stop the transaction that reaches the total."
#   recommended_action_zh: "核对该客户的有效证件并留存复印件,并由系统拦截使累计金额达到限额的交易。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.aml.thirty_day_total

import data.lib.amounts
import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-012-2"]

rows := input.evidence.kyc_transactions

default applicable := false

applicable if some _ in entries

applicable if some _ in doubts

masters[customer_id] contains master if {
	some row in input.evidence.kyc_accounts
	customer_id := row.customer_id
	master := object.get(row, "master_customer_id", customer_id)
}

# people_of[customer_id]: under which customers the accounts are kept together; the customer itself
# where no account names another.
people_of[customer_id] contains master if {
	some customer_id, _ in customers.by_id
	some master in heads(customer_id)
}

heads(customer_id) := masters[customer_id]

heads(customer_id) := {customer_id} if not masters[customer_id]

holders[account_id] contains customer_id if {
	some row in input.evidence.kyc_accounts
	account_id := row.account_id
	customer_id := row.customer_id
}

# customer_of(row): the customer of a transaction is its own, or else the account's.
customer_of(row) := row.customer_id

customer_of(row) := min(holders[row.account_id]) if not row.customer_id

linked[master] contains customer_id if {
	some customer_id, found in people_of
	some master in found
}

reversed contains txn_id if {
	some row in rows
	txn_id := row.reversal_of
}

counted contains i if {
	some i, row in rows
	not row.reversal_of
	txn_id := row.txn_id
	not txn_id in reversed
}

limits := {"cny": params.cumulative_cny, "usd": params.cumulative_usd}

currency(row) := "usd" if row.foreign

currency(row) := "cny" if not row.foreign

amount(row) := row.amount_usd if row.foreign

amount(row) := row.amount_cny if not row.foreign

# entries[[master, currency]]: [instant, row number, day, amount] of each transaction.
entries[key] contains entry if {
	some i in counted
	row := rows[i]
	customers.individual(customer_of(row))
	some master in people_of[customer_of(row)]
	key := [master, currency(row)]
	entry := [times.start(row.at), i, times.day(row.at), amount(row)]
}

# crossings[key]: the transactions with which a window reaches the limit.
crossings[key] contains entry if {
	some key, found in entries
	some entry in found
	first := times.add_days(entry[2], 1 - params.window_days)
	within := [other[3] |
		some other in found
		other[2] >= first
		[other[0], other[1]] <= [entry[0], entry[1]]
	]
	amounts.volume(within) >= limits[key[1]]
}

unproven contains [master, i, finding] if {
	some key, found in crossings
	[_, i, _, _] := min(found)
	row := rows[i]
	[master, _] := key
	not proven(master, row)
	fault := findings.text(
		"receipts and payments of %v days reach %v %s with it, without an earlier match and copy",
		"%v天内收付累计在该笔达到%v%s,此前没有核对一致并留存复印件的记录",
		[params.window_days, limits[key[1]], upper(key[1])],
		[params.window_days, limits[key[1]], upper(key[1])],
	)
	finding := findings.of(row, ["txn_id"], {fault})
}

proven(master, row) if {
	some customer_id in linked[master]
	checks.copied_by(customer_id, row.at)
}

proven(master, row) if checks.copied_by(master, row.at)

in_doubt(_, _) if evidence.incomplete("id_verifications")

in_doubt(master, row) if {
	some customer_id in (linked[master] | {master})
	some j in checks.copied[customer_id]
	checks.perhaps_by(j, row.at)
}

deny contains finding if {
	some [master, i, finding] in unproven
	not in_doubt(master, rows[i])
}

unknown contains finding if {
	some [master, i, finding] in unproven
	in_doubt(master, rows[i])
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(rows[i], ["txn_id"], texts)
}

doubts[i] contains findings.plain(
	"its amount in the currency of the limit is missing",
	"缺少按限额币种折算的金额",
) if {
	some i in counted
	customers.individual(customer_of(rows[i]))
	not priced(rows[i])
}

doubts[i] contains findings.plain(
	"its customer is not among the registered ones",
	"其客户不在客户登记中",
) if {
	some i in counted
	rows[i].account_id
	not known(rows[i])
}

priced(row) if is_number(amount(row))

known(row) if customers.known(customer_of(row))
