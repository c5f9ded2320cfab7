# METADATA
# scope: package
# title: "Customer data is kept up to date"
# description: "The record of a customer is updated or confirmed at least once a year, and contacts with the customer are tracked."
# schemas:
#   - input.evidence.crm_records: schema.crm_records
#   - input.evidence.interaction_log: schema.interaction_log
# custom:
#   id: DQ-004
#   title_zh: "客户信息及时更新"
#   description_zh: "客户信息至少每年更新或确认一次,并持续记录与客户的联系。"
#   severity: low
#   clause: "篇三 第四段(提升信息管理能力)"
#   other_clauses: [篇十一 第四段(提升信息管理能力), 篇七 第二段(CRM系统), 篇十九 第二段(CRM系统), 篇十三 二、银行信息管理的便利]
#   evidence: [crm_records, interaction_log]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: crm_records
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_record_age_days: 365
#     max_contact_age_days: 365
#   param_basis:
#     max_record_age_days: "project default"
#     max_contact_age_days: "project default"
#   recommended_action: "Contact the customer, confirm or correct the record, and enter the contact."
#   recommended_action_zh: "联系客户,确认或更正其信息,并登记本次联系。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 SI-18"
#     - "PIPL art. 8"
package rules.data_quality.outdated_record

import data.lib.contacts
import data.lib.evidence
import data.lib.findings
import data.lib.records
import data.lib.times

params := data.params["DQ-004"]

customers := input.evidence.crm_records

default applicable := false

applicable if count(records.active) > 0

# The times at which the record was known to be right.
kept[i] contains at if {
	some i in records.active
	some field in ["updated_at", "verified_at"]
	at := customers[i][field]
	not times.ahead(at)
}

current contains i if {
	some i, times_of_record in kept
	some at in times_of_record
	not times.older_than_days(at, params.max_record_age_days)
}

silent[i] contains fault if {
	some i in records.active
	customer := customers[i].customer_id
	not contacts.within(customer, params.max_contact_age_days)
	fault := findings.text(
		"no contact with the customer is recorded for %v days",
		"已超过%v天没有与客户的联系记录",
		[params.max_contact_age_days],
		[params.max_contact_age_days],
	)
}

faults[i] contains fault if {
	some i, _ in kept
	not i in current
	fault := findings.text(
		"the record was neither updated nor verified for %v days",
		"记录已超过%v天未更新或核实",
		[params.max_record_age_days],
		[params.max_record_age_days],
	)
}

faults[i] contains fault if {
	not evidence.incomplete("interaction_log")
	some i, texts in silent
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("interaction_log")
	some i, texts in silent
	some fault in texts
}

doubts[i] contains findings.plain(
	"it is not known when the record was updated or verified",
	"不知记录何时更新或核实",
) if {
	some i in records.active
	not kept[i]
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}
