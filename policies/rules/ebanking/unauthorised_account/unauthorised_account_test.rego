package rules.ebanking.unauthorised_account_test

import data.rules.ebanking.unauthorised_account

params := {
	"scopes": [
		"query",
		"transfer",
	],
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unauthorised_account with input as document
		with data.params as {"EBK-109": settings}
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

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

instruction := {
	"instruction_id": "IN-1",
	"reg_id": "R-1",
	"account_id": "AC-1",
	"account_reg_id": "R-2",
	"kind": "transfer",
	"submitted_at": "2026-03-05T10:00:00+08:00",
	"_loc": {"file": "instructions.csv", "line": 2},
}

letter := {
	"auth_id": "L-1",
	"account_id": "AC-1",
	"reg_id": "R-1",
	"scope": "transfer",
	"signed_at": "2026-03-05T09:59:59+08:00",
}

registration := {"reg_id": "R-1", "customer_id": "C-1", "kind": "enterprise"}

base := {
	"ebank_instructions": [instruction],
	"ebank_authorisations": [letter],
	"ebank_registry": [registration],
}

sent(patch) := object.union(base, {"ebank_instructions": [object.union(instruction, patch)]})

sent_without(field) := object.union(base, {"ebank_instructions": [object.remove(
	instruction,
	[field],
)]})

signed(patch) := object.union(base, {"ebank_authorisations": [object.union(letter, patch)]})

unsigned := object.union(base, {"ebank_authorisations": []})

no_transfer := {"IN-1: no authorisation in force covers a transfer on the account"}

test_authorised if judged(base) == clean

test_own_account if {
	own := {"account_reg_id": "R-1"}
	judged(object.union(sent(own), {"ebank_authorisations": []})) == clean
	judged(object.union(sent(own), {"ebank_registry": []})) == clean
}

test_no_letter if {
	judged(unsigned) == denied(no_transfer)
	judged(signed({"account_id": "AC-2"})) == denied(no_transfer)
	judged(signed({"reg_id": "R-2"})) == denied(no_transfer)
	judged(sent_without("account_id")) == denied(no_transfer)
	gapped("ebank_authorisations", unsigned) == doubted(no_transfer)
	gapped("ebank_authorisations", base) == clean
}

test_an_account_of_nobody_is_anothers if {
	judged(sent_without("account_reg_id")) == clean
	nobodys := {"ebank_instructions": [object.remove(instruction, ["account_reg_id"])]}
	judged(object.union(unsigned, nobodys)) == denied(no_transfer)
}

test_time if {
	judged(signed({"signed_at": "2026-03-05T10:00:00+08:00"})) == denied(no_transfer)
	judged(signed({"signed_at": "2026-03-05"})) == denied(no_transfer)
	judged(signed({"signed_at": "2026-03-04"})) == clean
	judged(signed({"revoked_at": "2026-03-05T10:00:00+08:00"})) == denied(no_transfer)
	judged(signed({"revoked_at": "2026-03-05T10:00:01+08:00"})) == clean
}

test_scope if {
	judged(signed({"scope": "query"})) == denied(no_transfer)
	query := sent({"kind": "query"})
	judged(query) == clean
	looking := object.union(query, {"ebank_authorisations": [object.union(
		letter,
		{"scope": "query"},
	)]})
	judged(looking) == clean
	set_to({"scopes": ["transfer"]}, looking) == denied({concat("", [
		"IN-1: no authorisation in force covers a query on the account",
	])})
}

test_persons_reach_their_own_accounts_only if {
	person := {"ebank_registry": [object.union(registration, {"kind": "personal"})]}
	judged(object.union(base, person)) == denied({concat("", [
		"IN-1: a personal service reached an account that is not the person's own",
	])})
}

test_registration_not_on_record if {
	judged(object.union(base, {"ebank_registry": []})) == doubted({concat("", [
		"IN-1: whether the registration is a personal one is not on record",
	])})
}
