# METADATA
# scope: package
# title: "Staff rights follow role and person, and dormant accounts are closed"
# description: "The system of staff permissions and access control is complete; each right belongs to a known person in a fitting role."
# schemas:
#   - input.evidence.account_inventory: schema.account_inventory
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.access_grants: schema.access_grants
# custom:
#   id: IAM-002
#   title_zh: "员工权限与访问控制体系完善,停用闲置账号"
#   description_zh: "员工权限和访问控制体系应当完善,每项权限都属于确定的人员和相称的岗位。"
#   severity: high
#   clause: "篇三 第三段"
#   other_clauses: [篇十二 第五段(权限不明)]
#   evidence: [account_inventory, hr_roster, access_grants]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     dormant_days: 90
#     incompatible_pairs:
#     - - request_disclosure
#       - approve_disclosure
#     - - register_customer
#       - approve_customer
#     - - make_payment
#       - approve_payment
#   param_basis:
#     dormant_days: "PCI DSS v4.0.1 8.2.6"
#     incompatible_pairs: "project default"
#   recommended_action: "Disable accounts that have no employed owner or have not been used for 90 days, enter an owner for each service account, have privileged rights granted and recorded, and part duties that one person may not hold together."
#   recommended_action_zh: "停用没有在职责任人或超过90天未使用的账号,为每个服务账号登记责任人,特权须经授权并登记,并将一人不得兼任的权限分开。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "ISO/IEC 27001:2022 A.5.18"
#     - "NIST SP 800-53r5 AC-2"
#     - "NIST SP 800-53r5 AC-5"
#     - "NIST SP 800-53r5 AC-2(3)"
#     - "PCI DSS v4.0.1 8.2.6"
package rules.access_rights.unowned_account

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["IAM-002"]

default applicable := false

applicable if count(accounts) > 0

applicable if count(live_grants) > 0

accounts contains i if {
	some i, row in input.evidence.account_inventory
	row.enabled
}

live_grants contains i if {
	some i, row in input.evidence.access_grants
	times.begun(row.granted_at, input.now)
	times.running(object.get(row, "expires_at", ""), input.now)
	times.running(object.get(row, "revoked_at", ""), input.now)
}

granted contains account if {
	some i in live_grants
	account := input.evidence.access_grants[i].account
}

has_grant(row) if row.account in granted

# owners(row): who answers for the account; undefined where nobody does. A service account is not
# used by a person, so that its owner must be named.
owners(row) := {row.person}

owners(row) := people.persons_of_account[row.account] if {
	not row.person
	row.kind == "shared"
}

owners(row) := {people.person(row.account)} if {
	not row.person
	row.kind in {"personal", "social"}
}

owned(row) if {
	some owner in owners(row)
	people.employed(owner)
}

owner_faults[i] contains findings.plain(
	"nobody in the roster of staff answers for it",
	"花名册中没有该账号的责任人",
) if {
	some i in accounts
	not owners(input.evidence.account_inventory[i])
}

owner_faults[i] contains fault if {
	some i in accounts
	row := input.evidence.account_inventory[i]
	not owned(row)
	names := sort(owners(row))
	fault := findings.text(
		"its owner %s is not employed",
		"其责任人%s不在职",
		[concat(", ", names)],
		[concat("、", names)],
	)
}

grant_faults[i] contains findings.plain(
	"it is privileged without a live grant",
	"该特权账号没有有效授权",
) if {
	some i in accounts
	row := input.evidence.account_inventory[i]
	row.privileged
	not has_grant(row)
}

faults[i] contains fault if {
	some i in accounts
	row := input.evidence.account_inventory[i]
	times.older_than_days(row.last_login_at, params.dormant_days)
	fault := findings.text(
		"it was last used at %s, more than %v days ago",
		"最近一次登录于%s,已超过%v天",
		[row.last_login_at, params.dormant_days],
		[row.last_login_at, params.dormant_days],
	)
}

faults[i] contains findings.plain(
	"its last use is dated in the future",
	"最近一次登录的时间在将来",
) if {
	some i in accounts
	times.ahead(input.evidence.account_inventory[i].last_login_at)
}

faults[i] contains text if {
	not evidence.incomplete("hr_roster")
	some i, texts in owner_faults
	some text in texts
}

faults[i] contains text if {
	not evidence.incomplete("access_grants")
	some i, texts in grant_faults
	some text in texts
}

# A missing row may stand in a source that could not be read.
doubts[i] contains text if {
	evidence.incomplete("hr_roster")
	some i, texts in owner_faults
	some text in texts
}

doubts[i] contains text if {
	evidence.incomplete("access_grants")
	some i, texts in grant_faults
	some text in texts
}

doubts[i] contains findings.plain(
	"its last use is not recorded",
	"没有最近一次登录的记录",
) if {
	some i in accounts
	row := input.evidence.account_inventory[i]
	row.kind in {"personal", "shared"}
	not row.last_login_at
}

doubts[i] contains findings.plain(
	"it has no live grant, and whether it is privileged is not recorded",
	"没有有效授权,且未登记是否为特权账号",
) if {
	some i in accounts
	row := input.evidence.account_inventory[i]
	object.get(row, "privileged", null) == null
	not has_grant(row)
}

# held[person]: the purposes of the person's live grants, as [purpose, row number].
held[person] contains [purpose, i] if {
	some i in live_grants
	grant := input.evidence.access_grants[i]
	person := people.identity(object.get(grant, "person", grant.account))
	purpose := grant.purpose
}

# The first of the grants that give the purpose.
first_grant(grants, purpose) := input.evidence.access_grants[min(rows)] if {
	rows := [i | some [given, i] in grants; given == purpose]
}

deny contains finding if {
	some i, texts in faults
	row := input.evidence.account_inventory[i]
	finding := findings.of(row, ["system_id", "account"], texts)
}

deny contains linked if {
	some person, grants in held
	some pair in params.incompatible_pairs
	one := first_grant(grants, pair[0])
	other := first_grant(grants, pair[1])
	finding := findings.about(other._loc, concat("/", [person, pair[0], pair[1]]), {findings.text(
		"%s may both %s and %s",
		"%s同时拥有 %s 和 %s 两项权限",
		[person, pair[0], pair[1]],
		[person, pair[0], pair[1]],
	)})
	linked := object.union(finding, {"related": [one._loc]})
}

unknown contains finding if {
	some i, texts in doubts
	row := input.evidence.account_inventory[i]
	finding := findings.of(row, ["system_id", "account"], texts)
}

unknown contains finding if {
	count(params.incompatible_pairs) > 0
	some i in live_grants
	row := input.evidence.access_grants[i]
	not row.purpose
	finding := findings.of(row, ["grant_id"], {findings.plain(
		"the purpose of the live grant is not recorded",
		"有效授权未登记用途",
	)})
}
