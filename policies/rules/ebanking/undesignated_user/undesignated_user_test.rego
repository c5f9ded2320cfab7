package rules.ebanking.undesignated_user_test

import data.rules.ebanking.undesignated_user

params := {
	"max_parallel_devices": 1,
	"parallel_window_minutes": 5,
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := undesignated_user with input as document
		with data.params as {"EBK-103": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with a source of a kind that could not be read.
gapped(kind, evidence) := results(
	object.union(document(evidence), {"gaps": {kind: [{"target": "t", "reason": "denied"}]}}),
	params,
)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := undesignated_user.applicable with input as document(evidence)
		with data.params as {"EBK-103": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

certificate := {
	"cert_id": "CT-1",
	"reg_id": "R-1",
	"state": "active",
	"custodian": "u1",
	"_loc": {"file": "certificates.csv", "line": 2},
}

appointment := {
	"duty": "ebank_custodian",
	"person": "u1",
	"valid_from": "2026-03-10",
	"valid_until": "2026-03-10",
}

user := {
	"user_id": "E01",
	"reg_id": "R-1",
	"person": "p1",
	"designated": true,
	"_loc": {"file": "users.csv", "line": 2},
}

registration := {"reg_id": "R-1", "customer_id": "C-1", "kind": "enterprise"}

base := {
	"ebank_certificates": [certificate],
	"ebank_users": [user],
	"appointments": [appointment],
	"access_log": [],
	"ebank_registry": [registration],
}

with_rows(changes) := object.union(base, changes)

kept(patch) := with_rows({"ebank_certificates": [object.union(certificate, patch)]})

without_custodian := with_rows({"ebank_certificates": [object.remove(certificate, ["custodian"])]})

test_kept_by_the_appointed if judged(base) == clean

strange := {"CT-1: u1, its custodian, is not appointed"}

appointed(patch) := with_rows({"appointments": [object.union(appointment, patch)]})

test_custodians if {
	judged(without_custodian) == denied({"CT-1: it has no custodian"})
	judged(kept({"custodian": "u2"})) == denied({"CT-1: u2, its custodian, is not appointed"})
	judged(appointed({"duty": "document_carrier"})) == denied(strange)
	judged(appointed({"valid_from": "2026-03-11", "valid_until": "2026-12-31"})) == denied(strange)
	judged(appointed({"valid_from": "2026-01-01", "valid_until": "2026-03-09"})) == denied(strange)
}

test_other_certificates if {
	judged(kept({"custodian": "u2", "state": "frozen"})) == clean
	personal := {"ebank_registry": [object.union(registration, {"kind": "personal"})]}
	judged(object.union(kept({"custodian": "u2"}), personal)) == clean
}

test_what_is_not_certain if {
	unsure := doubted({"CT-1: u2, its custodian, is not appointed"})
	gapped("appointments", kept({"custodian": "u2"})) == unsure
	gapped("appointments", base) == clean
	gapped("appointments", without_custodian) == denied({"CT-1: it has no custodian"})
	judged(object.union(kept({"custodian": "u2"}), {"ebank_registry": []})) == unsure
	judged(object.union(without_custodian, {"ebank_registry": []})) == doubted({concat("", [
		"CT-1: it has no custodian",
	])})
	judged(with_rows({"ebank_registry": []})) == clean
}

used_by(rows) := judged(with_rows({"ebank_users": rows}))

test_users if {
	strangers := denied({"E01/R-1/p1: the user is not designated"})
	used_by([object.union(user, {"designated": false})]) == strangers
	used_by([object.remove(user, ["designated"])]) == strangers
	used_by([object.remove(user, ["person"])]) == doubted({concat("", [
		"E01/R-1/: which person uses it is not recorded",
	])})
}

test_shared_users if {
	second := object.union(user, {"person": "p2"})
	used_by([user, second]) == denied({
		"E01/R-1/p1: 2 persons share the user",
		"E01/R-1/p2: 2 persons share the user",
	})
	used_by([user, object.union(second, {"user_id": "E02"})]) == clean
	used_by([user, object.union(user, {"reg_id": "R-2"})]) == clean
}

access(line, device, at) := {
	"event_id": sprintf("A-%d", [line]),
	"actor": "E01",
	"at": at,
	"object_id": "ebank.accounts",
	"device_id": device,
	"_loc": {"file": "access.csv", "line": line},
}

seen(rows) := judged(with_rows({"access_log": rows}))

first := access(2, "D-1", "2026-03-09T10:03:00+08:00")

crowded := denied({"E01: the user was on more than 1 devices within 5 minutes"})

test_devices_at_once if {
	seen([first, access(3, "D-2", "2026-03-09T10:03:00+08:00")]) == crowded
	seen([first, access(3, "D-2", "2026-03-09T10:08:00+08:00")]) == crowded
	seen([first, access(3, "D-2", "2026-03-09T10:08:01+08:00")]) == clean
	seen([access(3, "D-2", "2026-03-09T10:08:00+08:00"), first]) == crowded
	seen([first, access(3, "D-1", "2026-03-09T10:03:30+08:00")]) == clean
	seen([first, access(3, "D-2", "2026-03-09T10:04:59+08:00")]) == crowded
}

test_limits_are_parameters if {
	rows := with_rows({"access_log": [first, access(3, "D-2", "2026-03-09T10:08:00+08:00")]})
	set_to({"max_parallel_devices": 2}, rows) == clean
	set_to({"parallel_window_minutes": 4}, rows) == clean
	minute := with_rows({"access_log": [first, access(3, "D-2", "2026-03-09T10:04:00+08:00")]})
	set_to({"parallel_window_minutes": 1}, minute).deny != set()
	set_to({"parallel_window_minutes": 0}, minute) == clean
	instant := with_rows({"access_log": [first, access(3, "D-2", "2026-03-09T10:03:00+08:00")]})
	set_to({"parallel_window_minutes": 0}, instant).deny != set()
}

test_each_window_is_looked_at_alone if {
	rows := [
		access(2, "D-1", "2026-03-09T10:00:30+08:00"),
		access(3, "D-2", "2026-03-09T10:04:30+08:00"),
		access(4, "D-3", "2026-03-09T10:09:00+08:00"),
	]
	set_to({"max_parallel_devices": 2}, with_rows({"access_log": rows})) == clean
}

test_others_are_no_users if {
	second := access(3, "D-2", "2026-03-09T10:03:00+08:00")
	seen([first, object.union(second, {"actor": "E02"})]) == clean
	others := [object.union(row, {"actor": "u7"}) | some row in [first, second]]
	seen(others) == clean
	seen([object.remove(others[0], ["device_id"])]) == clean
}

test_the_finding_stands_at_the_first_access if {
	rows := [first, access(3, "D-2", "2026-03-09T10:03:00+08:00")]
	found := undesignated_user.deny with input as document(with_rows({"access_log": rows}))
		with data.params as {"EBK-103": params}
	{finding._loc.line | some finding in found} == {2}
}

test_accesses_that_tell_nothing if {
	unsure := doubted({"E01: 1 accesses of the user name no device or no time of day"})
	second := access(3, "D-2", "2026-03-09T10:03:00+08:00")
	seen([first, object.remove(second, ["device_id"])]) == unsure
	seen([first, access(3, "D-2", "2026-03-09")]) == unsure
}

test_applicable if {
	applies(with_rows({"ebank_users": []})) == true
	applies(object.union(kept({"state": "revoked"}), {"ebank_users": [user]})) == true
	applies(object.union(kept({"state": "revoked"}), {"ebank_users": []})) == false
}
