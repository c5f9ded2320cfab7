# METADATA
# scope: package
# title: "Agreements have a term and sharing stops when it ends"
# description: "A cooperation agreement states its start and end and the months before expiry when renewal may be discussed; sharing happens only while it is in force."
# schemas:
#   - input.evidence.agreements: schema.agreements
#   - input.evidence.disclosure_register: schema.disclosure_register
# custom:
#   id: NDA-102
#   title_zh: "协议有效期明确,到期停止共享"
#   description_zh: "合作协议应写明起止日期和期满前可商谈续签的月数;仅在协议有效期内共享信息。"
#   severity: medium
#   clause: "战略合作协议 五、协议有效期"
#   evidence: [agreements, disclosure_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: disclosure_register
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     renewal_lead_days: 90
#   param_basis:
#     renewal_lead_days: "project default (blank in the document)"
#   recommended_action: "Enter the first and last day of the agreement, stop sharing outside its term, and begin the talks on renewal in time before it expires."
#   recommended_action_zh: "补齐协议起止日期,停止有效期以外的共享,并在期满前及时启动续签商谈。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.20"
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 CA-3"
package rules.agreements.sharing_outside_term

import data.lib.agreements
import data.lib.findings
import data.lib.times

params := data.params["NDA-102"]

disclosures := input.evidence.disclosure_register

default applicable := false

applicable if count(cooperations) > 0

cooperations contains k if {
	some k, row in agreements.rows
	row.kind == "cooperation"
}

limits := {
	"effective_at": agreements.undated,
	"expires_at": findings.plain("its last day is not recorded", "未登记到期日期"),
}

unlimited[k] contains fault if {
	some k in cooperations
	some field, fault in limits
	not agreements.rows[k][field]
}

under[i] contains k if {
	some i, row in disclosures
	some k in agreements.by_id[row.agreement_id]
	k in cooperations
}

# A limit that is missing is a fault of the agreement already.
in_term(i) if {
	some k in under[i]
	agreements.may_cover(agreements.rows[k], disclosures[i].disclosed_at)
}

still_sharing contains k if {
	some i, found in under
	disclosed_at := disclosures[i].disclosed_at
	not times.older_than_days(disclosed_at, params.renewal_lead_days)
	some k in found
}

deny contains finding if {
	some k, texts in unlimited
	finding := findings.of(agreements.rows[k], ["agreement_id"], texts)
}

deny contains finding if {
	some i, _ in under
	not in_term(i)
	row := disclosures[i]
	finding := findings.of(row, ["disclosure_id", "customer_id"], {findings.text(
		"it was disclosed at %s, outside the term of agreement %s",
		"提供时间%s不在协议%s的有效期内",
		[row.disclosed_at, row.agreement_id],
		[row.disclosed_at, row.agreement_id],
	)})
}

warn contains finding if {
	some k in still_sharing
	row := agreements.rows[k]
	not row.renewal_started_at
	row.expires_at >= times.today
	row.expires_at <= times.add_days(input.now, params.renewal_lead_days)
	finding := findings.of(row, ["agreement_id"], {findings.text(
		"it expires on %s, sharing goes on, and no renewal has begun",
		"协议将于%s到期,仍在共享信息,尚未启动续签",
		[row.expires_at],
		[row.expires_at],
	)})
}

unknown contains finding if {
	some row in disclosures
	agreements.untraced(row)
	finding := findings.of(row, ["disclosure_id", "customer_id"], {agreements.unregistered})
}
