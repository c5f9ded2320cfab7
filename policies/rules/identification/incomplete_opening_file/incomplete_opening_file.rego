# METADATA
# scope: package
# title: "Account-opening documents are complete, filed apart and kept"
# description: "The application, management agreement, opening permit copy, reserved seal, supporting documents and identity copies are kept in a dedicated folder for the period of the accounting-archive rules."
# schemas:
#   - input.evidence.kyc_documents: schema.kyc_documents
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.kyc_customers: schema.kyc_customers
# custom:
#   id: KYC-110
#   title_zh: "开户资料齐全、专夹保管并按年限保存"
#   description_zh: "开户申请书、账户管理协议、开户许可证复印件、预留印鉴、证明文件和身份证件复印件专夹保管,并按会计档案规定的年限保存。"
#   severity: high
#   clause: "法人类客户身份识别操作(五)资料保存"
#   evidence: [kyc_documents, kyc_accounts, kyc_customers]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_doc_types:
#     - account_opening_application
#     - account_management_agreement
#     - opening_permit_copy
#     - reserved_seal
#     - supporting_documents
#     - identity_copies
#     min_retention_years: 10
#   param_basis:
#     required_doc_types: "document"
#     min_retention_years: "PRC Anti-Money Laundering Law (2024 revision), ten years; the document only points to the accounting-archive rules"
#   recommended_action: "Complete the account's folder with all required documents, keep it apart from other accounts, and set the end of retention of closed documents to the full period."
#   recommended_action_zh: "补齐账户专夹内的全部资料,与其他账户分开存放;已结清的资料按规定年限设定保存期限。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "NIST SP 800-53r5 SI-12"
#     - "FATF R.11"
#     - "PRC Anti-Money Laundering Law (2024) art. 34"
package rules.identification.incomplete_opening_file

import data.lib.customers
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["KYC-110"]

accounts := input.evidence.kyc_accounts

documents := input.evidence.kyc_documents

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

by_account[account] contains k if {
	some k, row in documents
	account := row.account_id
}

users[folder] contains account if {
	some row in documents
	account := row.account_id
	folder := row.folder_id
}

# expired(row): the period for which the document had to be kept is over.
expired(row) if {
	row.closed_at
	times.past(row.retention_until)
}

usable(row) if row.readable

usable(row) if expired(row)

# kept[i]: the usable documents of the account of the types that it must have.
kept[i] contains k if {
	some i in of_units
	some k in by_account[accounts[i].account_id]
	documents[k].doc_type in params.required_doc_types
	usable(documents[k])
}

types(i) := {documents[k].doc_type | some k in kept[i]}

# whole(i): folders that hold all types which there are.
whole(i) := {folder |
	some k in kept[i]
	folder := documents[k].folder_id
	there := {documents[m].doc_type | some m in kept[i]; documents[m].folder_id == folder}
	there == types(i)
}

own(folders, account) := {folder |
	some folder in folders
	users[folder] == {account}
}

account_faults[i] contains fault if {
	some i in of_units
	absent := {type | some type in params.required_doc_types} - types(i)
	count(absent) > 0
	names := concat(", ", sort(absent))
	fault := findings.text("no readable %s", "缺少可读的%s", [names], [names])
}

account_faults[i] contains findings.plain(
	"the documents do not lie in one folder",
	"资料未存放在同一专夹",
) if {
	some i in of_units
	count(types(i)) > 0
	count(whole(i)) == 0
}

account_faults[i] contains findings.plain(
	"the folder holds documents of another account too",
	"专夹内还存放其他账户的资料",
) if {
	some i in of_units
	folders := whole(i)
	count(folders) > 0
	count(own(folders, accounts[i].account_id)) == 0
}

closed contains k if {
	some i in of_units
	some k in by_account[accounts[i].account_id]
	documents[k].closed_at
}

document_faults[k] contains findings.plain(
	"the end of the retention period is missing",
	"缺少保存期限",
) if {
	some k in closed
	not documents[k].retention_until
}

document_faults[k] contains fault if {
	some k in closed
	until := documents[k].retention_until
	least := times.add_months(documents[k].closed_at, params.min_retention_years * 12)
	until < least
	fault := findings.text(
		"it is kept until %s, and must be kept until %s",
		"保存至%s,应至少保存至%s",
		[until, least],
		[until, least],
	)
}

document_faults[k] contains findings.plain(
	"it cannot be read before the end of its retention period",
	"保存期内无法读取",
) if {
	some k in closed
	not documents[k].readable
	not expired(documents[k])
}

found contains finding if {
	some i, texts in account_faults
	finding := findings.of(accounts[i], ["account_id"], texts)
}

deny contains finding if {
	some k, texts in document_faults
	finding := findings.of(documents[k], ["doc_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("kyc_documents")
	some finding in found
}

unknown contains finding if {
	evidence.incomplete("kyc_documents")
	some finding in found
}

unknown contains finding if {
	some i in of_strangers
	finding := findings.of(accounts[i], ["account_id"], {findings.plain(
		"the customer has no identity record, so the kind of customer is not known",
		"客户没有身份登记记录,无法判断客户类型",
	)})
}
