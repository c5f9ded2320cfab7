# METADATA
# scope: package
# title: "Staff confidentiality agreements contain the set clauses"
# description: "The agreement defines the protected information, treats any direct, indirect, oral or written supply to a third party as a breach, and sets duties (follow the rules, no disclosure, no private gain, written permission, damages, return of files, legal liability), term, breach liability, governing law and effect."
# schemas:
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: NDA-202
#   title_zh: "员工保密协议条款齐全"
#   description_zh: "保密协议应界定保密信息,将直接或间接、口头或书面向第三方提供的行为视为泄密,并写明各项保密义务、保密期限、违约责任、适用法律和效力。"
#   severity: medium
#   clause: "保密协议 第一条至第六条"
#   evidence: [agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     required_clauses:
#     - scope
#     - breach_definition
#     - follow_rules
#     - no_disclosure
#     - no_private_gain
#     - written_permission
#     - damages
#     - return_of_files
#     - legal_liability
#     - term
#     - breach_liability
#     - governing_law
#     - effect
#   param_basis:
#     required_clauses: "document"
#   recommended_action: "Sign the agreement anew on the full form, or a supplement with the missing clauses, and leave none of them blank."
#   recommended_action_zh: "按完整文本重新签订,或就缺少的条款签订补充协议,各条款均不得留空。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.6"
#     - "NIST SP 800-53r5 PS-6"
#     - "PRC Labour Contract Law art. 23"
package rules.agreements.missing_staff_clauses

import data.lib.agreements
import data.lib.findings

params := data.params["NDA-202"]

default applicable := false

applicable if count(live) > 0

live := agreements.live(["staff_nda"])

# A clause that is there as an empty line only is not there.
holds(row, clause) if {
	clause in row.clauses
	not clause in object.get(row, "blank_fields", [])
}

missing contains [i, clause] if {
	some i in live
	row := agreements.rows[i]
	some clause in params.required_clauses
	not holds(row, clause)
}

# One finding for each clause.
found(row, clause, doubts) := findings.about(
	row._loc,
	concat("/", [row.agreement_id, clause]),
	doubts | {findings.plain("the clause is missing or blank", "缺少该条款或条款留空")},
)

deny contains finding if {
	some [i, clause] in missing
	row := agreements.rows[i]
	row.effective_at
	finding := found(row, clause, set())
}

unknown contains finding if {
	some [i, clause] in missing
	row := agreements.rows[i]
	not row.effective_at
	finding := found(row, clause, {agreements.undated})
}
