package rules.leak_reporting.unpromulgated_regulation_test

import data.rules.leak_reporting.unpromulgated_regulation

params := {"CIC-029": {"approving_role": "general_manager", "owner_dept": "customer_service"}}

version := {
	"doc_id": "R-1",
	"version": "1",
	"topic": "customer_information_confidentiality",
	"approved_by_role": "general_manager",
	"approved_at": "2026-01-05T10:00:00+08:00",
	"promulgated_at": "2026-01-10",
	"effective_at": "2026-01-10",
	"interpretation_dept": "customer_service",
	"owner_dept": "customer_service",
	"review_due_at": "2026-12-31",
	"_loc": {"file": "policies.csv", "line": 2},
}

second := object.union(version, {
	"version": "2",
	"approved_at": "2026-02-05",
	"promulgated_at": "2026-02-10",
	"effective_at": "2026-02-10",
})

given(rows) := {"now": "2026-03-10T09:00:00+08:00", "evidence": {"policy_register": rows}}

results(document) := {
	"deny": {finding.msg | some finding in found.deny},
	"warn": {[finding.msg, finding.severity] | some finding in found.warn},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unpromulgated_regulation with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "warn": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

fails(message) := denied({concat(": ", ["R-1/1", message])})

changed(patch) := results(given([object.union(version, patch)]))

# The version changed while another one is in force.
beside(row) := results(given([second, row]))

without(field) := beside(object.remove(version, [field]))

then(patch) := results(given([version, object.union(second, patch)]))

none := concat("", [
	"customer_information_confidentiality: ",
	"no version of the regulation is approved and in force",
])

test_promulgated if {
	changed({}) == clean
	then({}) == clean
}

test_no_current_version if {
	changed({"topic": "privacy_policy", "owner_dept": "it"}) == denied({none})
	changed({"promulgated_at": "2026-03-11", "effective_at": "2026-03-11"}) == denied({none})
}

test_register_not_fully_read if {
	gaps := {"gaps": {"policy_register": ["a file"]}}
	other := object.union(version, {"topic": "privacy_policy"})
	results(object.union(given([other]), gaps)) == object.union(clean, {"unknown": {none}})
	wrong := object.union(version, {"owner_dept": "it"})
	results(object.union(given([wrong]), gaps)) == fails("it is owned by it, not by customer_service")
}

test_approving_role if {
	message := "it was approved by %s, not by general_manager"
	changed({"approved_by_role": "auditor"}) == fails(sprintf(message, ["auditor"]))
	without("approved_by_role") == fails(sprintf(message, ["nobody"]))
}

test_approved_before_promulgation if {
	changed({"approved_at": "2026-01-10T23:59:59+08:00"}) == clean
	late := fails("it was approved after its promulgation")
	changed({"approved_at": "2026-01-11T00:00:00+08:00"}) == late
	changed({"approved_at": "2026-01-10"}) == clean
	changed({"approved_at": "2026-01-11"}) == late
}

test_effect_on_promulgation if {
	early := "it takes effect on 2026-01-09 but was promulgated on 2026-01-10"
	changed({"effective_at": "2026-01-09"}) == fails(early)
	later := "it takes effect on 2026-01-11 but was promulgated on 2026-01-10"
	changed({"effective_at": "2026-01-11"}) == fails(later)
}

test_missing_dates if {
	without("approved_at") == fails("the time of approval is missing")
	without("promulgated_at") == fails("the day of promulgation is missing")
	without("effective_at") == fails("the day of effect is missing")
}

test_departments if {
	changed({"owner_dept": "it"}) == fails("it is owned by it, not by customer_service")
	changed({"interpretation_dept": "it"}) == fails("it is interpreted by it, not by customer_service")
	without("owner_dept") == fails("it is owned by -, not by customer_service")
	without("interpretation_dept") == fails("it is interpreted by -, not by customer_service")
}

test_every_version_counts if {
	message := "it is owned by it, not by customer_service"
	beside(object.union(version, {"owner_dept": "it"})) == fails(message)
	beside(object.union(version, {"owner_dept": "it", "topic": "privacy_policy"})) == clean
}

test_drafts_do_not_count if {
	draft := object.remove(
		object.union(version, {"owner_dept": "it"}),
		["approved_at", "promulgated_at", "effective_at"],
	)
	beside(draft) == clean
	coming := object.union(draft, {"promulgated_at": "2026-03-11", "effective_at": "2026-03-11"})
	beside(coming) == clean
	message := "it is owned by it, not by customer_service"
	beside(object.union(coming, {"approved_at": "2026-03-10"})) == fails(message)
	hasty := object.union(draft, {"promulgated_at": "2026-03-10", "approved_at": "2026-03-11"})
	beside(hasty).deny == {concat("; ", [
		"R-1/1: it is owned by it, not by customer_service",
		"it was approved after its promulgation",
		"the day of effect is missing",
	])}
}

own(previous) := denied({sprintf(
	"R-1/2: it has no approval of its own after that of version %s",
	[previous],
)})

test_each_version_has_its_own_approval if {
	then({"approved_at": "2026-01-05T10:00:00+08:00"}) == own("1")
	then({"approved_at": "2026-01-05T10:00:01+08:00"}) == clean
	then({"approved_at": "2026-01-04"}) == own("1")
	then({"approved_at": "2026-01-05T10:00:00+08:00", "site": "north"}) == clean
	same_day := {"effective_at": "2026-01-10", "promulgated_at": "2026-01-10"}
	then(object.union(same_day, {"approved_at": "2026-01-05T10:00:00+08:00"})) == clean
}

test_the_version_just_before_counts if {
	third := object.union(second, {
		"version": "3",
		"promulgated_at": "2026-03-01",
		"effective_at": "2026-03-01",
	})
	results(given([version, second, third])) == denied({concat("", [
		"R-1/3: it has no approval of its own after that of version 2",
	])})
}

test_overdue_review_is_a_note if {
	changed({"review_due_at": "2026-03-10"}) == clean
	note := {["R-1/1: its review was due on 2026-03-09", "low"]}
	changed({"review_due_at": "2026-03-09"}) == object.union(clean, {"warn": note})
	beside(object.union(version, {"review_due_at": "2026-03-09"})) == clean
	results(given([object.remove(version, ["review_due_at"])])) == clean
}

test_all_faults_are_one_finding if {
	changed({"owner_dept": "it", "approved_by_role": "auditor"}) == fails(concat("; ", [
		"it is owned by it, not by customer_service",
		"it was approved by auditor, not by general_manager",
	]))
}

test_empty_register if {
	results(given([])) == clean
}
