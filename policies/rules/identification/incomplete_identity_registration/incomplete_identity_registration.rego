# METADATA
# scope: package
# title: "Basic identity information is registered in full from valid documents"
# description: "The customer's basic identity information is registered completely in the system and kept, from genuine and valid documents."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: KYC-104
#   title_zh: "客户身份基本信息登记完整且证件真实有效"
#   description_zh: "在系统中完整登记并保存客户身份基本信息,所依据的证件真实有效。"
#   severity: high
#   clause: "客户身份识别操作规程 二(三)详细登记"
#   other_clauses: [法人类客户身份识别操作(三)1, 客户身份识别基础知识 一.3]
#   evidence: [kyc_customers, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: technical
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
#       - controller
#   param_basis:
#     required_fields: "project default after the usual PBoC list"
#   recommended_action: "Complete the missing entries from a valid document, correct invalid document numbers, and confirm the document by an identity check that is recorded."
#   recommended_action_zh: "依据有效证件补登缺项,更正校验不通过的证件号码,并完成身份核验和登记。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "NIST SP 800-53r5 IA-12"
#     - "NIST SP 800-53r5 SI-18"
#     - "PIPL art. 8"
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.identification.incomplete_identity_registration

import data.lib.checks
import data.lib.evidence
import data.lib.findings

params := data.params["KYC-104"]

customers := input.evidence.kyc_customers

default applicable := false

applicable if count(active) > 0

active contains i if {
	some i, row in customers
	row.status == "active"
}

# A merchant is registered like a unit.
required(row) := params.required_fields.individual if row.customer_type == "individual"

required(row) := params.required_fields.unit if row.customer_type != "individual"

absent(row) := {field |
	some field in required(row)
	not field in object.get(row, "registered_fields", [])
}

confirmed(row) if some _ in checks.matches[row.customer_id]

unconfirmed[i] contains findings.plain(
	"no identity check confirmed the document",
	"没有结果一致的身份核验记录",
) if {
	some i in active
	not confirmed(customers[i])
}

faults[i] contains fault if {
	some i in active
	names := concat(", ", sort(absent(customers[i])))
	names != ""
	fault := findings.text("%s not registered", "未登记:%s", [names], [names])
}

faults[i] contains findings.plain(
	"the number of the identity document is not valid",
	"身份证件号码校验不通过",
) if {
	some i in active
	customers[i].id_no_valid == false
}

faults[i] contains fault if {
	some i in active
	row := customers[i]
	row.id_expires_at < row.relationship_start_at
	fault := findings.text(
		"the identity document expired on %s, before the relationship began on %s",
		"身份证件于%s到期,早于业务关系建立日%s",
		[row.id_expires_at, row.relationship_start_at],
		[row.id_expires_at, row.relationship_start_at],
	)
}

faults[i] contains findings.plain(
	"the day on which the relationship began is missing",
	"缺少业务关系建立日期",
) if {
	some i in active
	not customers[i].relationship_start_at
}

faults[i] contains fault if {
	not evidence.incomplete("id_verifications")
	some i, texts in unconfirmed
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("id_verifications")
	some i, texts in unconfirmed
	some fault in texts
}

doubts[i] contains findings.plain(
	"the expiry of the identity document is not recorded",
	"未登记身份证件有效期限",
) if {
	some i in active
	not customers[i].id_expires_at
	names := absent(customers[i])
	not "id_expires_at" in names
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(customers[i], ["customer_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(customers[i], ["customer_id"], texts)
}
