# METADATA
# scope: package
# title: "Problems found are corrected in time"
# description: "Problems found in audits, assessments and checks are corrected promptly."
# schemas:
#   - input.evidence.audit_register: schema.audit_register
# custom:
#   id: AUD-003
#   title_zh: "发现问题及时整改"
#   description_zh: "审计、评估和检查发现的问题及时整改。"
#   severity: medium
#   clause: "篇十三 第三段(规范管理)"
#   other_clauses: [篇二 第三段(规范管理), 篇十五 强化内部审核]
#   evidence: [audit_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     max_days_by_severity:
#       critical: 30
#       high: 60
#       medium: 120
#       low: 180
#   param_basis:
#     max_days_by_severity: "project default"
#   recommended_action: "Correct the finding, enter its closing, and set due days that can be kept."
#   recommended_action_zh: "完成整改并登记关闭时间,设定能够遵守的整改期限。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.36"
#     - "NIST SP 800-53r5 CA-5"
package rules.internal_audit.overdue_audit_finding

import data.lib.findings
import data.lib.times

params := data.params["AUD-003"]

rows := input.evidence.audit_register

default applicable := false

applicable if count(found) > 0

applicable if count(untold) > 0

# found: the rows that hold a finding, be it one without a number.
found contains i if {
	some i, row in rows
	some field in ["finding_id", "finding_due_at", "finding_closed_at"]
	row[field]
}

# last_day(row): the day by which it must be closed; an unknown severity counts as high.
last_day(row) := row.finding_due_at

last_day(row) := times.add_days(row.performed_at, params.max_days_by_severity[severity]) if {
	not row.finding_due_at
	severity := object.get(row, "finding_severity", "high")
}

faults[i] contains fault if {
	some i in found
	row := rows[i]
	not row.finding_closed_at
	day := last_day(row)
	times.past(day)
	fault := findings.text(
		"it was to be closed by %s and is open",
		"应于%s前关闭,仍未关闭",
		[day],
		[day],
	)
}

faults[i] contains fault if {
	some i in found
	row := rows[i]
	day := last_day(row)
	closed_at := row.finding_closed_at
	times.day(closed_at) > day
	not times.ahead(closed_at)
	fault := findings.text(
		"it was closed at %s, the last day was %s",
		"关闭于%s,最后期限为%s",
		[closed_at, day],
		[closed_at, day],
	)
}

faults[i] contains findings.plain("its closing is dated in the future", "关闭时间在将来") if {
	some i in found
	times.ahead(rows[i].finding_closed_at)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["audit_id", "finding_id"], texts)
}

# untold: audits that had findings of which none is registered.
untold contains i if {
	some i, row in rows
	row.outcome == "findings"
	audit := row.audit_id
	not audit in registered
}

registered contains audit if {
	some i in found
	audit := rows[i].audit_id
}

unknown contains finding if {
	some i in untold
	finding := findings.of(rows[i], ["audit_id", "finding_id"], {findings.plain(
		"it had findings, and none is registered",
		"审核发现了问题,但没有登记",
	)})
}
