package rules.access_rights.unowned_account_test

import data.rules.access_rights.unowned_account

params := {"IAM-002": {
	"dormant_days": 90,
	"incompatible_pairs": [["make_payment", "approve_payment"]],
}}

account := {
	"system_id": "core",
	"account": "li",
	"kind": "personal",
	"person": "P1",
	"enabled": true,
	"privileged": false,
	"last_login_at": "2026-01-01T12:00:00+08:00",
	"_loc": {"file": "accounts.csv", "line": 2},
}

person := {
	"person": "P1",
	"dept": "it",
	"role": "it_staff",
	"employed": true,
	"accounts": ["li", "ops"],
	"_loc": {"file": "roster.csv", "line": 2},
}

colleague := object.union(person, {"person": "P2", "accounts": ["ops"]})

grant := {
	"grant_id": "G1",
	"account": "li",
	"person": "P1",
	"object_id": "core",
	"purpose": "make_payment",
	"granted_at": "2026-01-01",
	"_loc": {"file": "grants.csv", "line": 2},
}

second := object.union(grant, {
	"grant_id": "G2",
	"purpose": "approve_payment",
	"_loc": {"file": "grants.csv", "line": 3},
})

# 90 days, to the second, after the last use of the account.
now := "2026-04-01T12:00:00+08:00"

evidence(accounts, roster, grants) := {
	"now": now,
	"evidence": {"account_inventory": accounts, "hr_roster": roster, "access_grants": grants},
}

