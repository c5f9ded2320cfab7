# METADATA
# scope: package
# title: "Shared customer resources are not copied or passed on without consent"
# description: "Both parties to a cooperation keep shared resource information confidential and, without the other party's approval, do not copy it or pass it to any third party."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.agreements: schema.agreements
#   - input.evidence.copy_register: schema.copy_register
# custom:
#   id: NDA-101
#   title_zh: "共享客户资源未经对方批准不得复制传播"
#   description_zh: "合作双方对共享的资源信息负有保密义务,未经对方批准,不得擅自复制或提供给任何第三方。"
#   severity: high
#   clause: "战略合作协议 四、保密"
#   evidence: [disclosure_register, agreements, copy_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: disclosure_register
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     required_clause: confidentiality
#   param_basis:
#     required_clause: "document"
#   recommended_action: "Stop passing the partner's resources on, get its written consent and enter its reference and time before each copy or disclosure, and add a confidentiality clause where it is missing."
#   recommended_action_zh: "停止继续传播合作方资源,复制或提供前先取得对方书面同意并登记文号和时间;协议缺少保密条款的应补签。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.6"
#     - "ISO/IEC 27001:2022 A.5.20"
#     - "ISO/IEC 27001:2022 A.5.14"
package rules.agreements.passed_on_without_consent

import data.lib.agreements
import data.lib.approvals
import data.lib.findings

params := data.params["NDA-101"]

disclosures := input.evidence.disclosure_register

copies := input.evidence.copy_register

default applicable := false

applicable if count(cooperations) > 0

cooperations contains k if {
	some k, row in agreements.rows
	row.kind == "cooperation"
}

# cooperative(row): it names an agreement on cooperation.
cooperative(row) if {
	some k in agreements.by_id[row.agreement_id]
	k in cooperations
}

to_partner(row) if {
	some k in agreements.by_id[row.agreement_id]
	agreements.rows[k].counterparty == row.recipient
}

consent := {"label": "the partner's consent", "label_zh": "对方批准"}

disclosure_faults[i] contains fault if {
	some i, row in disclosures
	some fault in approvals.faults(object.union(consent, approvals.fields(row, {
		"by": "partner_approval_ref",
		"at": "partner_approved_at",
		"act": "disclosed_at",
	})))
}

# The register of copies holds no reference of the consent; its time stands for both.
copy_faults[j] contains fault if {
	some j, row in copies
	row.made_at
	some fault in approvals.faults(object.union(consent, approvals.fields(row, {
		"by": "partner_approved_at",
		"at": "partner_approved_at",
		"act": "made_at",
	})))
}

clause_missing := findings.text(
	"it lacks the clause %s",
	"缺少条款:%s",
	[params.required_clause],
	[params.required_clause],
)

unbound contains k if {
	some k in agreements.live(["cooperation"])
	row := agreements.rows[k]
	not bound(row)
}

bound(row) if params.required_clause in row.clauses

deny contains finding if {
	some i, texts in disclosure_faults
	row := disclosures[i]
	cooperative(row)
	not to_partner(row)
	finding := findings.of(row, ["disclosure_id", "customer_id"], texts)
}

deny contains finding if {
	some j, texts in copy_faults
	cooperative(copies[j])
	finding := findings.of(copies[j], ["copy_id"], texts)
}

deny contains finding if {
	some k in unbound
	row := agreements.rows[k]
	row.effective_at
	finding := findings.of(row, ["agreement_id"], {clause_missing})
}

unknown contains finding if {
	some i, texts in disclosure_faults
	agreements.untraced(disclosures[i])
	doubts := texts | {agreements.unregistered}
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], doubts)
}

unknown contains finding if {
	some j, texts in copy_faults
	agreements.untraced(copies[j])
	finding := findings.of(copies[j], ["copy_id"], texts | {agreements.unregistered})
}

unknown contains finding if {
	some k in unbound
	row := agreements.rows[k]
	not row.effective_at
	finding := findings.of(row, ["agreement_id"], {clause_missing, agreements.undated})
}
