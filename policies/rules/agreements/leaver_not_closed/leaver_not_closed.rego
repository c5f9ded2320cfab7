# METADATA
# scope: package
# title: "Leavers return all confidential files and lose access"
# description: "Whatever the reason for leaving, the person returns every file or material with confidential information that is with them."
# schemas:
#   - input.evidence.exit_checklists: schema.exit_checklists
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.loan_register: schema.loan_register
#   - input.evidence.account_inventory: schema.account_inventory
# custom:
#   id: NDA-206
#   title_zh: "离职退回全部涉密资料并停用权限"
#   description_zh: "无论因何原因离职,离职人员都应退回其持有的全部含有保密信息的文件和资料。"
#   severity: high
#   clause: "保密协议 第二条第6项"
#   evidence: [exit_checklists, hr_roster, loan_register, account_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     grace_days: 0
#     disable_hours: 24
#   param_basis:
#     grace_days: "project default"
#     disable_hours: "project default"
#   recommended_action: "Collect every file and loan on the last working day, sign the exit checklist with nothing outstanding, and disable all accounts of the leaver within 24 hours."
#   recommended_action_zh: "在离职当日收回全部文件和外借资料,签署无遗留事项的离职交接清单,并在二十四小时内停用其全部账户。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.11"
#     - "ISO/IEC 27001:2022 A.6.5"
#     - "NIST SP 800-53r5 PS-4"
package rules.agreements.leaver_not_closed

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["NDA-206"]

roster := input.evidence.hr_roster

checklists := input.evidence.exit_checklists

default applicable := false

applicable if some _ in departures

applicable if some _ in undated

# departures[person][day]: the roster rows of people who left on a day that is over.
departures[person][left_at] contains i if {
	some i, row in roster
	times.past(row.left_at)
	left_at := row.left_at
	person := row.person
}

# signed_off[person][day]: the checklists of a departure.
signed_off[person][left_at] contains i if {
	some i, row in checklists
	person := people.identity(row.person)
	left_at := row.left_at
}

# overdue: departures whose time to hand everything back is over too.
overdue[person] contains day if {
	some person, days in departures
	some day, _ in days
	times.past(last_day(day))
}

last_day(left_at) := times.add_days(left_at, params.grace_days)

unsigned contains finding if {
	some person, days in overdue
	some day in days
	not signed_off[person][day]
	first := min(departures[person][day])
	finding := findings.of(roster[first], ["person", "left_at"], {findings.plain(
		"there is no exit checklist",
		"没有离职交接清单",
	)})
}

# due: the checklists of departures that are overdue.
due contains i if {
	some person, days in overdue
	some day in days
	some i in signed_off[person][day]
}

steps := {
	"signed_at": {"en": "the exit checklist was not signed", "zh": "离职交接清单未签署"},
	"materials_returned_at": {"en": "the materials were not returned", "zh": "所持资料未退回"},
}

required_steps(row) := {"signed_at", "materials_returned_at"} if holds_materials(row)

required_steps(row) := {"signed_at"} if not holds_materials(row)

holds_materials(row) if count(row.materials_held) > 0

in_time(row, field) if times.running(last_day(row.left_at), row[field])

faults[i] contains fault if {
	some i in due
	row := checklists[i]
	some field in required_steps(row)
	not in_time(row, field)
	fault := findings.text(
		"%s by %s",
		"%s(期限%s)",
		[steps[field].en, last_day(row.left_at)],
		[steps[field].zh, last_day(row.left_at)],
	)
}

faults[i] contains fault if {
	some i in due
	outstanding := object.get(checklists[i], "outstanding", [])
	count(outstanding) > 0
	fault := findings.text(
		"%v things are outstanding",
		"尚有%v项未了结",
		[count(outstanding)],
		[count(outstanding)],
	)
}

# gone[person] is the last day of those who did not come back.
gone[person] := day if {
	some person, days in departures
	day := max(object.keys(days))
	not rehired(person, day)
}

rehired(person, day) if {
	some row in people.rows[person]
	row.employed
	people.in_post(row, input.now)
	object.get(row, "hired_at", object.get(row, "valid_from", "")) >= day
}

# accounts[i] is the leaver's last day; an account without a person is looked up in the roster.
accounts[i] := day if {
	some i, row in input.evidence.account_inventory
	person := people.identity(object.get(row, "person", row.account))
	day := gone[person]
}

# closing(day): the instant at which accounts of those who left on that day must be shut.
closing(day) := times.end(day) + times.hours(params.disable_hours)

account_faults[i] contains fault if {
	some i, day in accounts
	input.evidence.account_inventory[i].enabled
	times.now > closing(day)
	fault := findings.text(
		"it is still enabled %v h after its owner left on %s",
		"所有人%s离职后已超过%v小时,账户仍启用",
		[params.disable_hours, day],
		[day, params.disable_hours],
	)
}

account_faults[i] contains fault if {
	some i, day in accounts
	times.end(input.evidence.account_inventory[i].last_login_at) > closing(day)
	fault := findings.text(
		"it was used more than %v h after its owner left on %s",
		"所有人%s离职超过%v小时后,账户仍被使用",
		[params.disable_hours, day],
		[day, params.disable_hours],
	)
}

deny contains finding if {
	not evidence.incomplete("exit_checklists")
	some finding in unsigned
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(checklists[i], ["person", "left_at"], texts)
}

deny contains finding if {
	some loan in input.evidence.loan_register
	not loan.returned_at
	day := gone[people.identity(loan.borrower)]
	finding := findings.of(loan, ["loan_id"], {findings.text(
		"%s left on %s without returning the loan",
		"%s于%s离职,外借资料未归还",
		[loan.borrower, day],
		[loan.borrower, day],
	)})
}

deny contains finding if {
	some i, texts in account_faults
	finding := findings.of(input.evidence.account_inventory[i], ["system_id", "account"], texts)
}

# undated[person]: the rows of people who are not employed, but of whom no row tells since when.
undated[person] contains i if {
	some i, row in roster
	person := row.person
	not settled[person]
}

settled contains person if {
	some row in roster
	row.employed
	person := row.person
}

settled contains person if {
	some row in roster
	row.left_at
	person := row.person
}

unknown contains finding if {
	evidence.incomplete("exit_checklists")
	some finding in unsigned
}

unknown contains finding if {
	some rows in undated
	finding := findings.of(roster[min(rows)], ["person"], {findings.plain(
		"the person is not employed, but the roster gives no leaving date",
		"该人员已不在职,但花名册没有离职日期",
	)})
}
