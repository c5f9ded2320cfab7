# METADATA
# description: |
#   Approvals: who gave them, when, in which role, and whether they came before the act. An
#   approval is an object {by, at, roles, act, label, label_zh}; `by`, `at` and `act` may be
#   left out of it, and `roles` where any approver will do.
package lib.approvals

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

# faults(approval): the set of texts that say why the approval does not count; empty if it does.
faults(approval) := union({
	absent_faults(approval),
	undated_faults(approval),
	late_faults(approval),
	role_faults(approval),
})

# unproven_faults(approval): faults that a row of hr_roster may refute which could not be read.
unproven_faults(approval) := {fault |
	evidence.incomplete("hr_roster")
	some fault in role_faults(approval)
}

# proven_faults(approval): all other faults.
proven_faults(approval) := faults(approval) - unproven_faults(approval)

# fields(row, names): parts of an approval from fields of a row; what is empty there is left out.
fields(row, names) := {part: row[name] | some part, name in names}

absent_faults(approval) := {findings.text(
	"%s is missing",
	"缺少%s",
	[approval.label],
	[approval.label_zh],
) |
	not approval.by
}

undated_faults(approval) := {findings.text(
	"%s has no time",
	"%s没有时间",
	[approval.label],
	[approval.label_zh],
) |
	approval.by
	not approval.at
}

late_faults(approval) := {findings.text(
	"%s came after the act",
	"%s晚于行为发生",
	[approval.label],
	[approval.label_zh],
) |
	approval.by
	approval.act
	not times.not_after(approval.at, approval.act)
	approval.at
}

role_faults(approval) := {findings.text(
	"%s was given by %s, who did not hold the role %s then",
	"%s由%s作出,其当时不具备角色%s",
	[approval.label, by, concat(" or ", roles)],
	[approval.label_zh, by, concat(" 或 ", roles)],
) |
	by := approval.by
	roles := approval.roles
	at := approval.at
	not people.holds_any(by, roles, at)
}
