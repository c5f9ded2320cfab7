# METADATA
# scope: package
# title: "Applicable laws are listed, reviewed and put into the rules"
# description: "The company follows the relevant laws and regulations and bears its responsibility, so applicable ones are listed, reviewed and mapped to its rules."
# schemas:
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: GOV-004
#   title_zh: "法律法规清单维护并落实到制度"
#   description_zh: "公司遵守相关法律法规并承担责任,列明适用的法律法规,定期审查并落实到制度。"
#   severity: medium
#   clause: "篇三 第五段(合作与共享)"
#   other_clauses: [篇二 第三段(利益与挑战), 篇十四 第三段(利益与挑战), 金融服务客户沟通规范 8.3, 篇十二 3.保护机制]
#   evidence: [policy_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_laws:
#     - personal_information_protection
#     - anti_money_laundering
#     - cybersecurity
#     - data_security
#     - commercial_banking
#     - consumer_protection
#     review_days: 365
#   param_basis:
#     required_laws: "document names AML, commercial-bank and consumer law; rest project default"
#     review_days: "project default"
#   recommended_action: "List the law in the legal register, review the register every year, and put each law into a rule that names it."
#   recommended_action_zh: "将该法律列入法律法规清单,每年审查清单,并将每部法律落实到注明该法律的制度中。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.31"
package rules.governance.unmapped_law

import data.lib.ages
import data.lib.documents
import data.lib.evidence
import data.lib.findings

params := data.params["GOV-004"]

register := input.evidence.policy_register

topic := "legal_register"

# The organisation as a whole needs the list, whether or not it registers policies.
applicable := true

lists := documents.current(topic)

inspected := {"en": "the last review of the list", "zh": "清单最近一次审查"}

# reviewed[i]: the field with the day on which list i was reviewed, or first approved.
reviewed[i] := "reviewed_at" if {
	some i in lists
	register[i].reviewed_at
}

reviewed[i] := "approved_at" if {
	some i in lists
	not register[i].reviewed_at
}

faults[i] contains fault if {
	some i, field in reviewed
	fault := ages.stale(register[i], field, inspected, params.review_days)
}

faults[i] contains fault if {
	some i in lists
	some law in params.required_laws
	not law in object.get(register[i], "sections", [])
	fault := findings.text("it does not list %s", "未列入%s", [law], [law])
}

# One list that is complete and reviewed is enough, whatever further sites have.
sound if {
	some i in lists
	not faults[i]
}

topics contains other if {
	some row in register
	other := row.topic
}

# implemented: laws that a document in force other than the list puts into rules.
implemented contains law if {
	some other in topics
	some j in documents.current(other)
	not j in lists
	some law in register[j].implements
}

lacking contains finding if {
	count(lists) == 0
	finding := findings.about(evidence.place_of("policy_register"), topic, {findings.plain(
		"no list of applicable laws is approved and in force",
		"没有经批准且现行有效的法律法规清单",
	)})
}

lacking contains finding if {
	not sound
	some i, texts in faults
	finding := findings.of(register[i], ["doc_id", "version"], texts)
}

lacking contains finding if {
	some law in params.required_laws
	not law in implemented
	finding := findings.about(evidence.place_of("policy_register"), law, {findings.plain(
		"no rule in force implements this law",
		"没有现行制度落实该法律",
	)})
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in lacking
}
