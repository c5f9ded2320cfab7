# METADATA
# scope: package
# title: "Delegated identification rests on a written agreement"
# description: "When another body performs customer identification on behalf of the institution, a written agreement fixes the responsibilities of both sides and the delegate can prove that it meets the requirements."
# schemas:
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.agreements: schema.agreements
#   - input.evidence.partner_register: schema.partner_register
# custom:
#   id: AML-027
#   title_zh: "委托识别客户身份须有书面协议"
#   description_zh: "委托其他机构识别客户身份的,以书面协议明确双方责任,受托机构能证明其符合要求。"
#   severity: high
#   clause: "支付机构反洗钱办法 委托识别"
#   evidence: [id_verifications, agreements, partner_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_clauses:
#     - responsibility_of_each_side
#     - proof_of_capability
#     - data_access_on_request
#     - confidentiality
#     reassess_days: 365
#   param_basis:
#     required_clauses: "document for the first two, Anti-Money Laundering Law (2024) art. 32 for data access"
#     reassess_days: "project default"
#   recommended_action: "Renew or complete the agreement, review the delegate, and check these customers yourself until that is done."
#   recommended_action_zh: "续签或补全委托协议并复核受托机构,完成前由本机构自行识别这些客户。"
#   frameworks:
#     - "PRC Anti-Money Laundering Law (2024) art. 32"
package rules.aml.delegated_identification

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-027"]

rows := input.evidence.id_verifications

partners := input.evidence.partner_register

agreements := input.evidence.agreements

default applicable := false

applicable if some _ in delegated

applicable if some _ in untold

delegated contains i if {
	some i, row in rows
	row.method == "delegated"
}

# Checks of which nobody says who made them.
untold contains i if {
	some i, row in rows
	not row.method
}

delegates[partner_id] contains k if {
	some k, row in partners
	row.kind == "delegate"
	partner_id := row.partner_id
}

contracts[agreement_id] contains k if {
	some k, row in agreements
	row.kind == "identification_delegation"
	agreement_id := row.agreement_id
}

# weaknesses[k]: what is wrong with a delegate, whatever it checked.
weaknesses[k] contains findings.plain(
	"the delegate is not assessed as adequate",
	"受托机构未评定为符合要求",
) if {
	some found in delegates
	some k in found
	not partners[k].assessment == "adequate"
}

weaknesses[k] contains fault if {
	some found in delegates
	some k in found
	not reviewed(partners[k])
	fault := findings.text(
		"the delegate was not reviewed for %v days",
		"受托机构已有%v天未经复核",
		[params.reassess_days],
		[params.reassess_days],
	)
}

reviewed(row) if {
	some field in ["due_diligence_at", "last_reviewed_at"]
	at := row[field]
	not times.ahead(at)
	not times.older_than_days(at, params.reassess_days)
}

# gaps(row): faults that a row of another register may refute, as [kind, fault].
gaps(row) := {["partner_register", findings.plain(
	"its delegate is not registered as one",
	"其受托机构未登记",
)]} if {
	not registered(row)
}

gaps(row) := {["agreements", findings.plain(
	"its delegate has no registered agreement on identification",
	"受托机构没有已登记的委托识别协议",
)]} if {
	registered(row)
	count(papers(row)) == 0
}

registered(row) if delegates[row.delegate_id]

papers(row) := {j |
	some k in delegates[row.delegate_id]
	some j in contracts[partners[k].agreement_id]
}

# defects(paper, at): why an agreement does not carry a check at that time.
defects(paper, at) := {findings.plain(label.en, label.zh) |
	some need, label in {
		"signed": {"en": "the agreement is not signed by both sides", "zh": "协议未经双方签署"},
		"force": {"en": "the agreement was not in force then", "zh": "核对时协议不在有效期内"},
	}
	not meets(need, paper, at)
} | {fault |
	missing := [clause |
		some clause in params.required_clauses
		not clause in object.get(paper, "clauses", [])
	]
	count(missing) > 0
	fault := findings.text(
		"the agreement lacks: %s",
		"协议缺少条款:%s",
		[concat(", ", missing)],
		[concat("、", missing)],
	)
}

meets("signed", paper, _) if {
	paper.signed_by_us
	paper.signed_by_counterparty
}

meets("force", paper, at) if {
	times.covers(paper.effective_at, object.get(paper, "expires_at", ""), at)
}

# Of several agreements the best one counts.
faults[i] contains fault if {
	some i in delegated
	verdicts := {[count(texts), texts] |
		some j in papers(rows[i])
		texts := defects(agreements[j], rows[i].at)
	}
	some fault in min(verdicts)[1]
}

faults[i] contains fault if {
	some i in delegated
	some k in delegates[rows[i].delegate_id]
	some fault in weaknesses[k]
}

faults[i] contains fault if {
	some i in delegated
	some [kind, fault] in gaps(rows[i])
	not evidence.incomplete(kind)
}

doubts[i] contains fault if {
	some i in delegated
	some [kind, fault] in gaps(rows[i])
	evidence.incomplete(kind)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["verification_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(rows[i], ["verification_id"], texts)
}

unknown contains finding if {
	some i in untold
	finding := findings.of(rows[i], ["verification_id"], {findings.plain(
		"its method is missing, so that it may be a delegated check",
		"缺少识别方式,可能属于委托识别",
	)})
}
