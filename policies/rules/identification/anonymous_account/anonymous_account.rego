# METADATA
# scope: package
# title: "No anonymous or fictitious accounts and no service to the unidentified"
# description: "No anonymous or false-name account is opened for a customer of unknown identity, and no service or transaction is provided to such a customer."
# schemas:
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: KYC-101
#   title_zh: "不得开立匿名假名账户或服务身份不明客户"
#   description_zh: "不得为身份不明的客户开立匿名或假名账户,也不得为其提供服务或与其交易。"
#   severity: critical
#   clause: "客户身份识别操作规程 二(一)严格准入"
#   evidence: [kyc_accounts, kyc_customers, kyc_transactions, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_transactions
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     fictitious_name_patterns:
#     - ^(test|测试|匿名|无名).*
#     - ^(.)\1+$
#     - ^[0-9]+$
#     flag_names:
#     - fictitious
#     - numeric_only
#     - repeated_character
#   param_basis:
#     fictitious_name_patterns: "project default"
#     flag_names: "project default"
#   recommended_action: "Stop the account or service until the customer is identified: verify the identity documents, enter the true name in the identity record, and close accounts that cannot be tied to a verified person."
#   recommended_action_zh: "在完成身份识别前停止账户使用和服务:核实身份证件、登记真实姓名,无法对应到已核实客户的账户予以销户。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "NIST SP 800-53r5 IA-12"
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 28"
package rules.identification.anonymous_account

import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["KYC-101"]

accounts := input.evidence.kyc_accounts

transactions := input.evidence.kyc_transactions

live contains i if {
	some i, row in accounts
	row.status != "closed"
}

default applicable := false

applicable if count(accounts) > 0

applicable if count(transactions) > 0

known(customer) if customers.known(customer)

account_lacks[i] contains findings.plain(
	"the customer has no identity record",
	"客户没有身份登记记录",
) if {
	some i in live
	customer := accounts[i].customer_id
	not known(customer)
}

account_faults[i] contains fault if {
	some i in live
	some j in customers.by_id[accounts[i].customer_id]
	not customers.rows[j].identification_status == "verified"
	status := object.get(customers.rows[j], "identification_status", "unknown")
	fault := findings.text(
		"the customer's identification is %s, not verified",
		"客户身份识别状态为%s,而非已核实",
		[status],
		[status],
	)
}

account_faults[i] contains fault if {
	some i in live
	some j in customers.by_id[accounts[i].customer_id]
	some flag in customers.rows[j].name_flags
	flag in params.flag_names
	fault := findings.text(
		"the customer's name is flagged as %s",
		"客户名称被标记为%s",
		[flag],
		[flag],
	)
}

names_of[document] contains name if {
	some row in customers.rows
	document := [object.get(row, "id_type", ""), row.id_no]
	name := row.name
}

shared contains document if {
	some document, names in names_of
	count(names) > 1
}

customer_faults[i] contains findings.plain(
	"the same identity document stands under another name too",
	"同一身份证件登记在不同姓名之下",
) if {
	some i, row in customers.rows
	document := [object.get(row, "id_type", ""), row.id_no]
	document in shared
}

# seen[customer]: the instants (ns) at which the customer's identity was confirmed.
seen[customer] contains at if {
	some customer, rows in checks.matches
	some i in rows
	at := times.start(checks.rows[i].at)
}

seen[customer] contains at if {
	some row in customers.rows
	at := times.start(row.id_verified_at)
	customer := row.customer_id
}

first_seen[customer] := at if {
	some customer, moments in seen
	at := min(moments)
}

owners[account] contains customer if {
	some row in accounts
	account := row.account_id
	customer := row.customer_id
}

# The customer of a transaction is its own, or else the account's.
customer_of(row) := row.customer_id

customer_of(row) := min(owners[row.account_id]) if not row.customer_id

identified(row) if first_seen[customer_of(row)]

too_early(at, first) if {
	not times.is_day(at)
	times.start(at) < first
}

too_early(at, first) if {
	times.is_day(at)
	times.end(at) <= first
}

served contains i if {
	some i, row in transactions
	row.account_id
}

transaction_lacks[i] contains findings.plain(
	"it came before the customer was identified",
	"交易早于客户身份核实",
) if {
	some i in served
	first := first_seen[customer_of(transactions[i])]
	too_early(transactions[i].at, first)
}

transaction_lacks[i] contains findings.plain(
	"the customer was never identified",
	"客户身份从未核实",
) if {
	some i in served
	not identified(transactions[i])
}

# lacking: what a row that could not be read may refute, with the kinds that may hold such a row.
lacking contains [["kyc_customers"], finding] if {
	some i, texts in account_lacks
	finding := findings.of(accounts[i], ["account_id"], texts)
}

lacking contains [["kyc_customers", "id_verifications", "kyc_accounts"], finding] if {
	some i, texts in transaction_lacks
	finding := findings.of(transactions[i], ["txn_id"], texts)
}

partial(kinds) if {
	some kind in kinds
	evidence.incomplete(kind)
}

# Without its name nobody can tell a customer from an anonymous one, unless somebody looked before.
unnamed(row) if {
	not row.name
	not row.name_flags
}

# Names are matched against the patterns when they are collected, before they are masked.
deny contains detailed if {
	some i, texts in account_faults
	finding := findings.of(accounts[i], ["account_id"], texts)
	details := {"details": {"fictitious_name_patterns": params.fictitious_name_patterns}}
	detailed := object.union(finding, details)
}

deny contains finding if {
	some i, texts in customer_faults
	finding := findings.of(customers.rows[i], ["customer_id"], texts)
}

deny contains finding if {
	some [kinds, finding] in lacking
	not partial(kinds)
}

unknown contains finding if {
	some [kinds, finding] in lacking
	partial(kinds)
}

unknown contains finding if {
	some i in live
	some j in customers.by_id[accounts[i].customer_id]
	unnamed(customers.rows[j])
	finding := findings.of(accounts[i], ["account_id"], {findings.plain(
		"the customer has no name on record",
		"客户没有登记名称",
	)})
}
