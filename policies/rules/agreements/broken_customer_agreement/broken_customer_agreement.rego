# METADATA
# scope: package
# title: "Customer confidentiality agreements are made and honoured"
# description: "The business may sign confidentiality agreements with customers and, once signed, keeps to them strictly, with no arbitrary disclosure or unlawful operation."
# schemas:
#   - input.evidence.agreements: schema.agreements
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.incident_register: schema.incident_register
#   - input.evidence.crm_records: schema.crm_records
# custom:
#   id: NDA-301
#   title_zh: "与客户签订的保密协议得到严格遵守"
#   description_zh: "可与客户签订保密协议;一经签订应严格遵守,不得随意泄露客户信息或违规操作。"
#   severity: medium
#   clause: "篇十六 第三段"
#   evidence: [agreements, disclosure_register, incident_register]
#   optional_evidence: [crm_records]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: disclosure_register
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     key_segments:
#     - key_account
#   param_basis:
#     key_segments: "project default"
#   recommended_action: "Tell the customer and remedy the breach, allow only the agreed purposes or get the customer's consent first, and offer key customers a confidentiality agreement."
#   recommended_action_zh: "告知客户并采取补救措施;仅按约定用途使用,超出的先取得客户同意;与重点客户签订保密协议。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.6"
#     - "ISO/IEC 27001:2022 A.5.34"
package rules.agreements.broken_customer_agreement

import data.lib.agreements
import data.lib.evidence
import data.lib.findings

params := data.params["NDA-301"]

disclosures := input.evidence.disclosure_register

incidents := input.evidence.incident_register

customers := input.evidence.crm_records

default applicable := false

applicable if count(customer_agreements) > 0

applicable if count(unprotected) > 0

customer_agreements contains k if {
	some k, row in agreements.rows
	row.kind == "customer_nda"
}

of_customer[customer] contains k if {
	some k in customer_agreements
	customer := agreements.rows[k].customer_id
}

# binding(customer, at): the agreements with the customer that were in force then, or may have been.
binding(customer, at) := {k |
	some k in of_customer[customer]
	agreements.may_cover(agreements.rows[k], at)
}

agreed(k, row) if row.purpose in agreements.rows[k].allowed_purposes

disclosure_faults[i] contains [k, fault] if {
	some i, row in disclosures
	not row.consent_ref
	some k in binding(row.customer_id, row.disclosed_at)
	not agreed(k, row)
	words := [agreements.rows[k].agreement_id, object.get(row, "purpose", "?")]
	fault := findings.text(
		"agreement %s does not allow the purpose %s, and the customer did not consent",
		"协议%s不允许用途%s,且客户未同意",
		words,
		words,
	)
}

leak_faults[j] contains [k, fault] if {
	some j, row in incidents
	row.kind == "leak"
	some customer in row.affected_customer_ids
	some k in binding(customer, row.detected_at)
	fault := findings.text(
		"information protected by agreement %s leaked",
		"协议%s所保护的信息泄露",
		[agreements.rows[k].agreement_id],
		[agreements.rows[k].agreement_id],
	)
}

# proven(faults): those against agreements of which it is known that they were in force.
proven(faults) := {fault |
	some [k, fault] in faults
	agreements.rows[k].effective_at
}

doubtful(faults) := {fault |
	some [k, fault] in faults
	not agreements.rows[k].effective_at
}

nameless := findings.plain("it names no customer", "未登记客户")

affected_unknown(row) if {
	count(object.get(row, "affected_customer_ids", [])) == 0
	not row.customers_affected == 0
}

protected contains customer if {
	some customer, found in of_customer
	some k in found
	agreements.in_force(agreements.rows[k], input.now)
}

unprotected contains i if {
	some i, row in customers
	row.segment in params.key_segments
	not row.active == false
	not covered(row)
}

covered(row) if row.customer_id in protected

without_agreement(i) := findings.of(customers[i], ["system_id", "customer_id"], {findings.plain(
	"a key customer has no confidentiality agreement in force",
	"重点客户没有有效的保密协议",
)})

deny contains finding if {
	some i, faults in disclosure_faults
	texts := proven(faults)
	count(texts) > 0
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], texts)
}

deny contains finding if {
	some j, faults in leak_faults
	texts := proven(faults)
	count(texts) > 0
	finding := findings.of(incidents[j], ["incident_id"], texts)
}

warn contains finding if {
	not evidence.incomplete("agreements")
	some i in unprotected
	finding := without_agreement(i)
}

unknown contains finding if {
	some i, faults in disclosure_faults
	texts := doubtful(faults)
	count(texts) > 0
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], texts | {agreements.undated})
}

unknown contains finding if {
	some j, faults in leak_faults
	texts := doubtful(faults)
	count(texts) > 0
	finding := findings.of(incidents[j], ["incident_id"], texts | {agreements.undated})
}

unknown contains finding if {
	some k in customer_agreements
	row := agreements.rows[k]
	not row.customer_id
	finding := findings.of(row, ["agreement_id"], {nameless})
}

unknown contains finding if {
	count(customer_agreements) > 0
	some row in disclosures
	not row.customer_id
	not row.consent_ref
	finding := findings.of(row, ["disclosure_id", "customer_id"], {nameless})
}

unknown contains finding if {
	count(customer_agreements) > 0
	some row in incidents
	row.kind == "leak"
	affected_unknown(row)
	finding := findings.of(row, ["incident_id"], {findings.plain(
		"which customers are affected is not recorded",
		"未登记受影响的客户",
	)})
}

unknown contains finding if {
	evidence.incomplete("agreements")
	some i in unprotected
	finding := without_agreement(i)
}

unknown contains finding if {
	count(params.key_segments) > 0
	not evidence.delivered("crm_records")
	place := evidence.place(["agreements", "disclosure_register", "incident_register"])
	finding := findings.about(place, "crm_records", {findings.plain(
		"which customers are key customers is not known",
		"无法得知哪些是重点客户",
	)})
}
