package rules.ebanking.unseparated_operation_test

import data.rules.ebanking.unseparated_operation

params := {
	"dual_control_cny": 0,
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unseparated_operation with input as document
		with data.params as {"EBK-104": settings}
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
	answer := unseparated_operation.applicable with input as document(evidence)
		with data.params as {"EBK-104": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

maker := {
	"user_id": "E01",
	"reg_id": "R-1",
	"person": "p1",
	"permissions": ["transfer"],
	"limit_cny": 1000,
	"can_make": true,
	"can_approve": false,
	"_loc": {"file": "users.csv", "line": 2},
}

approver := object.union(maker, {
	"user_id": "E02",
	"person": "p2",
	"can_make": false,
	"can_approve": true,
	"_loc": {"file": "users.csv", "line": 3},
})

transfer := {
	"instruction_id": "IN-1",
	"reg_id": "R-1",
	"user_id": "E01",
	"approver_id": "E02",
	"kind": "transfer",
	"submitted_at": "2026-03-09T10:00:00+08:00",
	"executed_at": "2026-03-09T10:05:00+08:00",
	"amount_cny": 1000,
	"_loc": {"file": "instructions.csv", "line": 2},
}

registration := {"reg_id": "R-1", "customer_id": "C-1", "kind": "enterprise"}

base := {
	"ebank_users": [maker, approver],
	"ebank_instructions": [transfer],
	"ebank_registry": [registration],
}

with_rows(changes) := object.union(base, changes)

personal := {"ebank_registry": [object.union(registration, {"kind": "personal"})]}

unregistered := {"ebank_registry": []}

made_by(rows) := with_rows({"ebank_users": rows})

sent(patch) := with_rows({"ebank_instructions": [object.union(transfer, patch)]})

sent_without(fields) := with_rows({"ebank_instructions": [object.remove(transfer, fields)]})

test_separated if judged(base) == clean

test_users if {
	no_permissions := denied({"E01/R-1/p1: the user has no permissions set out"})
	judged(made_by([object.union(maker, {"permissions": []}), approver])) == no_permissions
	judged(made_by([object.remove(maker, ["permissions"]), approver])) == no_permissions
	no_limit := denied({"E01/R-1/p1: the user has no limit"})
	judged(made_by([object.remove(maker, ["limit_cny"]), approver])) == no_limit
	both := made_by([object.union(maker, {"can_approve": true}), approver])
	judged(both) == denied({"E01/R-1/p1: the user both makes and approves"})
	judged(object.union(both, personal)) == clean
	judged(object.union(both, unregistered)) == doubted({concat("", [
		"E01/R-1/p1: the user both makes and approves",
	])})
}

test_rights_not_recorded if {
	unsure := doubted({concat("", [
		"E02/R-1/p2: whether the user both makes and approves is not recorded",
	])})
	judged(made_by([maker, object.remove(approver, ["can_make"])])) == unsure
	judged(made_by([maker, object.remove(approver, ["can_make", "can_approve"])])) == unsure
	judged(made_by([maker, object.remove(approver, ["can_approve"])])) == clean
	reader := object.union(approver, {"can_approve": false})
	judged(made_by([maker, object.remove(reader, ["can_make"])])) == clean
}

test_approval if {
	judged(sent_without(["approver_id"])) == denied({"IN-1: nobody approved it"})
	set_to({"dual_control_cny": 1001}, sent_without(["approver_id"])) == clean
	set_to({"dual_control_cny": 1000}, sent_without(["approver_id"])) == denied({concat("", [
		"IN-1: nobody approved it",
	])})
	judged(sent_without(["approver_id", "executed_at"])) == clean
	judged(object.union(sent_without(["approver_id"]), personal)) == clean
	query := object.union(transfer, {"kind": "query"})
	judged(with_rows({"ebank_instructions": [object.remove(query, ["approver_id"])]})) == clean
}

test_self_approval if {
	own := denied({"IN-1: its maker approved it"})
	judged(sent({"approver_id": "E01"})) == own
	judged(made_by([maker, object.union(approver, {"person": "p1"})])) == own
	elsewhere := object.union(approver, {"person": "p1", "reg_id": "R-2"})
	judged(object.union(made_by([maker, approver, elsewhere]), {"ebank_registry": [
		registration,
		{"reg_id": "R-2", "customer_id": "C-2", "kind": "enterprise"},
	]})) == clean
}

test_limits if {
	judged(sent({"amount_cny": 1000.5})) == denied({concat("", [
		"IN-1: 1000.5 yuan are above the limit of the user, 1000 yuan",
	])})
	high := object.union(maker, {"limit_cny": 2000})
	judged(object.union(sent({"amount_cny": 1500}), {"ebank_users": [high, approver]})) == clean
}

test_strangers if {
	stranger := {"IN-1: E09 is no user of the registration"}
	judged(sent({"approver_id": "E09"})) == denied(stranger)
	judged(sent({"user_id": "E09"})) == denied(stranger)
	gapped("ebank_users", sent({"user_id": "E09"})) == doubted(stranger)
	gapped("ebank_users", base) == clean
	judged(sent({"reg_id": "R-2"})) == doubted({concat("", [
		"IN-1: E01 is no user of the registration; E02 is no user of the registration",
	])})
}

test_what_is_not_recorded if {
	judged(sent_without(["user_id"])) == doubted({"IN-1: who made it is not recorded"})
	judged(sent_without(["amount_cny"])) == doubted({"IN-1: its amount is missing"})
	nameless := doubted({"IN-1: which person E02 is, is not recorded"})
	judged(made_by([maker, object.remove(approver, ["person"])])) == nameless
	judged(made_by([object.remove(maker, ["person"]), approver])) == doubted({concat("", [
		"IN-1: which person E01 is, is not recorded",
	])})
	unnamed := {"ebank_users": [object.remove(maker, ["person"])]}
	judged(object.union(sent({"approver_id": "E01"}), unnamed)) == denied({concat("", [
		"IN-1: its maker approved it",
	])})
}

test_applicable if {
	applies(with_rows({"ebank_users": []})) == true
	applies({"ebank_users": [maker], "ebank_instructions": [], "ebank_registry": []}) == true
	applies(object.union(base, personal)) == false
}
