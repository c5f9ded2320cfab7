package rules.access_rights.unlimited_access_grant_test

import data.rules.access_rights.unlimited_access_grant

params := {"IAM-001": {"max_grant_days": 365, "review_days": 183}}

grant := {
	"grant_id": "G1",
	"account": "a102",
	"person": "u102",
	"data_class": "personal",
	"purpose": "settlement",
	"scope": "branch-01",
	"granted_at": "2025-06-01T12:00:00+08:00",
	"expires_at": "2026-06-01T12:00:00+08:00",
	"last_reviewed_at": "2025-09-08T12:00:00+08:00",
	"approved_by": "u900",
	"_loc": {"file": "grants.csv", "line": 2},
}

account := {"system_id": "core", "account": "a102", "person": "u102", "enabled": true}

# 183 days, to the second, after the review.
now := "2026-03-10T12:00:00+08:00"

doc(grants, accounts, at) := {
	"now": at,
	"evidence": {"access_grants": grants, "account_inventory": accounts},
}

found(given) := result if {
	result := unlimited_access_grant.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := unlimited_access_grant.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(given) := result if {
	result := unlimited_access_grant.applicable with input as given
}

patched(patch) := denied(doc([object.union(grant, patch)], [account], now))

without(field) := denied(doc([object.remove(grant, [field])], [account], now))

test_a_limited_grant_passes if {
	found(doc([grant], [account], now)) == set()
	doubts(doc([grant], [account], now)) == set()
}

test_missing_fields if {
	found(doc([object.remove(grant, ["purpose"])], [account], now)) == {{
		"msg": "G1: the purpose is missing",
		"msg_zh": "G1:缺少用途",
		"subject": "G1",
		"_loc": {"file": "grants.csv", "line": 2},
	}}
	without("scope") == {"G1: the scope is missing"}
	without("expires_at") == {"G1: it has no end"}
	bare := object.remove(grant, ["purpose", "scope"])
	denied(doc([bare], [account], now)) == {"G1: the purpose is missing; the scope is missing"}
}

test_the_term_is_too_long if {
	patched({"expires_at": "2026-06-01T12:00:01+08:00"}) == {concat("", [
		"G1: it runs from 2025-06-01T12:00:00+08:00 to 2026-06-01T12:00:01+08:00, ",
		"longer than 365 days",
	])}
	patched({"granted_at": "2025-06-01", "expires_at": "2026-06-01"}) == set()
	count(patched({"granted_at": "2025-06-01", "expires_at": "2026-06-02"})) == 1
}

ended := {"expires_at": "2026-03-10T11:59:59+08:00"}

test_it_has_ended_but_the_account_lives if {
	patched(ended) == {concat("", [
		"G1: it ended at 2026-03-10T11:59:59+08:00 while its account is still enabled",
	])}
	patched({"expires_at": now}) == set()
	patched({"expires_at": "2026-03-10"}) == set()
	row := object.union(grant, ended)
	closed := doc([row], [object.union(account, {"enabled": false})], now)
	denied(closed) == set()
	doubts(closed) == set()
}

test_an_account_that_is_not_listed_is_unknown if {
	given := doc([object.union(grant, ended)], [object.union(account, {"account": "b"})], now)
	denied(given) == set()
	doubts(given) == {
		"G1: it has ended, and whether its account is still enabled is not known",
	}
	doubts(doc([grant], [], now)) == set()
}

test_the_review_is_too_old if {
	patched({"last_reviewed_at": "2025-09-08T11:59:59+08:00"}) == {concat("", [
		"G1: its last review was at 2025-09-08T11:59:59+08:00, ",
		"more than 183 days ago",
	])}
	without("last_reviewed_at") == {concat("", [
		"G1: its granting, not reviewed since, was at 2025-06-01T12:00:00+08:00, ",
		"more than 183 days ago",
	])}
	fresh := object.union(object.remove(grant, ["last_reviewed_at"]), {"granted_at": "2025-09-08"})
	denied(doc([fresh], [account], now)) == set()
}

own := {"G1: it was approved by the person who holds it"}

test_approval if {
	without("approved_by") == {"G1: nobody approved it"}
	patched({"approved_by": "u102"}) == own
}

test_persons_are_compared_not_accounts if {
	patched({"approved_by": "a102"}) == own
	mine := {"system_id": "crm", "account": "b102", "person": "u102", "enabled": true}
	row := object.union(grant, {"approved_by": "b102"})
	denied(doc([row], [account, mine], now)) == own
	nameless := object.remove(object.union(grant, {"approved_by": "u102"}), ["person"])
	denied(doc([nameless], [account], now)) == own
	named := object.union(grant, {"person": "b102", "approved_by": "u102"})
	denied(doc([named], [mine], now)) == own
}

test_an_unknown_holder_is_unknown if {
	row := object.remove(grant, ["person"])
	doubts(doc([row], [account], now)) == set()
	doubts(doc([row], [object.remove(account, ["person"])], now)) == {
		"G1: the person who holds it is not recorded",
	}
}

bad := object.remove(grant, ["purpose"])

test_revoked_grants_are_no_subject if {
	gone := doc([object.union(bad, {"revoked_at": now})], [account], now)
	denied(gone) == set()
	applies(gone) == false
	later := doc([object.union(bad, {"revoked_at": "2026-03-10T12:00:01+08:00"})], [account], now)
	count(denied(later)) == 1
}

test_data_of_an_unknown_class_counts if {
	count(denied(doc([object.remove(bad, ["data_class"])], [account], now))) == 1
	none := doc([object.union(bad, {"data_class": "none"})], [account], now)
	denied(none) == set()
	applies(none) == false
}

test_applicable if {
	applies(doc([grant], [], now))
	applies(doc([], [account], now)) == false
}
