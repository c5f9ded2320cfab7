# METADATA
# scope: package
# title: "The four steps of identification are complete before service"
# description: "Each identification runs through four steps - verify the document, understand controller, beneficiary, funds and economic state, register the basic information, keep copies - before the relationship or one-off service, after a strict opening review."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: KYC-201
#   title_zh: "核对、了解、登记、留存四步齐全"
#   description_zh: "客户身份识别按核对证件、了解情况、登记信息、留存复印件四步在建立业务关系或提供一次性服务前完成,并经严格准入审批。"
#   severity: high
#   clause: "客户身份识别基础知识 一.4"
#   other_clauses: [客户身份识别操作规程 二(一)严格准入]
#   evidence: [kyc_customers, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     steps:
#     - verify
#     - understand
#     - register
#     - keep
#     individual_low_risk_understand_fields:
#     - funds_source
#     individual_understand_fields:
#     - funds_source
#     - funds_use
#     - economic_status
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
#     steps: "document"
#     individual_low_risk_understand_fields: "project default"
#     individual_understand_fields: "document (an individual is taken to be its own controller and beneficiary unless stated)"
#     required_fields: "project default after the usual PBoC list"
#   recommended_action: "Complete the missing step of the identification now, and start no relationship before all four steps and an approval by another person are recorded."
#   recommended_action_zh: "立即补做缺失的识别步骤;四步未完成且未经他人审批的,不得建立业务关系。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.identification.missing_identification_step

import data.lib.checks
import data.lib.evidence
import data.lib.findings

params := data.params["KYC-201"]

customers := input.evidence.kyc_customers

default applicable := false

applicable if count(active) > 0

active contains i if {
	some i, row in customers
	row.status == "active"
}

# given(row, field): the field is filled, and not by a placeholder.
given(row, field) if {
	row[field]
	not field in object.get(row, "placeholder_fields", [])
}

# timely(row): row numbers of the checks that confirmed the customer before the relationship.
timely(row) := {j |
	some j in checks.matches[row.customer_id]
	checks.dated_by(checks.rows[j].at, row.relationship_start_at)
}

understood(row) := {
	"controller", "beneficial_owner", "funds_source", "funds_use",
	"economic_status",
} if {
	row.customer_type != "individual"
}

understood(row) := params.individual_low_risk_understand_fields if {
	row.customer_type == "individual"
	row.risk_grade == "low"
}

understood(row) := params.individual_understand_fields if {
	row.customer_type == "individual"
	not row.risk_grade == "low"
}

# A merchant is registered like a unit.
required(row) := params.required_fields.individual if row.customer_type == "individual"

required(row) := params.required_fields.unit if row.customer_type != "individual"

registered(row, field) if {
	field in object.get(row, "registered_fields", [])
	not field in object.get(row, "placeholder_fields", [])
}

approved_in_time(row) if {
	checks.dated_by(row.relationship_approved_at, row.relationship_start_at)
}

by_another(row) if {
	some j in timely(row)
	checks.rows[j].performed_by != row.relationship_approved_by
}

unverified[key] contains findings.plain(
	"no identity check confirmed the customer before the relationship began",
	"业务关系建立前没有结果一致的身份核验",
) if {
	"verify" in params.steps
	some i in active
	customers[i].relationship_start_at
	count(timely(customers[i])) == 0
	key := [i, "verify"]
}

unverified[key] contains findings.plain(
	"no other person than the approver is recorded to have verified the customer",
	"没有审批人以外的人员核验客户的记录",
) if {
	some i in active
	customers[i].relationship_approved_by
	count(timely(customers[i])) > 0
	not by_another(customers[i])
	key := [i, "review"]
}

gaps[key] contains findings.plain(
	"the day on which the relationship began is missing",
	"缺少业务关系建立日期",
) if {
	"verify" in params.steps
	some i in active
	not customers[i].relationship_start_at
	key := [i, "verify"]
}

gaps[key] contains fault if {
	"understand" in params.steps
	some i in active
	absent := {field | some field in understood(customers[i]); not given(customers[i], field)}
	count(absent) > 0
	names := concat(", ", sort(absent))
	fault := findings.text("%s not known", "未了解:%s", [names], [names])
	key := [i, "understand"]
}

gaps[key] contains fault if {
	"register" in params.steps
	some i in active
	absent := {field | some field in required(customers[i]); not registered(customers[i], field)}
	count(absent) > 0
	names := concat(", ", sort(absent))
	fault := findings.text("%s not registered", "未登记:%s", [names], [names])
	key := [i, "register"]
}

gaps[key] contains findings.plain(
	"no copy of the identity document is kept",
	"未留存身份证件复印件",
) if {
	"keep" in params.steps
	some i in active
	not given(customers[i], "id_copy_ref")
	key := [i, "keep"]
}

# The opening review stands beside the four steps.
gaps[key] contains findings.plain(
	"nobody approved the relationship",
	"业务关系没有审批人",
) if {
	some i in active
	not customers[i].relationship_approved_by
	key := [i, "review"]
}

gaps[key] contains findings.plain(
	"the relationship was not approved before it began",
	"业务关系建立前未经审批",
) if {
	some i in active
	customers[i].relationship_start_at
	not approved_in_time(customers[i])
	key := [i, "review"]
}

gaps[key] contains findings.plain(
	"the time of the approval is missing",
	"缺少审批时间",
) if {
	some i in active
	not customers[i].relationship_start_at
	not customers[i].relationship_approved_at
	key := [i, "review"]
}

gaps[at] contains fault if {
	not evidence.incomplete("id_verifications")
	some at, texts in unverified
	some fault in texts
}

doubts[at] contains fault if {
	evidence.incomplete("id_verifications")
	some at, texts in unverified
	some fault in texts
}

finding_at(row, step, texts) := findings.about(
	row._loc,
	concat("/", [row.customer_id, step]),
	texts,
)

deny contains finding if {
	some [i, step], texts in gaps
	finding := finding_at(customers[i], step, texts)
}

unknown contains finding if {
	some [i, step], texts in doubts
	finding := finding_at(customers[i], step, texts)
}
