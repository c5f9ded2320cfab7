# METADATA
# scope: package
# title: "Inter-bank and cross-border sharing is under set conditions"
# description: "Customer information shared between banks, at home or abroad, follows the regulator's rules and a proper supervision arrangement; the flow and its controls are recorded."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.partner_register: schema.partner_register
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: TPS-002
#   title_zh: "银行间及跨境共享须有监管条件与合法机制"
#   description_zh: "银行间及跨境共享客户信息应遵守监管规定,具备合法的传输机制,并对信息流向和管控留有记录。"
#   severity: critical
#   clause: "篇十二 第二段(三种使用方式)"
#   other_clauses: [篇十二 第四段(跨境共享)]
#   evidence: [disclosure_register, partner_register, agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: disclosure_register
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     home_country: CN
#     accepted_mechanisms:
#     - security_assessment
#     - standard_contract
#     - certification
#     - treaty
#     review_days: 365
#     statutory_bases:
#     - statute
#     - court_order
#     - authority_request
#   param_basis:
#     home_country: "document"
#     accepted_mechanisms: "PIPL art. 38"
#     review_days: "project default"
#     statutory_bases: "project default"
#   recommended_action: "Stop the transfer until an agreement in force, a ground in law, a mechanism for transfers abroad and a fresh assessment of the recipient are in place, and record all of them."
#   recommended_action_zh: "在具备有效协议、合法依据、出境机制和对接收方的近期评估之前停止传输,并逐项登记。"
#   frameworks:
#     - "PIPL art. 38"
#     - "PIPL art. 39"
#     - "PIPL art. 40"
#     - "GB/T 35273-2020 9.8"
package rules.third_parties.unconditioned_transfer

import data.lib.agreements
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["TPS-002"]

disclosures := input.evidence.disclosure_register

default applicable := false

applicable if count(outside) > 0

outside contains i if {
	some i, row in disclosures
	recipient_type := row.recipient_type
	not recipient_type in {"internal_dept", "customer_self"}
}

# duties[i]: the conditions that a provision must keep.
duties[i] contains "country" if some i in outside

duties[i] contains duty if {
	some i in outside
	disclosures[i].recipient_type == "bank"
	some duty in ["agreement", "basis"]
}

duties[i] contains duty if {
	some i in outside
	disclosures[i].recipient_country != params.home_country
	some duty in ["mechanism", "consent", "partner"]
}

duties[i] contains duty if {
	some i in outside
	disclosures[i].recipient_country != params.home_country
	partners[disclosures[i].partner_id]
	some duty in ["diligence", "review"]
}

texts := {
	"country": findings.plain("the recipient's country is not recorded", "未登记接收方所在国家"),
	"agreement": findings.plain(
		"no registered agreement was in force with the bank",
		"与该银行没有当时有效的已登记协议",
	),
	"basis": findings.plain("the ground in law is not recorded", "未登记法律依据"),
	"mechanism": findings.plain(
		"no accepted mechanism permits the transfer abroad",
		"没有认可的出境传输机制",
	),
	"consent": findings.plain(
		"neither the customer's consent nor a statutory ground is recorded",
		"没有客户同意或法定依据",
	),
	"partner": findings.plain(
		"the recipient is not in the register of partners",
		"接收方未列入合作方登记簿",
	),
	"diligence": findings.plain(
		"the recipient was not looked into before",
		"事前未对接收方尽职调查",
	),
	"review": findings.text(
		"the recipient was not reviewed in the %v days before, nor since",
		"此前%v天内及此后均未对接收方复评",
		[params.review_days],
		[params.review_days],
	),
}

kept("country", row) if row.recipient_country

kept("agreement", row) if {
	some k in agreements.by_id[row.agreement_id]
	agreements.in_force(agreements.rows[k], row.disclosed_at)
}

kept("basis", row) if row.legal_basis

kept("mechanism", row) if row.transfer_mechanism in params.accepted_mechanisms

kept("consent", row) if row.consent_ref

kept("consent", row) if row.legal_basis in params.statutory_bases

kept("partner", row) if partners[row.partner_id]

kept("diligence", row) if {
	some at in assessments(row)
	times.not_after(at, row.disclosed_at)
}

# The register keeps the newest review only, so that a later one may stand for those before it.
kept("review", row) if {
	disclosed_at := row.disclosed_at
	some at in assessments(row)
	not times.ahead(at)
	not times.later_than_days(at, params.review_days, disclosed_at)
}

partners[partner_id] contains row if {
	some row in input.evidence.partner_register
	partner_id := row.partner_id
}

assessments(row) := {at |
	some partner in partners[row.partner_id]
	some field in ["due_diligence_at", "last_reviewed_at"]
	at := partner[field]
}

broken[i] contains duty if {
	some i, needed in duties
	some duty in needed
	not kept(duty, disclosures[i])
}

# undecided(duty, row): a part that could not be read may hold the agreement or the partner.
undecided("agreement", row) if {
	agreements.untraced(row)
	evidence.incomplete("agreements")
}

undecided("partner", row) if {
	row.partner_id
	evidence.incomplete("partner_register")
}

deny contains finding if {
	some i, found in broken
	faults := {fault |
		some duty in found
		not undecided(duty, disclosures[i])
		fault := texts[duty]
	}
	count(faults) > 0
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], faults)
}

unknown contains finding if {
	some i, found in broken
	doubts := {fault |
		some duty in found
		undecided(duty, disclosures[i])
		fault := texts[duty]
	}
	count(doubts) > 0
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], doubts)
}
