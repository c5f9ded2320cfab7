# METADATA
# scope: package
# title: "Customer data agrees across systems"
# description: "A customer held in several systems has the same main attributes in all of them, and stands in the system of record."
# schemas:
#   - input.evidence.crm_records: schema.crm_records
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: DQ-003
#   title_zh: "客户信息在各系统间一致"
#   description_zh: "同一客户在各系统中的关键属性一致,且在主系统中有记录。"
#   severity: medium
#   clause: "篇四 第二段(目标和规划)"
#   evidence: [crm_records, system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_divergence_hours: 24
#     excluded_fields:
#     - last_contact_at
#   param_basis:
#     max_divergence_hours: "project default"
#     excluded_fields: "project default"
#   recommended_action: "Find which system is right, correct the others and the interface between them, and add the customer to the system of record."
#   recommended_action_zh: "核实正确的数据,修正其他系统及同步接口,并在主系统中补录该客户。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 SI-18"
#     - "PIPL art. 8"
package rules.data_quality.disagreeing_records

import data.lib.evidence
import data.lib.findings
import data.lib.records
import data.lib.times

params := data.params["DQ-003"]

customers := input.evidence.crm_records

default applicable := false

applicable if count(shared) > 0

systems(rows) := {system |
	some i in rows
	system := customers[i].system_id
}

shared contains customer if {
	some customer, rows in records.by_customer
	count(systems(rows)) > 1
}

of_record contains system if {
	some row in input.evidence.system_inventory
	row.system_of_record
	system := row.system_id
}

digests(rows) := {digest |
	some i in rows
	digest := customers[i].attributes_digest
}

differing contains customer if {
	some customer in shared
	count(digests(records.by_customer[customer])) > 1
}

# known(row): the record tells when it was updated.
known(row) if {
	at := row.updated_at
	not times.ahead(at)
}

updated_lately(customer) if {
	some i in records.by_customer[customer]
	known(customers[i])
	at := customers[i].updated_at
	not times.older_than_hours(at, params.max_divergence_hours)
}

all_dated(customer) if every i in records.by_customer[customer] { known(customers[i]) }

disagreement(customer) := findings.text(
	"the records of %s differ for more than %v hours, not counting %s",
	"%s的记录不一致已超过%v小时(不计%s)",
	[named(customer, ", "), params.max_divergence_hours, concat(", ", params.excluded_fields)],
	[named(customer, "、"), params.max_divergence_hours, concat("、", params.excluded_fields)],
)

named(customer, sign) := concat(sign, sort(systems(records.by_customer[customer])))

lasting contains customer if {
	some customer in differing
	not updated_lately(customer)
}

unlisted[customer] contains fault if {
	count(of_record) > 0
	some customer in shared
	count(systems(records.by_customer[customer]) & of_record) == 0
	fault := findings.text(
		"the customer is in %s, but not in the system of record %s",
		"客户在%s中有记录,但主系统%s中没有",
		[named(customer, ", "), concat(", ", sort(of_record))],
		[named(customer, "、"), concat("、", sort(of_record))],
	)
}

faults[customer] contains fault if {
	some customer in lasting
	all_dated(customer)
	fault := disagreement(customer)
}

faults[customer] contains fault if {
	complete
	some customer, texts in unlisted
	some fault in texts
}

complete if {
	not evidence.incomplete("crm_records")
	not evidence.incomplete("system_inventory")
}

doubts[customer] contains findings.plain(
	"the records differ, and it is not known since when",
	"记录不一致,但不知始于何时",
) if {
	some customer in lasting
	not all_dated(customer)
}

doubts[customer] contains findings.plain(
	"a record has no digest to compare",
	"有记录缺少可比对的摘要",
) if {
	some customer in shared
	some i in records.by_customer[customer]
	not customers[i].attributes_digest
}

doubts[customer] contains fault if {
	not complete
	some customer, texts in unlisted
	some fault in texts
}

doubts[customer] contains findings.plain(
	"no system is marked as the system of record",
	"没有标明主系统",
) if {
	count(of_record) == 0
	some customer in shared
}

about(customer, texts) := object.union(finding, {"related": related}) if {
	rows := records.by_customer[customer]
	first := min(rows)
	related := [customers[i]._loc | some i in rows; i != first]
	finding := findings.about(customers[first]._loc, customer, texts)
}

deny contains finding if {
	some customer, texts in faults
	finding := about(customer, texts)
}

unknown contains finding if {
	some customer, texts in doubts
	finding := about(customer, texts)
}
