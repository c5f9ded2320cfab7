# METADATA
# scope: package
# title: "Capital-verification accounts are backed by papers and checked investors"
# description: "For a temporary account for capital verification the name pre-approval notice or an approval document is examined and the investors' identity documents are checked through the networked system."
# schemas:
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.kyc_documents: schema.kyc_documents
# custom:
#   id: KYC-112
#   title_zh: "注册验资账户审核核准文件并核查出资人"
#   description_zh: "注册验资临时账户应审核名称预先核准通知书或有关部门批文,并联网核查出资人身份证件。"
#   severity: medium
#   clause: "法人类客户身份识别操作 二(一)2(1)注册验资资金"
#   evidence: [kyc_accounts, id_verifications, kyc_documents]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_accounts
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     accepted_doc_types:
#     - name_preapproval_notice
#     - competent_authority_approval
#   param_basis:
#     accepted_doc_types: "document"
#   recommended_action: "Obtain and file the name pre-approval notice or the authority's approval, register all investors, and check each of them through the networked system before the account is opened."
#   recommended_action_zh: "收取并归档名称预先核准通知书或批文,登记全部出资人,并在开户前逐一联网核查。"
package rules.identification.unbacked_verification_account

import data.lib.checks
import data.lib.evidence
import data.lib.findings

params := data.params["KYC-112"]

accounts := input.evidence.kyc_accounts

default applicable := false

applicable if count(verifying) > 0

applicable if count(unclear) > 0

verifying contains i if {
	some i, row in accounts
	row.account_type == "temporary"
	row.opening_ground == "capital_verification"
}

# Either of the two fields is empty, and the other one fits.
unclear contains i if {
	some i, row in accounts
	object.get(row, "account_type", "temporary") == "temporary"
	object.get(row, "opening_ground", "capital_verification") == "capital_verification"
	count({"account_type", "opening_ground"} & object.keys(row)) == 1
}

doc_types[id] contains type if {
	some row in input.evidence.kyc_documents
	id := row.doc_id
	type := row.doc_type
}

approved(row) if {
	some type in doc_types[row.approval_doc_ref]
	type in params.accepted_doc_types
}

filed(row) if some _ in doc_types[row.approval_doc_ref]

checks_of[subject] contains at if {
	some row in input.evidence.id_verifications
	row.subject_role == "investor"
	row.method == "networked_id_check"
	row.result == "match"
	subject := row.subject
	at := row.at
}

checked(investor, opened_at) if {
	some at in checks_of[investor]
	checks.dated_by(at, opened_at)
}

investors(row) := object.get(row, "investors", [])

lacks[i] contains ["kyc_documents", fault] if {
	some i in verifying
	accounts[i].approval_doc_ref
	not filed(accounts[i])
	fault := findings.plain("the approval document is not kept", "核准文件未留存")
}

lacks[i] contains ["id_verifications", fault] if {
	some i in verifying
	opened_at := accounts[i].opened_at
	unchecked := [one | some one in investors(accounts[i]); not checked(one, opened_at)]
	count(unchecked) > 0
	counts := [count(unchecked), count(investors(accounts[i]))]
	fault := findings.text(
		"%v of %v investors were not confirmed by the networked check before the opening",
		"开户前未经联网核查一致的出资人%v名,共%v名",
		counts,
		counts,
	)
}

faults[i] contains findings.plain(
	"the approval document is not named",
	"未登记核准文件编号",
) if {
	some i in verifying
	not accounts[i].approval_doc_ref
}

faults[i] contains findings.plain(
	"the approval document is of a type that is not accepted",
	"核准文件类型不符合要求",
) if {
	some i in verifying
	filed(accounts[i])
	not approved(accounts[i])
}

faults[i] contains findings.plain("no investors are registered", "未登记出资人") if {
	some i in verifying
	count(investors(accounts[i])) == 0
}

faults[i] contains fault if {
	some i, gaps in lacks
	some [kind, fault] in gaps
	not evidence.incomplete(kind)
}

doubts[i] contains fault if {
	some i, gaps in lacks
	some [kind, fault] in gaps
	evidence.incomplete(kind)
}

doubts[i] contains findings.plain(
	"type or opening ground of the account is missing",
	"缺少账户类型或开户事由",
) if {
	some i in unclear
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(accounts[i], ["account_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(accounts[i], ["account_id"], texts)
}
