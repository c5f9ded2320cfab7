# METADATA
# scope: package
# title: "Guards patrol the hall and busy sites use a security firm"
# description: "Business halls have full-time guards on patrol, and high-volume or high-risk premises engage a security company."
# schemas:
#   - input.evidence.premises_register: schema.premises_register
# custom:
#   id: PHY-002
#   title_zh: "营业大厅保安巡视,高风险网点聘保安公司"
#   description_zh: "营业大厅配备专职保安人员巡视,业务量大或高风险的网点聘请保安公司。"
#   severity: low
#   clause: "篇九 第七段(联网报警管理规定)"
#   other_clauses: [篇四 第七段(联网报警管理规定), 篇九 最后一段, 篇四 最后一段]
#   evidence: [premises_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: adjacent
#   params:
#     min_guard_hours_pct: 100
#     high_levels:
#     - high
#   param_basis:
#     min_guard_hours_pct: "project default (document says full-time guards)"
#     high_levels: "document"
#   recommended_action: "Post guards for all opening hours, and engage a security company for busy or high-risk premises."
#   recommended_action_zh: "营业时间全程配备保安人员;业务量大或高风险网点聘请保安公司。"
package rules.premises.unguarded_hall

import data.lib.findings

params := data.params["PHY-002"]

premises := input.evidence.premises_register

exposed contains i if {
	some i, row in premises
	row.high_volume
}

exposed contains i if {
	some i, row in premises
	row.risk_level in params.high_levels
}

faults[i] contains fault if {
	some i, row in premises
	row.guard_hours_pct < params.min_guard_hours_pct
	fault := findings.text(
		"guards are there %v%% of the opening hours, %v%% are required",
		"保安值守占营业时间的%v%%,要求%v%%",
		[row.guard_hours_pct, params.min_guard_hours_pct],
		[row.guard_hours_pct, params.min_guard_hours_pct],
	)
}

faults[i] contains findings.plain(
	"it is busy or at high risk and has no security company",
	"业务量大或高风险,但未聘请保安公司",
) if {
	some i in exposed
	not premises[i].guard_company
}

# ungraded(row): nobody says how busy it is, or what its risk is.
ungraded(row) if object.get(row, "high_volume", null) == null

ungraded(row) if not row.risk_level

doubts[i] contains findings.plain(
	"the hours of its guards are not recorded",
	"未登记保安值守时间",
) if {
	some i, row in premises
	not is_number(object.get(row, "guard_hours_pct", ""))
}

doubts[i] contains findings.plain(
	"it has no security company, and how busy or at risk it is is not recorded",
	"未聘请保安公司,且未登记业务量或风险等级",
) if {
	some i, row in premises
	not row.guard_company
	not i in exposed
	ungraded(row)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(premises[i], ["site"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(premises[i], ["site"], texts)
}