denied(given) := found if {
	found := unowned_account.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknowns(given) := found if {
	found := unowned_account.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

messages(row) := {finding.msg | some finding in denied(evidence([row], [person], []))}

doubts(row) := {finding.msg | some finding in unknowns(evidence([row], [person], []))}

changed(fields) := object.union(account, fields)

applies(accounts, grants) := answer if {
	answer := unowned_account.applicable with input as evidence(accounts, [person], grants)
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

nobody := {"core/li: nobody in the roster of staff answers for it"}

test_an_account_in_use_by_its_owner_passes if {
	messages(account) == set()
	doubts(account) == set()
}

test_disabled_accounts_are_left_alone if {
	row := changed({"enabled": false, "person": "P9", "privileged": true})
	messages(row) == set()
	doubts(object.remove(row, ["last_login_at", "privileged"])) == set()
}

test_an_owner_who_is_not_in_the_roster if {
	denied(evidence([changed({"person": "P9"})], [person], [])) == {{
		"msg": "core/li: its owner P9 is not employed",
		"msg_zh": "core/li:其责任人P9不在职",
		"subject": "core/li",
		"_loc": {"file": "accounts.csv", "line": 2},
	}}
}

test_an_owner_who_left if {
	expected := {"core/li: its owner P1 is not employed"}
	every leaver in [{"employed": false}, {"left_at": "2026-03-31"}, {"valid_until": "2026-03-31"}] {
		found := denied(evidence([account], [object.union(person, leaver)], []))
		{finding.msg | some finding in found} == expected
	}
}

test_an_owner_who_leaves_today_is_still_employed if {
	last_day := object.union(person, {"left_at": "2026-04-01"})
	denied(evidence([account], [last_day], [])) == set()
}

test_an_owner_with_another_current_post if {
	former := object.union(person, {"valid_until": "2026-01-31"})
	denied(evidence([account], [former, person], [])) == set()
}

test_an_empty_owner_is_found_through_the_roster if {
	unowned := object.remove(account, ["person"])
	messages(unowned) == set()
	messages(object.union(unowned, {"kind": "social"})) == set()
	leaver := object.union(person, {"employed": false})
	{finding.msg | some finding in denied(evidence([unowned], [leaver], []))} == {
		"core/li: its owner P1 is not employed",
	}
}

test_an_account_that_maps_to_nobody if {
	stranger := object.union(person, {"accounts": ["wang"]})
	every kind in {"personal", "shared", "social"} {
		row := object.remove(changed({"kind": kind}), ["person"])
		{finding.msg | some finding in denied(evidence([row], [stranger], []))} == nobody
	}
}

test_a_personal_account_of_two_persons_is_nobodys if {
	row := object.remove(changed({"account": "ops"}), ["person"])
	{finding.msg | some finding in denied(evidence([row], [person, colleague], []))} == {
		"core/ops: nobody in the roster of staff answers for it",
	}
}

test_a_shared_account_needs_one_employed_person if {
	row := object.remove(changed({"account": "ops", "kind": "shared"}), ["person"])
	left := object.union(person, {"employed": false})
	denied(evidence([row], [left, colleague], [])) == set()
	all_left := [left, object.union(colleague, {"employed": false})]
	{finding.msg | some finding in denied(evidence([row], all_left, []))} == {
		"core/ops: its owner P1, P2 is not employed",
	}
}

test_a_service_account_needs_a_named_owner if {
	row := changed({"kind": "service"})
	messages(row) == set()
	messages(object.remove(row, ["person"])) == nobody
}

test_owners_are_unknown_while_a_source_of_the_roster_is_unread if {
	rows := [object.remove(changed({"kind": "service"}), ["person"])]
	given := object.union(evidence(rows, [person], []), {"gaps": {"hr_roster": [{}]}})
	denied(given) == set()
	{finding.msg | some finding in unknowns(given)} == nobody
}

test_dormant_by_one_second if {
	messages(changed({"last_login_at": "2026-01-01T11:59:59+08:00"})) == {
		"core/li: it was last used at 2026-01-01T11:59:59+08:00, more than 90 days ago",
	}
}

test_last_use_on_a_plain_date if {
	messages(changed({"last_login_at": "2026-01-01"})) == set()
	count(messages(changed({"last_login_at": "2025-12-31"}))) == 1
}

test_dormant_service_accounts_count if {
	row := changed({"kind": "service", "last_login_at": "2025-01-01"})
	count(messages(row)) == 1
}

test_last_use_in_the_future_is_a_data_error if {
	messages(changed({"last_login_at": "2026-04-01T13:00:01+08:00"})) == {
		"core/li: its last use is dated in the future",
	}
}

test_no_last_use_is_unknown_for_personal_and_shared_accounts if {
	expected := {"core/li: its last use is not recorded"}
	row := object.remove(account, ["last_login_at"])
	messages(row) == set()
	doubts(row) == expected
	doubts(object.union(row, {"kind": "shared"})) == expected
	doubts(object.union(row, {"kind": "service"})) == set()
	doubts(object.union(row, {"kind": "social"})) == set()
}

privileged := changed({"privileged": true})

ungranted := {"core/li: it is privileged without a live grant"}

privileged_messages(fields) := {finding.msg |
	some finding in denied(evidence([privileged], [person], [object.union(grant, fields)]))
}

test_privileged_with_a_live_grant if {
	privileged_messages({}) == set()
	privileged_messages({"expires_at": "2026-04-01"}) == set()
	privileged_messages({"revoked_at": "2026-04-01T12:00:01+08:00"}) == set()
	privileged_messages({"granted_at": now}) == set()
}

test_privileged_without_a_live_grant if {
	messages(privileged) == ungranted
	privileged_messages({"account": "wang"}) == ungranted
	privileged_messages({"expires_at": "2026-03-31"}) == ungranted
	privileged_messages({"revoked_at": now}) == ungranted
	privileged_messages({"granted_at": "2026-04-01T12:00:01+08:00"}) == ungranted
}

test_a_grant_is_unknown_while_a_source_of_grants_is_unread if {
	given := object.union(evidence([privileged], [person], []), {"gaps": {"access_grants": [{}]}})
	denied(given) == set()
	{finding.msg | some finding in unknowns(given)} == ungranted
}

test_an_account_that_may_be_privileged_is_unknown_without_a_grant if {
	row := object.remove(account, ["privileged"])
	messages(row) == set()
	doubts(row) == {concat("", [
		"core/li: it has no live grant, and whether it is privileged is not recorded",
	])}
	unknowns(evidence([row], [person], [grant])) == set()
}

test_all_faults_of_an_account_in_one_finding if {
	row := object.union(privileged, {"person": "P9", "last_login_at": "2025-01-01"})
	messages(row) == {concat("", [
		"core/li: it is privileged without a live grant; ",
		"it was last used at 2025-01-01, more than 90 days ago; ",
		"its owner P9 is not employed",
	])}
}

pairs(grants) := {finding.msg | some finding in denied(evidence([], [person, colleague], grants))}

test_incompatible_grants_of_one_person if {
	denied(evidence([], [person], [grant, second])) == {{
		"msg": "P1/make_payment/approve_payment: P1 may both make_payment and approve_payment",
		"msg_zh": concat("", [
			"P1/make_payment/approve_payment:",
			"P1同时拥有 make_payment 和 approve_payment 两项权限",
		]),
		"subject": "P1/make_payment/approve_payment",
		"_loc": {"file": "grants.csv", "line": 3},
		"related": [{"file": "grants.csv", "line": 2}],
	}}
}

test_the_person_counts_not_the_account if {
	by_account := object.remove(object.union(second, {"account": "li"}), ["person"])
	count(pairs([grant, by_account])) == 1
	count(pairs([grant, object.union(second, {"account": "li-2"})])) == 1
}

test_grants_of_two_persons_are_compatible if {
	pairs([grant, object.union(second, {"person": "P2"})]) == set()
}

test_other_purposes_are_compatible if {
	pairs([grant, object.union(second, {"purpose": "analysis"})]) == set()
}

test_only_live_grants_are_incompatible if {
	pairs([grant, object.union(second, {"expires_at": "2026-03-31"})]) == set()
	pairs([grant, object.union(second, {"revoked_at": "2026-03-31"})]) == set()
}

test_a_live_grant_without_a_purpose_is_unknown if {
	given := evidence([], [person], [object.remove(grant, ["purpose"])])
	{finding.msg | some finding in unknowns(given)} == {
		"G1: the purpose of the live grant is not recorded",
	}
	no_pairs := {"IAM-002": {"dormant_days": 90, "incompatible_pairs": []}}
	found := unowned_account.unknown with input as given with data.params as no_pairs
	found == set()
}

test_applicable_with_an_enabled_account_or_a_live_grant if {
	applies([account], [])
	applies([], [grant])
	not applies([changed({"enabled": false})], [])
	not applies([], [object.union(grant, {"expires_at": "2026-03-31"})])
}

test_faults_are_certain_with_complete_evidence if {
	unknowns(evidence([changed({"person": "P9", "privileged": true})], [person], [])) == set()
}

test_the_named_owner_of_a_shared_account_answers_for_it if {
	row := changed({"account": "ops", "kind": "shared"})
	denied(evidence([row], [person, colleague], [])) == set()
	left := object.union(person, {"employed": false})
	{finding.msg | some finding in denied(evidence([row], [left, colleague], []))} == {
		"core/ops: its owner P1 is not employed",
	}
}

test_incompatible_grants_are_shown_at_the_first_of_each if {
	again := object.union(grant, {"grant_id": "G3", "_loc": {"file": "grants.csv", "line": 4}})
	once_more := object.union(second, {"grant_id": "G4", "_loc": {"file": "grants.csv", "line": 5}})
	found := denied(evidence([], [person], [grant, second, again, once_more]))
	{[finding._loc.line, finding.related[0].line] | some finding in found} == {[3, 2]}
}
