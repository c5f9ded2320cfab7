package rules.ebanking.unlicensed_software_test

import data.rules.ebanking.unlicensed_software

params := {
	"ebank_system_ids": [
		"ebank",
	],
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unlicensed_software with input as document
		with data.params as {"EBK-115": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

software := {
	"host": "eb-01",
	"name": "gateway",
	"version": "2.1",
	"approved": true,
	"licensed": true,
	"_loc": {"file": "software.csv", "line": 2},
}

system := {
	"system_id": "ebank",
	"host": "eb-01",
	"kind": "application",
	"_loc": {"file": "systems.csv", "line": 2},
}

base := {"software_inventory": [software], "system_inventory": [system]}

installed(rows) := object.union(base, {"software_inventory": rows})

on(row) := object.union(base, {"system_inventory": [row]})

test_lawful if judged(base) == clean

test_software if {
	unlicensed := denied({"eb-01/gateway/2.1: no licence is on record"})
	judged(installed([object.union(software, {"licensed": false})])) == unlicensed
	judged(installed([object.remove(software, ["licensed"])])) == unlicensed
	judged(installed([object.union(software, {"approved": false})])) == denied({concat("", [
		"eb-01/gateway/2.1: it is not approved",
	])})
	other := object.union(software, {"host": "pc-07", "licensed": false})
	judged(installed([software, other])) == clean
}

test_what_is_not_on_record if {
	judged(installed([])) == doubted({"ebank: the software on its host is not on record"})
	judged(on(object.remove(system, ["host"]))) == doubted({"ebank: its host is not recorded"})
	judged(on(object.union(system, {"system_id": "crm"}))) == doubted({concat("", [
		"ebank: the system is not on record",
	])})
	set_to({"ebank_system_ids": []}, on(object.union(system, {"host": "eb-09"}))) == clean
}
