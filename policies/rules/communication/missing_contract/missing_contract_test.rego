package rules.communication.missing_contract_test

import data.rules.communication.missing_contract

params := {
	"grace_days": 30,
	"required_clause": "rights_and_duties",
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := missing_contract with input as document
		with data.params as {"COM-880": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(rows) if {
	missing_contract.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"COM-880": params}
}

# 31 days ago.
record := {
	"system_id": "crm",
	"customer_id": "C-1",
	"legal_basis": "contract_necessity",
	"first_contact_at": "2026-02-07",
	"active": true,
	"_loc": {"file": "crm.csv", "line": 2},
}

contract := {
	"agreement_id": "A-1",
	"kind": "customer_contract",
	"customer_id": "C-1",
	"signed_by_us": "u1",
	"signed_by_counterparty": "x",
	"clauses": ["term", "rights_and_duties"],
	"_loc": {"file": "contracts.csv", "line": 2},
}

given(records, contracts) := {"crm_records": records, "agreements": contracts}

recorded(patch) := judged(given([object.union(record, patch)], []))

signed(patch) := judged(given([record], [object.union(contract, patch)]))

unsigned(field) := judged(given([record], [object.remove(contract, [field])]))

lacking := {concat("", [
	"crm/C-1: no contract with the clause rights_and_duties is signed by both sides ",
	"30 days after the first contact",
])}

test_a_signed_contract_passes if signed({}) == clean

test_no_contract if {
	recorded({}) == denied(lacking)
	recorded({"first_contact_at": "2026-02-08"}) == clean
	recorded({"active": false}) == clean
	recorded({"legal_basis": "consent"}) == clean
}

test_contracts_that_do_not_count if {
	signed({"kind": "service"}) == denied(lacking)
	signed({"customer_id": "C-2"}) == denied(lacking)
	signed({"clauses": ["term"]}) == denied(lacking)
	unsigned("clauses") == denied(lacking)
	unsigned("signed_by_us") == denied(lacking)
	unsigned("signed_by_counterparty") == denied(lacking)
}

test_unknown_ground if {
	row := object.remove(record, ["legal_basis"])
	judged(given([row], [])) == doubted(lacking)
	judged(given([row], [contract])) == clean
}

test_unread_contracts_leave_it_unknown if {
	gaps := {"agreements": [{"reason": "denied"}]}
	judge(given([record], []), params, gaps) == doubted(lacking)
	judge(given([record], [contract]), params, gaps) == clean
}

test_first_contact_unknown if {
	doubt := doubted({
		"crm/C-1: there is no such contract, and it is not known since when it is due",
	})
	judged(given([object.remove(record, ["first_contact_at"])], [])) == doubt
	recorded({"first_contact_at": "2026-03-12"}) == doubt
	judged(given([object.remove(record, ["first_contact_at"])], [contract])) == clean
}

test_applicable if {
	applies(given([record], []))
	applies(given([object.remove(record, ["legal_basis"])], []))
	not applies(given([object.union(record, {"legal_basis": "consent"})], []))
	not applies(given([object.union(record, {"active": false})], []))
}
