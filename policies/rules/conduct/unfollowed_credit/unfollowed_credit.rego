# METADATA
# scope: package
# title: "Small-loan clients are investigated before and followed after lending"
# description: "For small-business loans the manager investigates the client before lending, cross-checks cash-flow, operating and personal information, and keeps in touch after lending to spot risk."
# schemas:
#   - input.evidence.credit_files: schema.credit_files
# custom:
#   id: CND-003
#   title_zh: "小额信贷贷前调查与贷后跟踪"
#   description_zh: "小额贷款由客户经理贷前调查,交叉核对现金流、经营和个人信息,贷后保持联系以发现风险。"
#   severity: low
#   clause: "信贷客户经理 三第3至5项"
#   evidence: [credit_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: credit_files
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: adjacent
#   params:
#     followup_days: 92
#   param_basis:
#     followup_days: "project default (document says keep in touch)"
#   recommended_action: "Investigate the client and cross-check the information before lending, and follow the loan up at the set interval."
#   recommended_action_zh: "贷前完成调查和信息交叉核对,贷后按规定周期跟踪联系。"
package rules.conduct.unfollowed_credit

import data.lib.ages
import data.lib.findings
import data.lib.times

params := data.params["CND-003"]

files := input.evidence.credit_files

follow_up := {"en": "the last follow-up", "zh": "最近一次贷后跟踪"}

faults[i] contains findings.plain("the client was not investigated", "未进行贷前调查") if {
	some i, row in files
	not row.investigated_at
}

faults[i] contains fault if {
	some i, row in files
	investigated_at := row.investigated_at
	disbursed_at := row.disbursed_at
	times.surely_before(disbursed_at, investigated_at)
	fault := findings.text(
		"the client was investigated at %s, after the loan was paid out at %s",
		"贷前调查时间%s晚于放款时间%s",
		[investigated_at, disbursed_at],
		[investigated_at, disbursed_at],
	)
}

faults[i] contains findings.plain(
	"the client's information was not cross-checked",
	"未交叉核对客户信息",
) if {
	some i, row in files
	not row.soft_info_cross_checked
}

faults[i] contains fault if {
	some i, row in files
	row.status == "open"
	fault := ages.stale(row, "last_followup_at", follow_up, params.followup_days)
}

# The first follow-up is due as long after the loan was paid out.
faults[i] contains fault if {
	some i, row in files
	row.status == "open"
	not row.last_followup_at
	times.older_than_days(row.disbursed_at, params.followup_days)
	fault := findings.text(
		"it was not followed up in the %v days since the loan was paid out",
		"放款后%v天内没有贷后跟踪",
		[params.followup_days],
		[params.followup_days],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(files[i], ["credit_id"], texts)
}

unknown contains finding if {
	some row in files
	investigated_at := row.investigated_at
	disbursed_at := row.disbursed_at
	not times.not_after(investigated_at, disbursed_at)
	not times.surely_before(disbursed_at, investigated_at)
	finding := findings.of(row, ["credit_id"], {findings.plain(
		"whether the client was investigated before or after the payout that day is not recorded",
		"未登记当日贷前调查与放款的先后",
	)})
}

unknown contains finding if {
	some row in files
	not row.disbursed_at
	finding := findings.of(row, ["credit_id"], {findings.plain(
		"when the loan was paid out is not recorded",
		"没有放款时间",
	)})
}
