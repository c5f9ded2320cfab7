# METADATA
# scope: package
# title: "No first transaction on an expired document before it is renewed"
# description: "When a customer's document has expired, the customer must update it before the first transaction is processed."
# schemas:
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-024b
#   title_zh: "证件过期先更新再办理首笔业务"
#   description_zh: "客户身份证件过期的,在办理过期后首笔业务前要求客户先更新证件。"
#   severity: high
#   clause: "支付机构反洗钱办法 持续身份识别 证件过期"
#   evidence: [kyc_transactions, kyc_customers, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: {kyc_transactions: customer_id}
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     exempt_kinds:
#     - interest_credit
#     - fee_debit
#     - reversal
#   param_basis:
#     exempt_kinds: "project default"
#   recommended_action: "Have the customer renew the document, check it, and block business on expired documents in the system."
#   recommended_action_zh: "要求客户更新证件并核对,系统应拦截证件过期客户的业务。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "NIST SP 800-53r5 SI-18"
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 34"
package rules.aml.expired_document

import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-024b"]

rows := input.evidence.kyc_transactions

default applicable := false

applicable if some _ in concerned

# Business of customers that were checked at some time before it.
concerned contains i if {
	some i, row in rows
	not exempt(row)
	some j in checks.matches[row.customer_id]
	checks.dated_by(checks.rows[j].at, row.at)
}

exempt(row) if row.kind in params.exempt_kinds

# expiries(row): the days of expiry that were recorded by then; a check that did not succeed renews
# nothing.
expiries(row) := {checks.rows[j].id_expires_at |
	some j in checks.matches[row.customer_id]
	checks.dated_by(checks.rows[j].at, row.at)
}

expired[key] contains moment if {
	some i in concerned
	row := rows[i]
	last := max(expiries(row))
	times.day(row.at) > last
	key := [row.customer_id, last]
	moment := [times.start(row.at), i]
}

# Only the first transaction on an expired document is a fault.
first contains [i, fault] if {
	some key, moments in expired
	[_, i] := min(moments)
	fault := findings.text(
		"the document expired on %s and was not renewed before",
		"证件已于%s过期,办理前未更新",
		[key[1]],
		[key[1]],
	)
}

certain(row) if {
	customers.known(row.customer_id)
	not evidence.incomplete("id_verifications")
}

deny contains finding if {
	some [i, fault] in first
	certain(rows[i])
	finding := findings.of(rows[i], ["txn_id"], {fault})
}

unknown contains finding if {
	some [i, fault] in first
	not certain(rows[i])
	finding := findings.of(rows[i], ["txn_id"], {fault})
}

unknown contains finding if {
	some i in concerned
	count(expiries(rows[i])) == 0
	finding := findings.of(rows[i], ["txn_id"], {findings.plain(
		"no check before it records when the document expires",
		"此前的核对记录均未登记证件到期日",
	)})
}
