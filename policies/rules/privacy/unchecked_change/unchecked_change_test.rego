package rules.privacy.unchecked_change_test

import data.rules.privacy.unchecked_change

params := {"PRV-306": {"auto_review_rules_allowed": true, "check_unlogged_changes": false}}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := unchecked_change with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(evidence) := answer if {
	answer := unchecked_change.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

change := {
	"change_id": "H-1",
	"customer_id": "C-1",
	"field": "phone",
	"origin": "staff",
	"requested_by": "u1",
	"reviewer": "u2",
	"reviewed_at": "2026-02-01T09:00:00+08:00",
	"review_result": "approved",
	"applied_at": "2026-02-01T09:00:00+08:00",
	"applied_by": "u3",
	"_loc": {"file": "changes.csv"},
}

record := {
	"system_id": "crm",
	"customer_id": "C-1",
	"updated_at": "2026-02-01T10:00:00+08:00",
	"_loc": {"file": "crm.csv"},
}

given(rows) := {"customer_changes": rows}

changed(patch) := judged(given([object.union(change, patch)]))

without(fields) := judged(given([object.remove(change, fields)]))

test_a_checked_change if changed({}) == clean

test_check_before_the_change if {
	without(["reviewed_at"]) == denied({"H-1: it was applied without a check"})
	early := denied({"H-1: it was applied before its check"})
	changed({"reviewed_at": "2026-02-01T09:00:01+08:00"}) == early
	changed({"reviewed_at": "2026-02-01"}) == early
	changed({"reviewed_at": "2026-02-01", "applied_at": "2026-02-01"}) == clean
}

test_result_of_the_check if {
	refused := denied({"H-1: its check did not approve it"})
	changed({"review_result": "rejected"}) == refused
	changed({"review_result": "pending"}) == refused
	without(["review_result"]) == refused
}

test_another_person_checks if {
	without(["reviewer"]) == denied({"H-1: it has no reviewer"})
	changed({"reviewer": "u1"}) == denied({"H-1: its reviewer u1 also asked for it"})
	changed({"reviewer": "u3"}) == denied({"H-1: its reviewer u3 also applied it"})
	changed({"requested_by": "u3"}) == clean
}

test_persons_not_recorded if {
	without(["applied_by"]) == doubted({"H-1: it is not recorded who applied it"})
	without(["requested_by"]) == doubted({
		"H-1: it is not recorded which member of staff asked for it",
	})
	customer := object.union(object.remove(change, ["requested_by"]), {"origin": "customer"})
	judged(given([customer])) == clean
	automatic := object.remove(
		object.union(change, {"reviewer": "rule:phone"}),
		["applied_by", "requested_by"],
	)
	judged(given([automatic])) == clean
}

# What is found with other parameters than the usual ones.
with_params(allowed, unlogged, evidence, gaps) := {"deny": denials, "unknown": unknowns} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := unchecked_change with input as document
		with data.params as {"PRV-306": {
			"auto_review_rules_allowed": allowed,
			"check_unlogged_changes": unlogged,
		}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	denials := {finding.msg | some finding in found.deny}
	unknowns := {finding.msg | some finding in found.unknown}
}

test_automatic_rules if {
	row := object.union(change, {"reviewer": "rule:phone"})
	judged(given([row])) == clean
	not_counting := denied({"H-1: it was checked by rule:phone, and automatic rules do not count"})
	with_params(false, false, given([row]), {}) == not_counting
	with_params(false, false, given([change]), {}) == clean
	nameless := object.remove(object.union(change, {"reviewer": "rule:"}), ["applied_by"])
	judged(given([nameless])) == doubted({"H-1: it is not recorded who applied it"})
}

unlogged(patch) := with_params(
	true, true,
	{"customer_changes": [change], "crm_records": [object.union(record, patch)]},
	{},
)

odd := {"crm/C-1: it was updated without an applied change of that time"}

test_unlogged_changes if {
	unlogged({}) == clean
	unlogged({"updated_at": "2026-02-01T10:00:01+08:00"}) == denied(odd)
	unlogged({"customer_id": "C-2"}).deny == {
		"crm/C-2: it was updated without an applied change of that time",
	}
	later := {"updated_at": "2026-02-03T10:00:00+08:00"}
	rows := {"customer_changes": [change], "crm_records": [object.union(record, later)]}
	judged(rows) == clean
	with_params(true, true, rows, {"customer_changes": ["a file"]}) == doubted(odd)
	second := object.union(change, {"applied_at": "2026-02-03", "reviewed_at": "2026-02-02"})
	more := object.union(rows, {"customer_changes": [change, second]})
	with_params(true, true, more, {}) == clean
	undated := {"customer_changes": [change], "crm_records": [object.remove(record, ["updated_at"])]}
	judged(undated) == clean
	with_params(true, true, undated, {}) == doubted({"crm/C-1: it is not known when it was updated"})
	absent := doubted({
		"crm_records: they were not collected, so that unlogged changes cannot be found",
	})
	with_params(true, true, given([change]), {}) == absent
}

test_changes_not_applied if {
	waiting := object.remove(change, ["applied_at", "reviewed_at", "review_result", "applied_by"])
	judged(given([waiting])) == clean
	not applies(given([waiting]))
	applies(given([change]))
	not applies(given([]))
}

applies_unlogged(evidence) := answer if {
	answer := unchecked_change.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as {
			"PRV-306": {"auto_review_rules_allowed": true, "check_unlogged_changes": true},
		}
}

test_applicable_through_records if {
	applies_unlogged({"customer_changes": [], "crm_records": [record]})
	applies_unlogged({"customer_changes": []})
	not applies_unlogged({"customer_changes": [], "crm_records": []})
	not applies({"customer_changes": [], "crm_records": [record]})
}
