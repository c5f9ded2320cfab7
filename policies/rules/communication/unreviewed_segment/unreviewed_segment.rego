# METADATA
# scope: package
# title: "Customers are segmented and their grade is reviewed quarterly"
# description: "Each customer has a segment that is reviewed every quarter, and no one changes it without the customer's account manager."
# schemas:
#   - input.evidence.crm_records: schema.crm_records
#   - input.evidence.customer_changes: schema.customer_changes
# custom:
#   id: COM-870
#   title_zh: "客户分类分级并按季度评定"
#   description_zh: "客户均有分类,每季度评定一次;调整分类须由客户经理发起或复核。"
#   severity: low
#   clause: "我公司客户管理规定 第四条"
#   other_clauses: [篇三 一、客户细分, 篇三 五、客户经理权限, 篇八 客户分类管理, 客户维护 客户分类机制]
#   evidence: [crm_records, customer_changes]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: adjacent
#   params:
#     review_days: 92
#   param_basis:
#     review_days: "document"
#   recommended_action: "Put the customer in a segment, do the review that is due, and have the account manager check the change."
#   recommended_action_zh: "补充客户分类,完成到期评定,分类变更交由客户经理复核。"
package rules.communication.unreviewed_segment

import data.lib.findings
import data.lib.records
import data.lib.times

params := data.params["COM-870"]

customers := input.evidence.crm_records

changes := input.evidence.customer_changes

default applicable := false

applicable if count(records.active) > 0

applicable if count(regraded) > 0

reviewed_at(row) := row.segment_reviewed_at

# A customer never graded again is due from the first contact.
reviewed_at(row) := row.first_contact_at if not row.segment_reviewed_at

wording(row) := {"en": "last reviewed at", "zh": "最近评定于"} if row.segment_reviewed_at

wording(row) := {"en": "never reviewed since", "zh": "从未评定,自"} if not row.segment_reviewed_at

faults[i] contains findings.plain("it has no segment", "没有客户分类") if {
	some i in records.active
	not customers[i].segment
}

faults[i] contains fault if {
	some i in records.active
	at := reviewed_at(customers[i])
	times.older_than_days(at, params.review_days)
	fault := findings.text(
		"the segment was %s %s, more than %v days ago",
		"分类%s%s,已超过%v天",
		[wording(customers[i]).en, at, params.review_days],
		[wording(customers[i]).zh, at, params.review_days],
	)
}

dated(row) if {
	at := reviewed_at(row)
	not times.ahead(at)
}

# Changes that were decided on; one that waits for its reviewer is not.
regraded contains i if {
	some i, row in changes
	row.field == "segment"
	some step in ["reviewer", "applied_at"]
	row[step]
}

managers(row) := {manager |
	some k in records.by_customer[row.customer_id]
	manager := customers[k].account_manager
}

hands(row) := {person |
	some field in ["reviewer", "requested_by"]
	person := row[field]
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}

deny contains finding if {
	some i in regraded
	owners := managers(changes[i])
	count(owners) > 0
	count(owners & hands(changes[i])) == 0
	fault := findings.text(
		"the segment was changed without the account manager %s",
		"分类变更未经客户经理%s",
		[concat(", ", sort(owners))],
		[concat("、", sort(owners))],
	)
	finding := findings.of(changes[i], ["change_id"], {fault})
}

unknown contains finding if {
	some i in records.active
	customers[i].segment
	not dated(customers[i])
	finding := findings.of(customers[i], ["system_id", "customer_id"], {findings.plain(
		"it is not known when the segment was last reviewed",
		"不知分类最近何时评定",
	)})
}

unknown contains finding if {
	some i in regraded
	count(managers(changes[i])) == 0
	finding := findings.of(changes[i], ["change_id"], {findings.plain(
		"the account manager of the customer is not known",
		"不知该客户的客户经理",
	)})
}
