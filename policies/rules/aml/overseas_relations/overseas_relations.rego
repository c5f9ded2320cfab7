# METADATA
# scope: package
# title: "Overseas correspondent relations are vetted and put in writing"
# description: "Before an agency or correspondent relation with an overseas institution, information is gathered on its business, reputation, internal control and supervision, its AML measures are assessed, and duties are fixed in writing."
# schemas:
#   - input.evidence.partner_register: schema.partner_register
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: AML-006
#   title_zh: "与境外机构建立代理关系须尽调、评估并书面约定"
#   description_zh: "与境外机构建立代理业务关系前,收集其信息、评估其反洗钱措施,并以书面方式约定双方职责。"
#   severity: high
#   clause: "支付机构反洗钱办法 境外代理业务关系"
#   other_clauses: [农村商业银行管理办法 第六条第一款]
#   evidence: [partner_register, agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: partner_register
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_information:
#     - business
#     - reputation
#     - internal_control
#     - supervision
#     reassess_days: 365
#     required_clauses:
#     - aml_duties
#     - identification_duties
#     - record_keeping_duties
#   param_basis:
#     required_information: "document"
#     reassess_days: "project default"
#     required_clauses: "document"
#   recommended_action: "Gather the missing information, assess the institution, and sign an agreement that fixes the duties of both sides before business goes on."
#   recommended_action_zh: "补充收集信息并评估该机构,签订明确双方职责的书面协议后再继续办理业务。"
#   frameworks:
#     - "FATF R.13"
package rules.aml.overseas_relations

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-006"]

rows := input.evidence.partner_register

agreements := input.evidence.agreements

default applicable := false

applicable if some _ in relations

relations contains i if {
	some i, row in rows
	row.kind == "overseas_institution"
	not ended(row)
}

ended(row) if times.past(row.relationship_end_at)

faults[i] contains fault if {
	some i in relations
	missing := [topic |
		some topic in params.required_information
		not topic in object.get(rows[i], "information_collected", [])
	]
	count(missing) > 0
	fault := findings.text(
		"no information was gathered on: %s",
		"未收集信息:%s",
		[concat(", ", missing)],
		[concat("、", missing)],
	)
}

faults[i] contains findings.plain(
	"its AML measures are not assessed as adequate",
	"其反洗钱措施未评定为充分",
) if {
	some i in relations
	not rows[i].assessment == "adequate"
}

faults[i] contains fault if {
	some i in relations
	some field, label in dates
	not rows[i][field]
	fault := findings.text("%s is not recorded", "没有%s的记录", [label.en], [label.zh])
}

faults[i] contains findings.plain(
	"the due diligence came after the start of the relationship",
	"尽职调查晚于关系开始",
) if {
	some i in relations
	times.day(rows[i].due_diligence_at) > rows[i].relationship_start_at
}

faults[i] contains fault if {
	some i in relations
	not reassessed(rows[i])
	fault := findings.text(
		"it was not assessed anew for %v days",
		"已超过%v天未重新评估",
		[params.reassess_days],
		[params.reassess_days],
	)
}

# Of several rows of an agreement the best one counts.
faults[i] contains fault if {
	some i in relations
	row := rows[i]
	verdicts := {[count(texts), texts] |
		some j in contracts[row.agreement_id]
		texts := defects(agreements[j], row)
	}
	some fault in min(verdicts)[1]
}

faults[i] contains fault if {
	not evidence.incomplete("agreements")
	some i, texts in unwritten
	some fault in texts
}

dates := {
	"relationship_start_at": {"en": "the start of the relationship", "zh": "关系开始日期"},
	"due_diligence_at": {"en": "the due diligence", "zh": "尽职调查时间"},
}

reassessed(row) if {
	some field in ["due_diligence_at", "last_reviewed_at"]
	at := row[field]
	not times.ahead(at)
	not times.older_than_days(at, params.reassess_days)
}

contracts[agreement_id] contains j if {
	some j, row in agreements
	agreement_id := row.agreement_id
}

unwritten[i] contains findings.plain(
	"it has no registered agreement",
	"没有已登记的书面协议",
) if {
	some i in relations
	not written(rows[i])
}

written(row) if contracts[row.agreement_id]

meets("signed", paper, _) if {
	paper.signed_by_us
	paper.signed_by_counterparty
}

meets("effective", paper, row) if paper.effective_at <= row.relationship_start_at

# defects(paper, row): why an agreement does not carry the relation.
defects(paper, row) := {findings.plain(label.en, label.zh) |
	some need, label in {
		"signed": {"en": "the agreement is not signed by both sides", "zh": "协议未经双方签署"},
		"effective": {
			"en": "the agreement did not take effect by the start of the relationship",
			"zh": "协议在关系开始时尚未生效",
		},
	}
	not meets(need, paper, row)
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

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["partner_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("agreements")
	some i, texts in unwritten
	finding := findings.of(rows[i], ["partner_id"], texts)
}
