# METADATA
# scope: package
# title: "Risk-grading standard covers the set factors and is filed"
# description: "A standard for grading customer risk weighs region, business, industry and whether the customer is a foreign political figure, together with customer and transaction traits, and is filed with the local People's Bank branch."
# schemas:
#   - input.evidence.policy_register: schema.policy_register
#   - input.evidence.risk_ratings: schema.risk_ratings
# custom:
#   id: AML-020
#   title_zh: "客户风险等级划分标准涵盖规定因素并报备"
#   description_zh: "制定客户风险等级划分标准,涵盖地域、业务、行业、是否为外国政要等因素,并报当地人民银行分支机构备案。"
#   severity: medium
#   clause: "支付机构反洗钱办法 客户风险等级 标准与备案"
#   evidence: [policy_register, risk_ratings]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_factors:
#     - region
#     - business
#     - industry
#     - foreign_political_figure
#     filing_authority: central_bank_branch
#   param_basis:
#     required_factors: "document"
#     filing_authority: "document"
#   recommended_action: "Complete the standard, file this version with the local central bank branch, and rate by the version in force."
#   recommended_action_zh: "补全标准并将该版本报当地人民银行分支机构备案,按现行版本评级。"
#   frameworks:
#     - "FATF R.10"
#     - "FATF R.12"
#     - "PRC Anti-Money Laundering Law (2024) art. 27"
package rules.aml.grading_standard

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-020"]

rows := input.evidence.policy_register

ratings := input.evidence.risk_ratings

topic := "risk_grading_standard"

# Nothing makes the institution exempt, least of all an empty register.
applicable := true

current := documents.current(topic)

lacking contains finding if {
	count(current) == 0
	finding := findings.about({"file": "policy_register"}, topic, {findings.plain(
		"no grading standard is approved and in force",
		"没有经批准且现行有效的客户风险等级划分标准",
	)})
}

faults[i] contains fault if {
	some i in current
	missing := [factor |
		some factor in params.required_factors
		not factor in object.get(rows[i], "sections", [])
	]
	count(missing) > 0
	fault := findings.text(
		"it does not cover: %s",
		"未涵盖因素:%s",
		[concat(", ", missing)],
		[concat("、", missing)],
	)
}

faults[i] contains fault if {
	some i in current
	not filed(rows[i])
	fault := findings.text(
		"this version is not filed with %s",
		"该版本未向%s报备",
		[params.filing_authority],
		[params.filing_authority],
	)
}

filed(row) if {
	row.filed_with == params.filing_authority
	row.filed_version == row.version
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["doc_id", "version"], texts)
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in (lacking | ungrounded)
}

# versions: [site, day of effect, day of approval, version] of the standards.
versions contains [site, effective_at, approved_at, version] if {
	some row in rows
	row.topic == topic
	site := object.get(row, "site", "")
	effective_at := row.effective_at
	approved_at := times.day(row.approved_at)
	version := row.version
}

# in_force(day): the versions that were approved and in force on that day, one for each site.
in_force(day) := {version |
	started := {[site, effective_at, version] |
		some [site, effective_at, approved_at, version] in versions
		effective_at <= day
		approved_at <= day
	}
	some [site, effective_at, version] in started
	every other in started {
		not later(other, [site, effective_at])
	}
}

later(other, [site, effective_at]) if {
	other[0] == site
	other[1] > effective_at
}

rated_days contains day if {
	some row in ratings
	day := times.day(row.rated_at)
}

force_on[day] := versions_then if {
	some day in rated_days
	versions_then := in_force(day)
}

ungrounded contains finding if {
	some row in ratings
	not grounded(row)
	fault := findings.text(
		"the criteria version %s was not in force when the rating was made",
		"评级所用标准版本%s在评级时未生效",
		[object.get(row, "criteria_version", "-")],
		[object.get(row, "criteria_version", "-")],
	)
	finding := findings.of(row, ["customer_id", "rated_at"], {fault})
}

grounded(row) if row.criteria_version in force_on[times.day(row.rated_at)]

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in (lacking | ungrounded)
}
