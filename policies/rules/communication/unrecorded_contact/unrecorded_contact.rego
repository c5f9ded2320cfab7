# METADATA
# scope: package
# title: "Contacts with customers are recorded"
# description: "Customers are contacted as often as their segment calls for, and each contact is recorded with a summary."
# schemas:
#   - input.evidence.interaction_log: schema.interaction_log
#   - input.evidence.crm_records: schema.crm_records
# custom:
#   id: COM-850
#   title_zh: "记录客户互动情况"
#   description_zh: "按客户分层的频率与客户保持联系,每次联系均在客户档案中记录摘要。"
#   severity: low
#   clause: "我公司客户管理规定 第九条第2项"
#   other_clauses: [我公司客户管理规定 第七条第2项, 客户维护 分类后的维护计划, 我公司客户管理规定 第九条第1项]
#   evidence: [interaction_log, crm_records]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: crm_records
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: adjacent
#   params:
#     contact_days:
#       key: 92
#       standard: 365
#   param_basis:
#     contact_days: "project default"
#   recommended_action: "Contact the customer and record it, and add the summary to the entry that lacks one."
#   recommended_action_zh: "联系客户并登记;对缺少摘要的记录补记内容。"
package rules.communication.unrecorded_contact

import data.lib.contacts
import data.lib.evidence
import data.lib.findings
import data.lib.records
import data.lib.times

params := data.params["COM-850"]

interactions := input.evidence.interaction_log

default applicable := false

applicable if count(interactions) > 0

applicable if count(planned) > 0

# planned: the records of customers who are to be contacted, with the days of their segment.
planned contains [i, days] if {
	some i in records.active
	days := params.contact_days[records.rows[i].segment]
}

silent contains [i, days] if {
	some [i, days] in planned
	row := records.rows[i]
	customer := row.customer_id
	not contacts.within(customer, days)
	not new(row, days)
}

# A customer never contacted since is due when the days since the first contact have passed.
new(row, days) if {
	customer := row.customer_id
	not contacts.by_customer[customer]
	since := object.get(row, "first_contact_at", input.now)
	not times.older_than_days(since, days)
}

overdue contains finding if {
	some [i, days] in silent
	row := records.rows[i]
	fault := findings.text(
		"the %s customer was not contacted for more than %v days",
		"%s类客户已超过%v天没有联系",
		[row.segment, days],
		[row.segment, days],
	)
	finding := findings.of(row, ["system_id", "customer_id"], {fault})
}

deny contains finding if {
	some row in interactions
	not row.summary
	finding := findings.of(row, ["interaction_id"], {findings.plain(
		"the contact has no summary",
		"联系记录没有摘要",
	)})
}

deny contains finding if {
	not evidence.incomplete("interaction_log")
	some finding in overdue
}

unknown contains finding if {
	evidence.incomplete("interaction_log")
	some finding in overdue
}

unknown contains finding if {
	some [i, _] in planned
	row := records.rows[i]
	customer := row.customer_id
	not contacts.by_customer[customer]
	not row.first_contact_at
	finding := findings.of(row, ["system_id", "customer_id"], {findings.plain(
		"neither a contact nor the first contact is recorded",
		"既无联系记录,也无首次接触时间",
	)})
}
