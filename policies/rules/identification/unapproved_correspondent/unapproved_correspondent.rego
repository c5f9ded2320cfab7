# METADATA
# scope: package
# title: "Correspondent relations are approved by the board or senior management"
# description: "A correspondent or similar relation with an overseas financial institution is approved by the board of directors or other senior management."
# schemas:
#   - input.evidence.partner_register: schema.partner_register
# custom:
#   id: KYC-306b
#   title_zh: "境外代理行关系须董事会或高管层批准"
#   description_zh: "与境外金融机构建立代理行或类似业务关系,须经董事会或其他高级管理层批准。"
#   severity: high
#   clause: "农村商业银行管理办法 第六条第二款"
#   evidence: [partner_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     approving_roles:
#     - board
#     - senior_management
#   param_basis:
#     approving_roles: "document"
#   recommended_action: "Submit the relation to the board or senior management, record approver and time, and start or renew no relation before the approval."
#   recommended_action_zh: "将代理行关系报董事会或高级管理层批准并登记批准层级和时间,未经批准不得建立或续约。"
#   frameworks:
#     - "FATF R.13"
package rules.identification.unapproved_correspondent

import data.lib.checks
import data.lib.findings
import data.lib.times

params := data.params["KYC-306b"]

register := input.evidence.partner_register

default applicable := false

applicable if count(overseas) > 0

overseas contains i if {
	some i, row in register
	row.kind == "overseas_institution"
}

required := {
	"senior_approved_at": findings.plain("the time of the approval is missing", "缺少批准时间"),
	"relationship_start_at": findings.plain(
		"the day on which the relation began is missing",
		"缺少关系建立日期",
	),
}

in_time(row) if checks.dated_by(row.senior_approved_at, row.relationship_start_at)

faults[i] contains fault if {
	some i in overseas
	some field, fault in required
	not register[i][field]
}

faults[i] contains findings.plain(
	"the relation began before it was approved",
	"关系建立早于批准",
) if {
	some i in overseas
	register[i].senior_approved_at
	register[i].relationship_start_at
	not in_time(register[i])
}

faults[i] contains fault if {
	some i in overseas
	role := object.get(register[i], "senior_approver_role", "nobody")
	not role in params.approving_roles
	fault := findings.text(
		"the approver is %s, not %s",
		"批准人层级为%s,而非%s",
		[role, concat(" or ", params.approving_roles)],
		[role, concat("或", params.approving_roles)],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["partner_id"], texts)
}

by_name[name] contains i if {
	some i in overseas
	name := register[i].name
}

# renewals: later relations with an institution, each with an earlier one.
renewals contains [i, j] if {
	some i in overseas
	some j in by_name[register[i].name]
	register[j].relationship_start_at < register[i].relationship_start_at
}

warn contains note if {
	some [i, j] in renewals
	times.not_after(register[i].senior_approved_at, register[j].senior_approved_at)
	fault := findings.plain(
		"the relation was renewed without a new approval",
		"续约未重新批准",
	)
	finding := findings.of(register[i], ["partner_id"], {fault})
	note := object.union(finding, {"severity": "low", "related": [register[j]._loc]})
}
