package rules.ebanking.dormant_registration_test

import data.rules.ebanking.dormant_registration

params := {
	"dormant_days": 365,
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := dormant_registration with input as document
		with data.params as {"EBK-108": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := dormant_registration.applicable with input as document(evidence)
		with data.params as {"EBK-108": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

registration := {
	"reg_id": "R-1",
	"customer_id": "C-1",
	"kind": "personal",
	"service_state": "active",
	"activated_at": "2020-01-01",
	"last_used_at": "2025-03-10",
	"_loc": {"file": "registry.csv", "line": 2},
}

changed(patch) := judged({"ebank_registry": [object.union(registration, patch)]})

row_without(fields) := {"ebank_registry": [object.remove(registration, fields)]}

unused := {"R-1: the last use was at 2025-03-09, more than 365 days ago"}

test_used_within_the_year if {
	changed({}) == clean
	changed({"last_used_at": "2025-03-09"}) == denied(unused)
	old := {"ebank_registry": [object.union(registration, {"last_used_at": "2025-03-09"})]}
	set_to({"dormant_days": 366}, old) == clean
	changed({"last_used_at": "2026-04-01"}) == denied({"R-1: the last use is dated in the future"})
}

test_never_used if {
	judged(row_without(["last_used_at"])) == denied({concat("", [
		"R-1: it was never used since its activation, which was at 2020-01-01, ",
		"more than 365 days ago",
	])})
	fresh := object.union(registration, {"activated_at": "2026-01-01"})
	judged({"ebank_registry": [object.remove(fresh, ["last_used_at"])]}) == clean
	judged(row_without(["last_used_at", "activated_at"])) == doubted({concat("", [
		"R-1: neither use nor activation is recorded",
	])})
	judged(row_without(["activated_at"])) == clean
}

test_services_that_do_not_run if {
	changed({"last_used_at": "2025-03-09", "service_state": "suspended"}) == clean
	changed({"last_used_at": "2025-03-09", "cancelled_at": "2026-03-01"}) == clean
}

test_state_not_recorded if {
	old := object.union(registration, {"last_used_at": "2025-03-09"})
	judged({"ebank_registry": [object.remove(old, ["service_state"])]}) == doubted(unused)
	judged(row_without(["service_state"])) == clean
}

test_applicable if {
	applies({"ebank_registry": [registration]}) == true
	applies({"ebank_registry": [object.union(registration, {"cancelled_at": "2026-03-01"})]}) == false
}
