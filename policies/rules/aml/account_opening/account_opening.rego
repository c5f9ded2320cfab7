# METADATA
# scope: package
# title: "Opening a payment account needs identification and verification"
# description: "When a network payment institution opens a payment account it identifies the customer, registers the basic identity information and checks by reasonable means that it is true."
# schemas:
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-010
#   title_zh: "开立支付账户须识别、登记并核对身份"
#   description_zh: "网络支付机构开立支付账户时,识别客户身份、登记基本信息并通过合理手段核对其真实性。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 第二款"
#   evidence: [kyc_accounts, kyc_customers, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_accounts
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_fields:
#       individual:
#       - name
#       - gender
#       - nationality
#       - occupation
#       - address
#       - contact
#       - id_type
#       - id_no
#       - id_expires_at
#       unit:
#       - name
#       - address
#       - business_scope
#       - licence_no
#       - licence_expires_at
#       - legal_representative
#       - legal_representative_id
#   param_basis:
#     required_fields: "project default after the usual PBoC list (document says basic identity information)"
#   recommended_action: "Register the missing identity data, check the identity of the holder, and block the account until the check matches."
#   recommended_action_zh: "补登缺少的身份信息并核对持有人身份,核对一致前停止使用该账户。"
#   frameworks:
#     - "NIST SP 800-53r5 IA-12"
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 28"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
#     - "PRC Non-bank Payment Institution Regulations (2023) art. 21"
package rules.aml.account_opening

import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings

params := data.params["AML-010"]

rows := input.evidence.kyc_accounts

default applicable := false

applicable if some _ in open_accounts

open_accounts contains i if {
	some i, row in rows
	row.status != "closed"
}

gaps[i] contains ["kyc_customers", findings.plain(
	"its customer is not registered",
	"其客户没有登记",
)] if {
	some i in open_accounts
	customer_id := rows[i].customer_id
	not customers.known(customer_id)
}

gaps[i] contains ["id_verifications", findings.plain(
	"no match is dated by the opening of the account",
	"开户前没有核对一致的记录",
)] if {
	some i in open_accounts
	row := rows[i]
	not matched(row)
	not held_back(row)
}

faults[i] contains fault if {
	some i in open_accounts
	some j in customers.by_id[rows[i].customer_id]
	customer := customers.rows[j]
	missing := customers.unregistered(customer, params.required_fields[customers.group(customer)])
	count(missing) > 0
	fault := findings.text(
		"these are not registered: %s",
		"未登记:%s",
		[concat(", ", missing)],
		[concat("、", missing)],
	)
}

faults[i] contains fault if {
	some i, found in gaps
	some [kind, fault] in found
	not in_doubt(kind, rows[i])
}

in_doubt(kind, _) if evidence.incomplete(kind)

# A check on the day of the act may have come before it.
in_doubt("id_verifications", row) if {
	some j in checks.matches[row.customer_id]
	checks.perhaps_by(j, row.opened_at)
}

matched(row) if checks.matched_by(row.customer_id, row.opened_at)

# An account that is frozen or stopped because the check by then did not succeed.
held_back(row) if {
	row.status != "active"
	some j in checks.of_customer[row.customer_id]
	checks.dated_by(checks.rows[j].at, row.opened_at)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["account_id"], texts)
}

doubts[i] contains fault if {
	some i, found in gaps
	some [kind, fault] in found
	in_doubt(kind, rows[i])
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(rows[i], ["account_id"], texts)
}
