# METADATA
# scope: package
# title: "Agreements are validly signed, sealed and free of blanks"
# description: "An agreement takes effect on signature by the legal representative or an authorised person and the official seal; its blanks (damages, copies, terms) are filled in and each side holds its copies."
# schemas:
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: NDA-103
#   title_zh: "协议签字盖章有效且无空白项"
#   description_zh: "协议由法定代表人或其授权人签字并加盖公章后生效;违约金、份数、期限等空白项应填写完整,双方各执一份。"
#   severity: medium
#   clause: "战略合作协议 六、七"
#   other_clauses: [保密协议 第六条, 酒店优惠协议 尾部]
#   evidence: [agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     seal_required_kinds:
#     - cooperation
#     - preferential_offer
#     seal_or_signature_kinds:
#     - service
#   param_basis:
#     seal_required_kinds: "document"
#     seal_or_signature_kinds: "document (签字或盖章)"
#   recommended_action: "Have the agreement signed by the legal representative or an authorised person, seal it where the form demands it, fill in every blank and keep two originals or more."
#   recommended_action_zh: "由法定代表人或授权人补签并按要求加盖公章,填齐全部空白项,协议正本不少于两份。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.20"
#     - "ISO/IEC 27001:2022 A.5.14"
package rules.agreements.unsigned_agreement

import data.lib.agreements
import data.lib.findings

params := data.params["NDA-103"]

rows := agreements.rows

default applicable := false

applicable if count(live) > 0

live contains i if {
	some i, row in rows
	agreements.may_cover(row, input.now)
}

sides := [
	{
		"signature": "signed_by_us",
		"seal": "seal_ours",
		"en": "the organisation",
		"zh": "我方",
	},
	{
		"signature": "signed_by_counterparty",
		"seal": "seal_counterparty",
		"en": "the counterparty",
		"zh": "对方",
	},
]

signed(row, side) if row[side.signature]

signed(row, side) if {
	row.kind in params.seal_or_signature_kinds
	sealed(row, side)
}

sealed(row, side) if row[side.seal]

faults[i] contains fault if {
	some i in live
	row := rows[i]
	some side in sides
	not signed(row, side)
	fault := findings.text("%s has not signed it", "%s未签字", [side.en], [side.zh])
}

faults[i] contains fault if {
	some i in live
	blanks := object.get(rows[i], "blank_fields", [])
	count(blanks) > 0
	fault := findings.text(
		"left blank: %s",
		"空白项:%s",
		[concat(", ", blanks)],
		[concat("、", blanks)],
	)
}

faults[i] contains fault if {
	some i in formal
	row := rows[i]
	some side in sides
	not sealed(row, side)
	fault := findings.text("the seal of %s is missing", "缺少%s公章", [side.en], [side.zh])
}

faults[i] contains fault if {
	some i in formal
	row := rows[i]
	not both_hold_one(row)
	fault := findings.text(
		"originals: %v, fewer than one for each side",
		"正本份数:%v,不足双方各执一份",
		[object.get(rows[i], "copies", "unknown")],
		[object.get(rows[i], "copies", "不明")],
	)
}

faults[i] contains findings.plain(
	"neither the legal representative nor an authorised person signed it",
	"既非法定代表人签署,也无签署授权",
) if {
	some i in formal
	not rows[i].signed_by_legal_rep
	not rows[i].signatory_authority_ref
}

formal contains i if {
	some i in live
	rows[i].kind in params.seal_required_kinds
}

both_hold_one(row) if row.copies >= 2

deny contains finding if {
	some i, texts in faults
	rows[i].effective_at
	finding := findings.of(rows[i], ["agreement_id"], texts)
}

unknown contains finding if {
	some i, texts in faults
	not rows[i].effective_at
	finding := findings.of(rows[i], ["agreement_id"], texts | {agreements.undated})
}
