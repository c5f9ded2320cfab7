package rules.privacy.data_for_sale_test

import data.rules.privacy.data_for_sale

params := {"PRV-106": {"forbidden_recipient_types": ["data_broker", "list_dealer"]}}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"review": {finding.msg | some finding in found.review},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := data_for_sale with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set(), "review": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

reviewed(messages) := object.union(clean, {"review": messages})

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"recipient_type": "partner",
	"payment": 0,
	"agreement_id": "A-1",
	"_loc": {"file": "disclosures.csv"},
}

agreement := {
	"agreement_id": "A-1",
	"kind": "cooperation",
	"clauses": ["confidentiality"],
	"_loc": {"file": "a.csv"},
}

given(row, agreements) := {"disclosure_register": [row], "agreements": agreements}

changed(patch) := judged(given(object.union(disclosure, patch), [agreement]))

test_no_sale if {
	changed({}) == clean
	judged(given(object.remove(disclosure, ["agreement_id"]), [])) == clean
	judged(given(disclosure, [object.remove(agreement, ["clauses"])])) == clean
}

test_payment if {
	changed({"payment": 0.5}) == denied({"D-1/C-1: 0.5 yuan were received for it"})
	unpaid := object.remove(disclosure, ["payment"])
	unsaid := reviewed({"D-1/C-1: it is not recorded what was received for it"})
	judged(given(unpaid, [agreement])) == unsaid
	judged(given(object.union(unpaid, {"recipient_type": "third_party"}), [agreement])) == unsaid
	judged(given(object.union(unpaid, {"recipient_type": "authority"}), [agreement])) == clean
}

test_agreements if {
	sale := object.union(agreement, {"clauses": ["confidentiality", "data_sale"]})
	judged(given(disclosure, [sale])) == denied({
		"D-1/C-1: the agreement A-1 provides for a sale of data",
	})
	judged(given(disclosure, [agreement, object.union(sale, {"agreement_id": "A-2"})])) == clean
	judged(given(disclosure, [])) == doubted({
		"D-1/C-1: the agreement A-1 is not on record, so that its clauses cannot be judged",
	})
}

test_forbidden_recipients if {
	changed({"recipient_type": "data_broker"}) == denied({"D-1/C-1: the recipient is a data_broker"})
	changed({"recipient_type": "list_dealer"}) == denied({"D-1/C-1: the recipient is a list_dealer"})
}
