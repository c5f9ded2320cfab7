package rules.ebanking.altered_instruction_test

import data.rules.ebanking.altered_instruction

params := {
	"min_retention_days": 3650,
	"evidence_fields": [
		"instruction_id",
		"reg_id",
		"user_id",
		"account_id",
		"kind",
		"submitted_at",
		"executed_at",
	],
	"ebank_system_ids": [
		"ebank",
	],
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := altered_instruction with input as document
		with data.params as {"EBK-110": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := altered_instruction.applicable with input as document(evidence)
		with data.params as {"EBK-110": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

instruction := {
	"instruction_id": "IN-1",
	"reg_id": "R-1",
	"user_id": "E01",
	"account_id": "AC-1",
	"kind": "transfer",
	"submitted_at": "2026-03-05T10:00:00+08:00",
	"executed_at": "2026-03-05T10:05:00+08:00",
	"signature_valid": true,
	"log_hash_ok": true,
	"_loc": {"file": "instructions.csv", "line": 2},
}

log := {
	"system_id": "ebank",
	"source": "siem",
	"enabled": true,
	"append_only": true,
	"retention_days": 3650,
	"_loc": {"file": "logging.csv", "line": 2},
}

base := {"ebank_instructions": [instruction], "audit_logging": [log]}

changed(patch) := judged(object.union(base, {"ebank_instructions": [object.union(
	instruction,
	patch,
)]}))

without(fields) := object.union(base, {"ebank_instructions": [object.remove(instruction, fields)]})

logged(patch) := judged(object.union(base, {"audit_logging": [object.union(log, patch)]}))

test_kept_as_it_was if judged(base) == clean

test_proofs if {
	changed({"signature_valid": false}) == denied({"IN-1: its signature does not hold"})
	judged(without(["log_hash_ok"])) == denied({concat("", [
		"IN-1: its record does not match the hash of the log",
	])})
	judged(without(["log_hash_ok", "executed_at"])) == clean
}

test_altered if {
	changed({"altered_at": "2026-03-05T10:05:00+08:00"}) == clean
	changed({"altered_at": "2026-03-05T10:05:01+08:00"}) == denied({concat("", [
		"IN-1: it was altered at 2026-03-05T10:05:01+08:00, after its execution ",
		"at 2026-03-05T10:05:00+08:00",
	])})
}

test_evidence if {
	judged(without(["user_id", "account_id"])) == denied({concat("", [
		"IN-1: its record lacks user_id, account_id",
	])})
	judged(without(["user_id"])) == denied({"IN-1: its record lacks user_id"})
	set_to({"evidence_fields": ["reg_id"]}, without(["user_id", "account_id"])) == clean
}

test_logs if {
	logged({"append_only": false}) == denied({concat("", [
		"ebank/siem/append_only: entries of the log can be changed or deleted",
	])})
	logged({"retention_days": 3649}) == denied({concat("", [
		"ebank/siem/retention_days: the log is kept for 3649 days, less than 3650",
	])})
	endless := object.union(base, {"audit_logging": [object.remove(log, ["retention_days"])]})
	judged(endless) == doubted({concat("", [
		"ebank/siem/retention_days: how long the log is kept is not recorded",
	])})
}

test_systems if {
	other := object.union(log, {"system_id": "crm", "append_only": false, "retention_days": 1})
	judged(object.union(base, {"audit_logging": [log, other]})) == clean
	unlogged := doubted({"ebank: the system has no audit log on record that is switched on"})
	judged(object.union(base, {"audit_logging": [other]})) == unlogged
	endless := object.remove(other, ["retention_days"])
	judged(object.union(base, {"audit_logging": [log, endless]})) == clean
	set_to({"ebank_system_ids": []}, object.union(base, {"audit_logging": []})) == clean
}

test_applicable if {
	applies(object.union(base, {"audit_logging": []})) == true
	applies(object.union(base, {"ebank_instructions": []})) == true
	applies({"ebank_instructions": [], "audit_logging": []}) == false
}

test_a_log_that_is_switched_off if {
	logged({"enabled": false}) == doubted({
		"ebank: the system has no audit log on record that is switched on",
	})
	logged({"enabled": true}) == clean
}
