package rules.agreements.leaver_not_closed_test

import data.rules.agreements.leaver_not_closed

params := {"NDA-206": {"grace_days": 0, "disable_hours": 24}}

post := {
	"person": "u1",
	"employed": false,
	"hired_at": "2020-01-01",
	"left_at": "2026-03-05",
	"accounts": ["u1-ad"],
	"_loc": {"file": "hr.csv", "line": 2},
}

checklist := {
	"person": "u1",
	"left_at": "2026-03-05",
	"materials_held": ["file F-1"],
	"materials_returned_at": "2026-03-05",
	"outstanding": [],
	"signed_at": "2026-03-05T23:59:59+08:00",
	"_loc": {"file": "exits.csv", "line": 3},
}

loan := {"loan_id": "LN-1", "borrower": "u1", "_loc": {"file": "loans.csv", "line": 4}}

account := {
	"system_id": "crm",
	"account": "u1-ad",
	"person": "u1",
	"enabled": false,
	"_loc": {"file": "ad.json", "line": 5},
}

document(evidence) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": object.union(
		{
			"hr_roster": [post],
			"exit_checklists": [checklist],
			"loan_register": [],
			"account_inventory": [],
		},
		evidence,
	),
}

judged(doc, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := leaver_not_closed with input as doc
		with data.params as settings
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

# The places of the findings where no checklist is delivered.
lines(posts) := {finding._loc.line | some finding in (found.deny | found.unknown)} if {
	found := leaver_not_closed with data.params as params
		with input as document({"hr_roster": posts, "exit_checklists": []})
}

result(evidence) := judged(document(evidence), params)

at(now, evidence) := judged(object.union(document(evidence), {"now": now}), params)

with_checklist(change) := result({"exit_checklists": [object.union(checklist, change)]})

without(fields) := result({"exit_checklists": [object.remove(checklist, fields)]})

with_loan(change) := result({"loan_register": [object.union(loan, change)]})

with_account(change) := result({"account_inventory": [object.union(account, change)]})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := {"deny": {message}, "unknown": set(), "applicable": true}

test_everything_closed_on_the_last_day if {
	result({"account_inventory": [account]}) == clean
}

no_checklist := denied("u1/2026-03-05: there is no exit checklist")

test_missing_checklist_is_one_finding_for_a_leaver if {
	result({"exit_checklists": []}) == no_checklist
	with_checklist({"person": "u2"}) == no_checklist
	with_checklist({"left_at": "2026-03-04"}) == no_checklist
	with_checklist({"person": "u1-ad"}) == clean
	second := object.union(post, {"role": "sales", "_loc": {"file": "hr.csv", "line": 9}})
	result({"hr_roster": [post, second], "exit_checklists": []}) == no_checklist
	lines([post, second]) == {2}
	lines([object.remove(row, ["left_at"]) | some row in [post, second]]) == {2}
}

test_unread_checklists_prove_nothing if {
	gaps := {"gaps": {"exit_checklists": ["exits.csv"]}}
	doc := object.union(document({"exit_checklists": []}), gaps)
	judged(doc, params) == {"deny": set(), "unknown": no_checklist.deny, "applicable": true}
}

unsigned := denied("u1/2026-03-05: the exit checklist was not signed by 2026-03-05")

unreturned := denied("u1/2026-03-05: the materials were not returned by 2026-03-05")

test_signature if {
	with_checklist({"signed_at": "2026-03-05"}) == clean
	with_checklist({"signed_at": "2026-03-06"}) == unsigned
	with_checklist({"signed_at": "2026-03-06T00:00:00+08:00"}) == unsigned
	without(["signed_at"]) == unsigned
}

test_return_of_materials if {
	with_checklist({"materials_returned_at": "2026-03-05T23:59:59+08:00"}) == clean
	with_checklist({"materials_returned_at": "2026-03-06"}) == unreturned
	without(["materials_returned_at"]) == unreturned
}

test_nothing_held_nothing_to_return if {
	without(["materials_returned_at", "materials_held"]) == clean
	row := object.remove(checklist, ["materials_returned_at", "materials_held"])
	empty := object.union(row, {"materials_held": []})
	result({"exit_checklists": [empty]}) == clean
	result({"exit_checklists": [object.remove(empty, ["signed_at"])]}) == unsigned
}

test_outstanding_things if {
	outstanding := denied("u1/2026-03-05: 2 things are outstanding")
	with_checklist({"outstanding": ["key", "badge"]}) == outstanding
	without(["outstanding"]) == clean
}

test_all_faults_of_a_checklist_in_one_finding if {
	without(["signed_at", "materials_returned_at"]) == denied(concat("", [
		"u1/2026-03-05: the exit checklist was not signed by 2026-03-05; ",
		"the materials were not returned by 2026-03-05",
	]))
}

graced(now, row) := judged(
	object.union(document({"exit_checklists": [row]}), {"now": now}),
	{"NDA-206": {"grace_days": 2, "disable_hours": 24}},
)

test_days_of_grace if {
	now := "2026-03-10T09:00:00+08:00"
	graced(now, object.union(checklist, {"signed_at": "2026-03-07"})) == clean
	late := denied("u1/2026-03-05: the exit checklist was not signed by 2026-03-07")
	graced(now, object.union(checklist, {"signed_at": "2026-03-08"})) == late
}

test_inside_the_days_of_grace_nothing_is_missing if {
	open := object.union(object.remove(checklist, ["signed_at"]), {"outstanding": ["key"]})
	graced("2026-03-07T23:59:59+08:00", open) == clean
	count(graced("2026-03-08T00:00:00+08:00", open).deny) == 1
	other := object.union(checklist, {"person": "u2"})
	graced("2026-03-07T23:59:59+08:00", other) == clean
	count(graced("2026-03-08T00:00:00+08:00", other).deny) == 1
	again := {"hr_roster": [post, object.union(post, {"left_at": "2026-03-09"})]}
	judged(document(again), {"NDA-206": {"grace_days": 2, "disable_hours": 24}}) == clean
}

test_the_last_day_is_not_over_before_midnight if {
	at("2026-03-05T23:59:59+08:00", {"exit_checklists": [], "loan_register": [loan]}) == absent
	at("2026-03-06T00:00:00+08:00", {"exit_checklists": []}) == no_checklist
}

open_loan := denied("LN-1: u1 left on 2026-03-05 without returning the loan")

test_loans if {
	with_loan({}) == open_loan
	with_loan({"returned_at": "2026-03-05"}) == clean
	with_loan({"borrower": "u2"}) == clean
	with_loan({"borrower": "u1-ad"}).deny == {
		"LN-1: u1-ad left on 2026-03-05 without returning the loan",
	}
}

still_enabled := denied("crm/u1-ad: it is still enabled 24 h after its owner left on 2026-03-05")

test_enabled_account_of_a_person_or_looked_up_by_its_name if {
	with_account({"enabled": true}) == still_enabled
	with_account({"enabled": true, "person": "u2"}) == clean
	enabled := object.union(account, {"enabled": true})
	other_first := [object.union(enabled, {"account": "u2-ad", "person": "u2"}), enabled]
	result({"account_inventory": other_first}) == still_enabled
	nameless := object.union(object.remove(account, ["person"]), {"enabled": true})
	result({"account_inventory": [nameless]}) == still_enabled
	other := object.union(nameless, {"account": "svc"})
	result({"account_inventory": [other]}) == clean
}

test_hours_to_disable if {
	enabled := {"account_inventory": [object.union(account, {"enabled": true})]}
	at("2026-03-07T00:00:00+08:00", enabled) == clean
	at("2026-03-07T00:00:01+08:00", enabled) == still_enabled
}

used := denied("crm/u1-ad: it was used more than 24 h after its owner left on 2026-03-05")

test_login_after_leaving if {
	with_account({"last_login_at": "2026-03-07T00:00:00+08:00"}) == clean
	with_account({"last_login_at": "2026-03-07T00:00:01+08:00"}) == used
	with_account({"last_login_at": "2026-03-06"}) == clean
	with_account({"last_login_at": "2026-03-07"}) == used
	count(with_account({"enabled": true, "last_login_at": "2026-03-08"}).deny) == 1
}

back := object.union(object.remove(post, ["left_at"]), {"employed": true, "hired_at": day})

day := "2026-03-08"

later_traces := {
	"loan_register": [loan],
	"account_inventory": [object.union(account, {"enabled": true, "last_login_at": "2026-03-09"})],
}

rehired(row) := result(object.union(later_traces, {"hr_roster": [post, row]}))

test_rehired_people_have_accounts_again_but_still_need_the_checklist if {
	result({"hr_roster": [post, back], "exit_checklists": []}) == no_checklist
	rehired(back) == clean
	rehired(object.union(back, {"hired_at": "2026-03-05"})) == clean
	rehired(object.union(object.remove(back, ["hired_at"]), {"valid_from": "2026-03-08"})) == clean
}

test_people_are_not_rehired_by_an_older_or_ended_post if {
	count(rehired(object.union(back, {"hired_at": "2020-01-01"})).deny) == 2
	count(rehired(object.remove(back, ["hired_at"])).deny) == 2
	count(rehired(object.union(back, {"employed": false})).deny) == 2
	count(rehired(object.union(back, {"hired_at": "2026-03-11"})).deny) == 2
}

test_the_last_departure_counts_for_accounts if {
	again := object.union(post, {"hired_at": "2026-03-06", "left_at": day})
	dates := {"left_at": day, "signed_at": day, "materials_returned_at": day}
	evidence := {
		"hr_roster": [post, again],
		"exit_checklists": [checklist, object.union(checklist, dates)],
		"account_inventory": [object.union(account, {"last_login_at": "2026-03-09"})],
	}
	result(evidence) == clean
	missing := denied("u1/2026-03-08: there is no exit checklist")
	result(object.union(evidence, {"exit_checklists": [checklist]})) == missing
}

test_a_leaver_without_a_date_is_not_evaluated if {
	row := object.remove(post, ["left_at"])
	expected := {
		"deny": set(),
		"unknown": {"u1: the person is not employed, but the roster gives no leaving date"},
		"applicable": true,
	}
	result({"hr_roster": [row]}) == expected
	result({"hr_roster": [row, object.union(row, {"role": "sales"})]}) == expected
	result({"hr_roster": [row, object.union(row, {"employed": true})]}) == absent
	result({"hr_roster": [row, post]}) == clean
}

test_nobody_left if {
	result({"hr_roster": []}) == absent
	result({"hr_roster": [object.union(post, {"left_at": "2026-03-10"})]}) == absent
}

test_one_thing_outstanding if {
	found := result({"exit_checklists": [object.union(checklist, {"outstanding": ["badge"]})]})
	found.deny == {"u1/2026-03-05: 1 things are outstanding"}
}
