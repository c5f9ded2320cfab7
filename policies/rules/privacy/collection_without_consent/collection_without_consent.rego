# METADATA
# scope: package
# title: "Personal information is collected with the customer's consent"
# description: "When information that identifies or can reach a customer is needed, the customer's consent is asked for."
# schemas:
#   - input.evidence.consent_records: schema.consent_records
#   - input.evidence.collection_points: schema.collection_points
#   - input.evidence.crm_records: schema.crm_records
#   - input.evidence.privacy_statement: schema.privacy_statement
# custom:
#   id: PRV-104
#   title_zh: "收集个人信息须征得客户同意"
#   description_zh: "需要收集可识别或可联系客户的信息时,应征求客户同意。"
#   severity: high
#   clause: "CRM数据隐私 1(1)收集个人信息"
#   evidence: [consent_records, collection_points, crm_records, privacy_statement]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: crm_records
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     other_bases:
#     - contract_necessity
#     - legal_duty
#     - vital_interest
#     - public_information
#     grace_days: 1
#   param_basis:
#     other_bases: "PIPL art. 13"
#     grace_days: "project default"
#   recommended_action: "Add the step of consent to the collection point, and ask the customer for consent to a stated purpose under the statement in force, or record the other legal basis."
#   recommended_action_zh: "在采集点增加征求同意的步骤,按现行声明就明确用途取得客户同意,或登记其他法律依据。"
#   frameworks:
#     - "NIST SP 800-53r5 PT-4"
#     - "PIPL art. 13"
#     - "PIPL art. 14"
#     - "GB/T 35273-2020 5.4"
package rules.privacy.collection_without_consent

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["PRV-104"]

consents := input.evidence.consent_records

points := input.evidence.collection_points

customers := input.evidence.crm_records

default applicable := false

applicable if count(points) > 0

applicable if count(active) > 0

other_basis(row) if row.legal_basis in params.other_bases

# Only a customer known to have left is out of scope.
active contains i if {
	some i, row in customers
	not row.active == false
}

by_customer[customer] contains k if {
	some k, row in consents
	lower(trim_space(row.purpose)) != "all"
	customer := row.customer_id
}

material_days contains at if {
	some row in input.evidence.privacy_statement
	row.material_change
	at := row.effective_at
	not times.future(at)
}

# Versions that no material change has replaced.
standing_versions contains version if {
	some row in input.evidence.privacy_statement
	not replaced(row)
	version := row.version
}

replaced(row) if not row.effective_at

replaced(row) if {
	some at in material_days
	times.start(at) > times.start(row.effective_at)
}

# fitting(row): the customer's consents at the point that the data came from, not withdrawn by then.
fitting(row) := {k |
	some k in by_customer[row.customer_id]
	consents[k].point_id == row.source_channel
	times.running(object.get(consents[k], "withdrawn_at", ""), row.first_contact_at)
}

in_time(row) := {k |
	some k in fitting(row)
	granted_at := consents[k].granted_at
	contact_at := row.first_contact_at
	not times.later_than_days(contact_at, params.grace_days, granted_at)
}

# A consent to a replaced statement is made good by a later one to the new statement.
standing(row) if {
	some k in fitting(row)
	consents[k].statement_version in standing_versions
}

absences[i] contains fault if {
	some i in active
	not other_basis(customers[i])
	times.older_than_days(customers[i].first_contact_at, params.grace_days)
	count(in_time(customers[i])) == 0
	fault := findings.text(
		"no consent was given for its source channel within %v days of the first contact",
		"首次接触后%v天内没有针对其来源渠道的同意",
		[params.grace_days],
		[params.grace_days],
	)
}

absences[i] contains findings.plain(
	"no consent is to a statement that still stands after material changes",
	"没有针对重大变更后仍有效的声明的同意",
) if {
	some i in active
	not other_basis(customers[i])
	count(in_time(customers[i])) > 0
	not standing(customers[i])
}

fully_read if {
	not evidence.incomplete("consent_records")
	not evidence.incomplete("privacy_statement")
}

faults[i] contains findings.plain("it has no time of first contact", "没有首次接触时间") if {
	some i in active
	not other_basis(customers[i])
	not customers[i].first_contact_at
}

faults[i] contains fault if {
	fully_read
	some i, texts in absences
	some fault in texts
}

doubts[i] contains fault if {
	not fully_read
	some i, texts in absences
	some fault in texts
}

deny contains finding if {
	some row in points
	not row.consent_step
	not other_basis(row)
	finding := findings.of(row, ["point_id"], {findings.plain(
		"it collects without a step of consent or another legal basis",
		"采集时没有征求同意的步骤,也没有其他法律依据",
	)})
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}
