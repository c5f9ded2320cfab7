# METADATA
# scope: package
# title: "Legal representative's and proxy's documents are checked online"
# description: "Identity documents of the legal representative or head and of the authorised handling staff are checked, for instance through the networked identity-check system."
# schemas:
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.kyc_customers: schema.kyc_customers
# custom:
#   id: KYC-106
#   title_zh: "法定代表人及经办人证件经联网核查"
#   description_zh: "法定代表人(负责人)和授权经办人的身份证件经联网核查等方式核实。"
#   severity: high
#   clause: "法人类客户身份识别操作(二)识别客户身份"
#   evidence: [kyc_accounts, id_verifications, kyc_customers]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_accounts
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_roles:
#     - legal_representative
#     - authorised_handler
#     accepted_methods:
#     - networked_id_check
#     - authority_verification
#     - document_reader
#   param_basis:
#     required_roles: "document"
#     accepted_methods: "document for networked_id_check; the rest project default (document says for instance)"
#   recommended_action: "Check the documents of the legal representative and of the authorised handler through the networked identity check before an account is opened, and repeat a check that failed until it matches."
#   recommended_action_zh: "开户前通过联网核查等方式核查法定代表人和授权经办人的证件;核查不一致的,重新核查一致后方可开户。"
#   frameworks:
#     - "NIST SP 800-53r5 IA-12"
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 31"
#     - "PRC Anti-Money Laundering Law (2024) art. 33"
package rules.identification.unchecked_representatives

import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["KYC-106"]

accounts := input.evidence.kyc_accounts

default applicable := false

applicable if count(of_units) > 0

applicable if count(of_strangers) > 0

of_units contains i if {
	some i, row in accounts
	some j in customers.by_id[row.customer_id]
	customers.rows[j].customer_type == "unit"
}

known(row) if customers.known(row.customer_id)

of_strangers contains i if {
	some i, row in accounts
	not known(row)
}

# wanted[i]: the roles of the persons whose documents must have been checked.
wanted[i] contains role if {
	some i in of_units
	some role in params.required_roles
	role != "authorised_handler"
}

wanted[i] contains "authorised_handler" if {
	"authorised_handler" in params.required_roles
	some i in of_units
	accounts[i].authorised_handler
}

by_role[key] contains j if {
	some j, row in checks.rows
	key := [row.customer_id, row.subject_role]
}

good contains j if {
	some j, row in checks.rows
	row.result == "match"
	row.method in params.accepted_methods
}

checked(account, role) if {
	some j in by_role[[account.customer_id, role]]
	j in good
	checks.dated_by(checks.rows[j].at, account.opened_at)
}

remedied(account, role, at) if {
	some j in by_role[[account.customer_id, role]]
	j in good
	times.before(at, checks.rows[j].at)
	checks.dated_by(checks.rows[j].at, account.opened_at)
}

faults[i] contains fault if {
	some i, roles in wanted
	some role in roles
	not checked(accounts[i], role)
	fault := findings.text(
		"no document of the %s was confirmed by an accepted method before the opening",
		"开户前未以规定方式核查%s的证件",
		[role],
		[role],
	)
}

faults[i] contains fault if {
	some i, roles in wanted
	account := accounts[i]
	some role in roles
	some j in by_role[[account.customer_id, role]]
	checks.rows[j].result in {"mismatch", "no_record"}
	at := checks.rows[j].at
	opened_at := account.opened_at
	not times.surely_before(opened_at, at)
	not remedied(account, role, at)
	fault := findings.text(
		"the check of the %s gave %s, and no later check before the opening confirmed it",
		"%s的核查结果为%s,开户前没有此后核查一致的记录",
		[role, checks.rows[j].result],
		[role, checks.rows[j].result],
	)
}

found contains finding if {
	some i, texts in faults
	finding := findings.of(accounts[i], ["account_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("id_verifications")
	some finding in found
}

unknown contains finding if {
	evidence.incomplete("id_verifications")
	some finding in found
}

unknown contains finding if {
	some i in of_strangers
	finding := findings.of(accounts[i], ["account_id"], {findings.plain(
		"the customer has no identity record, so the kind of customer is not known",
		"客户没有身份登记记录,无法判断客户类型",
	)})
}
