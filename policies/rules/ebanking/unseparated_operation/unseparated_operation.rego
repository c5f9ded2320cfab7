# METADATA
# scope: package
# title: "User permissions and operation approvals are defined and separated"
# description: "The permissions of each user are set out and the approval of each operation is controlled, to prevent internal risk and protect the funds."
# schemas:
#   - input.evidence.ebank_users: schema.ebank_users
#   - input.evidence.ebank_instructions: schema.ebank_instructions
#   - input.evidence.ebank_registry: schema.ebank_registry
# custom:
#   id: EBK-104
#   title_zh: "明确使用人员权限与操作授权控制"
#   description_zh: "客户应明确每名使用人员的权限,控制每项操作的授权,防范内部风险,保护资金安全。"
#   severity: critical
#   clause: "企业电子银行协议 第二条二(四)"
#   evidence: [ebank_users, ebank_instructions, ebank_registry]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: ebank_instructions
#   kind: technical
#   basis: contract
#   tier: core
#   params:
#     dual_control_cny: 0
#   param_basis:
#     dual_control_cny: "project default, every transfer"
#   recommended_action: "Set out permissions and limit of each user, part making from approving, and have a second person approve transfers within the limit."
#   recommended_action_zh: "明确每名用户的权限和限额,制单与复核分开,转账由另一人在限额内复核。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "NIST SP 800-53r5 AC-5"
#     - "NIST SP 800-53r5 AC-6"
package rules.ebanking.unseparated_operation

import data.lib.ebanking
import data.lib.evidence
import data.lib.findings

params := data.params["EBK-104"]

users := input.evidence.ebank_users

instructions := input.evidence.ebank_instructions

default applicable := false

applicable if count(staff) > 0

applicable if count(transfers) > 0

# Personal registrations need no second person.
staff contains i if {
	some i, row in users
	ebanking.perhaps(row, "enterprise")
}

transfers contains i if {
	some i, row in instructions
	row.kind == "transfer"
	row.executed_at
	ebanking.perhaps(row, "enterprise")
}

limited(row) if is_number(row.limit_cny)

user_faults[i] contains findings.plain("the user has no permissions set out", "未明确权限") if {
	some i in staff
	count(object.get(users[i], "permissions", [])) == 0
}

user_faults[i] contains findings.plain("the user has no limit", "未设定限额") if {
	some i in staff
	not limited(users[i])
}

user_faults[i] contains findings.plain(
	"the user both makes and approves",
	"该用户兼有制单和复核权限",
) if {
	some i in staff
	users[i].can_make
	users[i].can_approve
}

user_key := ["user_id", "reg_id", "person"]

user_doubts[i] contains findings.plain(
	"whether the user both makes and approves is not recorded",
	"未登记该用户是否兼有制单和复核权限",
) if {
	some i in staff
	row := users[i]
	object.get(row, "can_make", true)
	object.get(row, "can_approve", true)
	not row.can_make == row.can_approve
}

user_doubts[i] contains fault if {
	some i, texts in user_faults
	not ebanking.registered(users[i])
	some fault in texts
}

# The rows of a user of a registration.
by_user[key] contains j if {
	some j, row in users
	key := [row.reg_id, row.user_id]
}

persons(reg_id, user_id) := {users[j].person | some j in by_user[[reg_id, user_id]]}

one_person(row) if row.user_id == row.approver_id

one_person(row) if {
	some person in persons(row.reg_id, row.user_id)
	person in persons(row.reg_id, row.approver_id)
}

is_user(row, user_id) if by_user[[row.reg_id, user_id]]

# An account that maps to nobody is a fault, unless its row may not have been read.
strangers[i] contains fault if {
	some i in transfers
	row := instructions[i]
	some field in ["user_id", "approver_id"]
	user_id := row[field]
	not is_user(row, user_id)
	fault := findings.text(
		"%s is no user of the registration",
		"%s不是该注册客户的用户",
		[user_id],
		[user_id],
	)
}

faults[i] contains findings.plain("nobody approved it", "无人复核") if {
	some i in transfers
	row := instructions[i]
	not row.approver_id
	row.amount_cny >= params.dual_control_cny
}

faults[i] contains findings.plain("its maker approved it", "制单人自行复核") if {
	some i in transfers
	one_person(instructions[i])
}

faults[i] contains fault if {
	some i in transfers
	row := instructions[i]
	some j in by_user[[row.reg_id, row.user_id]]
	row.amount_cny > users[j].limit_cny
	fault := findings.text(
		"%v yuan are above the limit of the user, %v yuan",
		"%v元超过该用户限额%v元",
		[row.amount_cny, users[j].limit_cny],
		[row.amount_cny, users[j].limit_cny],
	)
}

faults[i] contains fault if {
	not evidence.incomplete("ebank_users")
	some i, texts in strangers
	some fault in texts
}

deny contains finding if {
	some i, texts in user_faults
	ebanking.registered(users[i])
	finding := findings.of(users[i], user_key, texts)
}

deny contains finding if {
	some i, texts in faults
	ebanking.registered(instructions[i])
	finding := findings.of(instructions[i], ["instruction_id"], texts)
}

valued(row) if is_number(row.amount_cny)

doubts[i] contains fault if {
	some i, texts in faults
	not ebanking.registered(instructions[i])
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("ebank_users")
	some i, texts in strangers
	some fault in texts
}

doubts[i] contains findings.plain("who made it is not recorded", "未登记制单人") if {
	some i in transfers
	not instructions[i].user_id
}

doubts[i] contains findings.plain("its amount is missing", "缺少金额") if {
	some i in transfers
	not valued(instructions[i])
}

doubts[i] contains fault if {
	some i in transfers
	row := instructions[i]
	row.user_id != row.approver_id
	some field in ["user_id", "approver_id"]
	is_user(row, row[field])
	count(persons(row.reg_id, row[field])) == 0
	fault := findings.text(
		"which person %s is, is not recorded",
		"未登记%s的使用人",
		[row[field]],
		[row[field]],
	)
}

unknown contains finding if {
	some i, texts in user_doubts
	finding := findings.of(users[i], user_key, texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(instructions[i], ["instruction_id"], texts)
}
