# METADATA
# scope: package
# title: "Individuals are verified when balances stay high for 10 days"
# description: "An individual's valid document is checked and copied when the balance over all of the person's accounts exceeds CNY 5,000, or the equivalent of USD 1,000, for 10 days running."
# schemas:
#   - input.evidence.account_balances: schema.account_balances
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.kyc_customers: schema.kyc_customers
# custom:
#   id: AML-012-3
#   title_zh: "个人余额连续10天超五千元或一千美元须核对"
#   description_zh: "个人客户全部账户资金余额连续10天超过人民币5000元或者外币等值1000美元的,核对有效身份证件并留存复印件。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 个人客户(三)"
#   evidence: [account_balances, kyc_accounts, id_verifications, kyc_customers]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     consecutive_days: 10
#     balance_cny_limit: 5000
#     balance_usd_limit: 1000
#   param_basis:
#     consecutive_days: "document"
#     balance_cny_limit: "document"
#     balance_usd_limit: "document"
#   recommended_action: "Check the valid document of the customer and keep a copy, and warn before the last of these days."
#   recommended_action_zh: "核对该客户的有效证件并留存复印件,并在期满之前提示。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.aml.ten_day_balance

import data.lib.amounts
import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-012-3"]

rows := input.evidence.account_balances

default applicable := false

applicable if some _ in owner

applicable if some _ in doubts

masters[account_id] contains master if {
	some row in input.evidence.kyc_accounts
	account_id := row.account_id
	master := object.get(row, "master_customer_id", row.customer_id)
}

# owner[i]: under which customer the account of a balance is kept, for individuals.
owner[i] contains master if {
	some i, row in rows
	customers.individual(row.customer_id)
	some master in heads(row)
}

heads(row) := masters[row.account_id]

heads(row) := {row.customer_id} if not kept(row)

kept(row) if masters[row.account_id]

linked[master] contains customer_id if {
	some i, found in owner
	some master in found
	customer_id := rows[i].customer_id
}

limits := {"balance_cny": params.balance_cny_limit, "balance_usd": params.balance_usd_limit}

# booked[[master, currency]]: [day, account, balance] of each row.
booked[key] contains entry if {
	some i, found in owner
	some master in found
	some field, _ in limits
	balance := rows[i][field]
	key := [master, field]
	entry := [rows[i].date, rows[i].account_id, balance]
}

# total(found, day): the balances of that day over all accounts, each the last one booked by then.
total(found, day) := amounts.total([last |
	some account in {entry[1] | some entry in found}
	last := max({[entry[0], entry[2]] |
		some entry in found
		entry[1] == account
		entry[0] <= day
	})[1]
])

# reached[key]: the first and the last of the consecutive days above the limit; a day without a row
# is like the booked day before, after the newest row too. Until the last of them is over there is
# time for the check.
reached[key] contains [first, day] if {
	some key, found in booked
	order := sort({entry[0] | some entry in found})
	high := {booked_day | some booked_day in order; total(found, booked_day) > limits[key[1]]}
	some k, first in order
	not continued(order, k, high)
	day := times.add_days(first, params.consecutive_days - 1)
	day < times.today
	every other in array.slice(order, k, count(order)) {
		above_or_later(other, high, day)
	}
}

continued(order, k, high) if order[k - 1] in high

above_or_later(other, high, _) if other in high

above_or_later(other, _, day) if other > day

unproven contains finding if {
	some key, found in reached
	some [first, day] in found
	[master, _] := key
	not proven(master, day)
	fault := findings.text(
		"the balance is above %v %s for %v days until %s, without a match and copy by then",
		"余额连续高于%v%s达%v天(至%s),届时没有核对一致并留存复印件的记录",
		[limits[key[1]], currency[key[1]], params.consecutive_days, day],
		[limits[key[1]], currency[key[1]], params.consecutive_days, day],
	)
	finding := findings.of(anchor(master, first), ["account_id", "date"], {fault})
}

# anchor(master, day): the first balance of that day.
anchor(master, day) := rows[min({i |
	some i, found in owner
	master in found
	rows[i].date == day
})]

currency := {"balance_cny": "CNY", "balance_usd": "USD"}

proven(master, day) if {
	some customer_id in linked[master]
	checks.copied_by(customer_id, day)
}

proven(master, day) if checks.copied_by(master, day)

deny contains finding if {
	not evidence.incomplete("id_verifications")
	some finding in unproven
}

unknown contains finding if {
	evidence.incomplete("id_verifications")
	some finding in unproven
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(rows[i], ["account_id", "date"], texts)
}

doubts[i] contains findings.plain("it holds no balance", "没有余额") if {
	some i, row in rows
	customers.individual(row.customer_id)
	not is_number(object.get(row, "balance_cny", ""))
	not is_number(object.get(row, "balance_usd", ""))
}

doubts[i] contains findings.plain(
	"its customer is not among the registered ones",
	"其客户不在客户登记中",
) if {
	some i, row in rows
	not known(row)
}

known(row) if customers.known(row.customer_id)
