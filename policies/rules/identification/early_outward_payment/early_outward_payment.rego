# METADATA
# scope: package
# title: "No outward payment within three working days of opening"
# description: "An account approved by the People's Bank makes outward payments only after three working days from formal opening, except a capital-verification account turned into a basic account and a general account opened for loan drawdown."
# schemas:
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: KYC-109
#   title_zh: "账户开立3个工作日后方可对外付款"
#   description_zh: "经人民银行核准开立的账户,自正式开立之日起三个工作日后方可对外付款,注册验资转基本户和因借款转存开立的一般户除外。"
#   severity: high
#   clause: "法人类客户身份识别操作(四)开立账户"
#   evidence: [kyc_accounts, kyc_transactions, reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_transactions
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     waiting_working_days: 3
#     exempt_grounds:
#     - capital_verification_to_basic
#     - loan_drawdown_general
#   param_basis:
#     waiting_working_days: "document"
#     exempt_grounds: "document"
#   recommended_action: "Block outward payments of a newly approved account in the system until the waiting period of working days has ended, and record the ground of an exempt account."
#   recommended_action_zh: "在系统中对新核准账户设置等待期内止付,期满后方可对外付款;豁免账户登记开户事由。"
package rules.identification.early_outward_payment

import data.lib.calendar
import data.lib.findings
import data.lib.times

params := data.params["KYC-109"]

accounts := input.evidence.kyc_accounts

transactions := input.evidence.kyc_transactions

default applicable := false

applicable if some _ in waiting

# waiting[account_id]: the row numbers of an account that may not pay outward at once.
waiting[account] contains i if {
	some i, row in accounts
	row.pbc_approved_at
	not object.get(row, "opening_ground", "") in params.exempt_grounds
	account := row.account_id
}

last_day[i] := day if {
	some rows in waiting
	some i in rows
	opened := times.day(accounts[i].opened_at)
	day := calendar.add_working_days(opened, params.waiting_working_days)
}

# payments: outward payments, each with the row number of its account.
payments contains [k, i] if {
	some k, row in transactions
	row.direction == "out"
	some i in waiting[row.account_id]
}

deny contains linked if {
	some [k, i] in payments
	day := last_day[i]
	times.day(transactions[k].at) <= day
	fault := findings.text(
		"an outward payment before the end of %s, %v working days after the opening",
		"开户后%v个工作日(至%s)内对外付款",
		[day, params.waiting_working_days],
		[params.waiting_working_days, day],
	)
	finding := findings.of(transactions[k], ["txn_id"], {fault})
	linked := object.union(finding, {"related": [accounts[i]._loc]})
}

# A calendar is needed only where something was paid.
unknown contains finding if {
	some [_, i] in payments
	not last_day[i]
	finding := findings.of(accounts[i], ["account_id"], {findings.plain(
		"the calendar of working days does not cover the days after the opening",
		"工作日历未覆盖开户后的日期",
	)})
}
