# METADATA
# scope: package
# title: "Secrecy terms run until trade secrets become public"
# description: "For trade secrets the duty lasts until the information enters the public domain by proper means, without a fixed number of years; for general confidential information a number of years is agreed."
# schemas:
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: NDA-203
#   title_zh: "商业秘密保密期至公知为止,一般信息约定年限"
#   description_zh: "商业秘密的保密义务不设固定年限,至信息通过正常途径进入公知领域为止;一般保密信息应约定保密年限。"
#   severity: low
#   clause: "保密协议 第三条保密期限"
#   evidence: [agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     required_secret_term: until_public
#   param_basis:
#     required_secret_term: "document"
#   recommended_action: "Amend the agreement so that the duty on trade secrets lasts until they are public, and agree on a number of years for other confidential information."
#   recommended_action_zh: "修订协议,商业秘密保密期至其公知为止,一般保密信息约定具体年限。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.5"
package rules.agreements.short_secrecy_term

import data.lib.agreements
import data.lib.findings

params := data.params["NDA-203"]

rows := agreements.rows

default applicable := false

applicable if count(live) > 0

live := agreements.live(["staff_nda"])

faults[i] contains fault if {
	some i in live
	term := object.get(rows[i], "secret_term", "unknown")
	term != params.required_secret_term
	fault := findings.text(
		"the secrecy of trade secrets lasts %s, not %s",
		"商业秘密保密期为%s,而非%s",
		[term, params.required_secret_term],
		[term, params.required_secret_term],
	)
}

faults[i] contains findings.plain(
	"no number of years is agreed for other confidential information",
	"一般保密信息未约定保密年限",
) if {
	some i in live
	row := rows[i]
	not agreed(row)
}

agreed(row) if row.general_term_years > 0

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
