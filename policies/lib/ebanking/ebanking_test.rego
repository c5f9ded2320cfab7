package lib.ebanking_test

import data.lib.ebanking

registry := {"evidence": {"ebank_registry": [
	{"reg_id": "R-1", "kind": "enterprise"},
	{"reg_id": "R-2", "kind": "personal"},
]}}

of_kind(reg_id, kind) if ebanking.of_kind({"reg_id": reg_id}, kind) with input as registry

perhaps(reg_id, kind) if ebanking.perhaps({"reg_id": reg_id}, kind) with input as registry

registered(reg_id) if ebanking.registered({"reg_id": reg_id}) with input as registry

test_kinds if {
	of_kind("R-1", "enterprise")
	not of_kind("R-2", "enterprise")
	not of_kind("R-3", "enterprise")
}

test_registered if {
	registered("R-1")
	not registered("R-3")
}

test_perhaps if {
	perhaps("R-1", "enterprise")
	not perhaps("R-2", "enterprise")
	perhaps("R-3", "enterprise")
}

requests(rows) := found if {
	found := ebanking.requests(["cancel"]) with input as {"evidence": {"ebank_requests": rows}}
}

test_requests if {
	requests([
		{"kind": "cancel"},
		{"kind": "unlock"},
		{"kind": "cancel", "status": "completed"},
		{"kind": "cancel", "status": "rejected"},
	]) == {0, 2}
}

texts(faults) := {fault.en | some fault in faults}

test_unfiled if {
	ebanking.unfiled({"channel": "branch", "form_ref": "B-1"}) == set()
	ebanking.unfiled({"channel": "counter", "form_ref": "B-1"}) == set()
	elsewhere := {"it was not made at a branch"}
	texts(ebanking.unfiled({"channel": "online", "form_ref": "B-1"})) == elsewhere
	texts(ebanking.unfiled({"form_ref": "B-1"})) == elsewhere
	texts(ebanking.unfiled({"channel": "branch"})) == {"there is no form"}
}

test_unidentified if {
	ebanking.unidentified({"id_verified": true, "card_presented": true}) == set()
	texts(ebanking.unidentified({"id_verified": true})) == {"no card was presented"}
	texts(ebanking.unidentified({"id_verified": false, "card_presented": true})) == {
		"no document was checked",
	}
}
