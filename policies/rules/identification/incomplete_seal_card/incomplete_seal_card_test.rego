package rules.identification.incomplete_seal_card_test

import data.rules.identification.incomplete_seal_card

params := {"KYC-107": {
	"required_fields": ["authorised_person", "id_no", "id_expires_at", "name_seal"],
	"max_replace_days": 30,
}}

account := {
	"account_id": "A1",
	"status": "active",
	"authorised_handler": "p1",
	"_loc": {"file": "accounts.csv", "line": 2},
}

card := {
	"card_id": "S1",
	"account_id": "A1",
	"authorised_person": "p1",
	"id_no": "d1",
	"id_expires_at": "2026-03-10",
	"name_seal": true,
	"free_rows": 3,
	"_loc": {"file": "cards.csv", "line": 2},
}

doc(row, cards) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"kyc_accounts": [row], "seal_cards": cards},
}

denied(given) := {finding.msg | some finding in result} if {
	result := incomplete_seal_card.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := incomplete_seal_card.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

notes(patch) := {[finding.severity, finding.msg] | some finding in result} if {
	result := incomplete_seal_card.warn with input as doc(account, [object.union(card, patch)])
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

changed(patch) := denied(doc(account, [object.union(card, patch)]))

test_full_card_passes if {
	changed({}) == set()
	notes({}) == set()
}

test_missing_entries if {
	denied(doc(account, [object.remove(card, ["id_no", "name_seal"])])) == {
		"S1: id_no, name_seal is missing",
	}
	changed({"name_seal": false}) == {"S1: it bears no name seal"}
}

test_expired_document if {
	changed({"id_expires_at": "2026-03-09"}) == {
		"S1: the person's identity document expired on 2026-03-09",
	}
	denied(doc(account, [object.remove(card, ["id_expires_at"])])) == {
		"S1: id_expires_at is missing",
	}
}

test_one_sound_card_is_enough if {
	old := object.union(card, {"card_id": "S0", "id_expires_at": "2020-01-01"})
	denied(doc(account, [old, card])) == set()
	denied(doc(account, [old, object.union(card, {"name_seal": false})])) == {
		"S0: the person's identity document expired on 2020-01-01",
		"S1: it bears no name seal",
	}
}

test_no_card_of_the_handler if {
	fault := {"A1: there is no seal card of the authorised handler"}
	denied(doc(account, [])) == fault
	changed({"authorised_person": "p2"}) == fault
	changed({"account_id": "A2"}) == fault
	unread := object.union(doc(account, []), {"gaps": {"seal_cards": [{"reason": "denied"}]}})
	denied(unread) == set()
	unjudged(unread) == fault
	unjudged(doc(account, [])) == set()
}

test_full_card_is_noted if {
	full := {["low", "S1: it has been full since 2026-02-07 and was not replaced within 30 days"]}
	notes({"free_rows": 0, "filled_at": "2026-02-07"}) == full
	notes({"free_rows": 0, "filled_at": "2026-02-08"}) == set()
	notes({"free_rows": 1, "filled_at": "2026-02-07"}) == set()
	notes({"free_rows": 0, "filled_at": "2026-02-07", "replaced_at": "2026-03-01"}) == set()
	notes({"free_rows": 0}) == {
		["low", "S1: it is full, and the day on which it was filled is missing"],
	}
	changed({"free_rows": 0, "filled_at": "2026-02-07"}) == set()
}

test_not_applicable if {
	closed := doc(object.union(account, {"status": "closed"}), [])
	denied(closed) == set()
	not incomplete_seal_card.applicable with input as closed
	bare := doc(object.remove(account, ["authorised_handler"]), [])
	denied(bare) == set()
	not incomplete_seal_card.applicable with input as bare
	incomplete_seal_card.applicable with input as doc(account, [])
}
