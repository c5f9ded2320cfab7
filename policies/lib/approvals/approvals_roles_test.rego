package lib.approvals_roles_test

import data.lib.approvals

approval := {
	"by": "u1",
	"at": "2026-03-01",
	"act": "2026-03-02",
	"label": "the approval",
	"label_zh": "批准",
}

roster := {"hr_roster": [{"person": "u1", "role": "sales", "hired_at": "2020-01-01"}]}

faults(item) := found if {
	found := approvals.faults(item) with input as {"evidence": roster}
}

test_any_approver_will_do_where_no_roles_are_named if {
	faults(approval) == set()
}

test_named_roles_are_required if {
	texts := faults(object.union(approval, {"roles": ["auditor"]}))
	{text.en | some text in texts} == {
		"the approval was given by u1, who did not hold the role auditor then",
	}
}

test_a_missing_approver_is_one_fault if {
	texts := faults(object.remove(approval, ["by"]))
	{text.en | some text in texts} == {"the approval is missing"}
}
