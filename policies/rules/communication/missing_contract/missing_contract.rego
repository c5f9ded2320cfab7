# METADATA
# scope: package
# title: "A contract with each customer fixes rights and duties"
# description: "A customer who is served under a contract has one that both sides signed and that states their rights and duties."
# schemas:
#   - input.evidence.crm_records: schema.crm_records
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: COM-880
#   title_zh: "与客户签订合同明确权利义务"
#   description_zh: "以合同为依据服务的客户,应签订双方签字的合同,明确双方权利义务。"
#   severity: low
#   clause: "我公司客户管理规定 第六条第4项"
#   evidence: [crm_records, agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: crm_records
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: adjacent
#   params:
#     grace_days: 30
#     required_clause: rights_and_duties
#   param_basis:
#     grace_days: "project default"
#     required_clause: "document"
#   recommended_action: "Have the customer and the institution sign a contract with the clause on rights and duties, or correct the ground on which the record is held."
#   recommended_action_zh: "与客户签订含权利义务条款的合同并由双方签字;登记依据有误的,更正依据。"
package rules.communication.missing_contract

import data.lib.evidence
import data.lib.findings
import data.lib.records
import data.lib.times

params := data.params["COM-880"]

customers := input.evidence.crm_records

default applicable := false

applicable if count(bound) > 0

# A record without a ground may be held under a contract.
bound contains i if {
	some i in records.active
	object.get(customers[i], "legal_basis", "contract_necessity") == "contract_necessity"
}

contracted contains customer if {
	some row in input.evidence.agreements
	row.kind == "customer_contract"
	row.signed_by_us
	row.signed_by_counterparty
	params.required_clause in row.clauses
	customer := row.customer_id
}

without contains i if {
	some i in bound
	customer := customers[i].customer_id
	not customer in contracted
}

lacking[i] contains fault if {
	some i in without
	times.older_than_days(customers[i].first_contact_at, params.grace_days)
	fault := findings.text(
		"no contract with the clause %s is signed by both sides %v days after the first contact",
		"没有双方签字且含%s条款的合同,首次接触已超过%v天",
		[params.required_clause, params.grace_days],
		[params.required_clause, params.grace_days],
	)
}

certain(row) if {
	row.legal_basis
	not evidence.incomplete("agreements")
}

deny contains finding if {
	some i, texts in lacking
	certain(customers[i])
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}

unknown contains finding if {
	some i, texts in lacking
	not certain(customers[i])
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}

unknown contains finding if {
	some i in without
	not begun(customers[i])
	finding := findings.of(customers[i], ["system_id", "customer_id"], {findings.plain(
		"there is no such contract, and it is not known since when it is due",
		"没有符合要求的合同,且首次接触时间未知",
	)})
}

begun(row) if {
	at := row.first_contact_at
	not times.ahead(at)
}
