package rules.file_access.unsigned_confidentiality_rules_test

import data.rules.file_access.unsigned_confidentiality_rules

params := {"CIC-021": {
	"covered_depts": ["customer_service"],
	"grace_days": 14,
	"max_age_days": 365,
	"covered_roles": ["information_management_specialist", "customer_service_manager"],
}}

version := {
	"doc_id": "R-1",
	"version": "3",
	"topic": "customer_information_confidentiality",
	"approved_at": "2025-12-20",
	"effective_at": "2026-01-01",
}

post := {
	"person": "u1",
	"dept": "customer_service",
	"role": "customer_service_manager",
	"employed": true,
	"accounts": ["chief"],
	"valid_from": "2020-01-01",
	"_loc": {"file": "roster.csv", "line": 2},
}

signature := {
	"person": "u1",
	"kind": "confidentiality_rules",
	"doc_id": "R-1",
	"doc_version": "3",
	"signed_at": "2026-01-15",
}

given(posts, signatures, versions) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {
		"hr_roster": posts,
		"acknowledgements": signatures,
		"policy_register": versions,
	},
}

results(document) := {
	"deny": {[finding.msg, finding._loc.line] | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unsigned_confidentiality_rules with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

fails(message) := object.union(clean, {"deny": {[concat(": ", ["u1", message]), 2]}})

signed(patch) := results(given([post], [object.union(signature, patch)], [version]))

posted(patch) := results(given([object.union(post, patch)], [signature], [version]))

unposted(patch) := results(given([object.union(post, patch)], [], [version]))

unsigned(day) := fails(sprintf("version 3 is not signed, the last day was %s", [day]))

late(day) := fails(sprintf(
	"version 3 was signed on %s only, the last day was 2026-01-15",
	[day],
))

no_rules := fails("no version of the confidentiality rules is in force to be signed")

test_signed if {
	signed({}) == clean
	signed({"person": "chief"}) == clean
	results(given([post], [object.remove(signature, ["doc_id"])], [version])) == clean
}

test_not_signed if {
	results(given([post], [], [version])) == unsigned("2026-01-15")
	signed({"person": "u2"}) == unsigned("2026-01-15")
	signed({"kind": "three_prohibitions"}) == unsigned("2026-01-15")
	signed({"doc_version": "2"}) == unsigned("2026-01-15")
	signed({"doc_id": "R-2"}) == unsigned("2026-01-15")
	unversioned := object.remove(signature, ["doc_version"])
	results(given([post], [unversioned], [version])) == unsigned("2026-01-15")
	signed({"signed_at": "2026-03-11"}) == unsigned("2026-01-15")
}

test_signed_in_time if {
	signed({"signed_at": "2026-01-15T23:59:59+08:00"}) == clean
	signed({"signed_at": "2026-01-16T00:00:00+08:00"}) == late("2026-01-16")
	signed({"signed_at": "2026-01-16"}) == late("2026-01-16")
	signed({"signed_at": "2025-12-01"}) == clean
}

test_signed_again if {
	again := object.union(signature, {"signed_at": "2026-03-01"})
	results(given([post], [signature, again], [version])) == clean
	results(given([post], [again], [version])) == late("2026-03-01")
}

old_version := object.union(version, {"approved_at": "2019-12-20", "effective_at": "2020-01-01"})

test_signed_too_long_ago if {
	first := object.union(signature, {"signed_at": "2020-01-10"})
	last := object.union(signature, {"signed_at": "2025-03-10"})
	results(given([post], [first, last], [old_version])) == clean
	aged := object.union(last, {"signed_at": "2025-03-09"})
	message := "version 3 was last signed on %s, more than 365 days ago"
	results(given([post], [first, aged], [old_version])) == fails(sprintf(message, ["2025-03-09"]))
	results(given([post], [first], [old_version])) == fails(sprintf(message, ["2020-01-10"]))
}

test_days_of_grace_in_a_new_post if {
	unposted({"valid_from": "2026-02-24"}) == clean
	unposted({"valid_from": "2026-02-23"}) == unsigned("2026-03-09")
	started := object.remove(object.union(post, {"hired_at": "2026-02-24"}), ["valid_from"])
	results(given([started], [], [version])) == clean
	undated := object.remove(post, ["valid_from"])
	results(given([undated], [], [version])) == unsigned("2026-01-15")
}

test_days_of_grace_of_a_new_version if {
	newer := object.union(version, {"version": "4", "effective_at": "2026-02-24"})
	results(given([post], [signature], [version, newer])) == clean
	due := object.union(newer, {"effective_at": "2026-02-23"})
	message := "version 4 is not signed, the last day was 2026-03-09"
	results(given([post], [signature], [version, due])) == fails(message)
}

test_a_second_post_gives_no_grace if {
	place := {"file": "roster.csv", "line": 9}
	second := object.union(post, {"valid_from": "2026-03-01", "_loc": place})
	results(given([post, second], [], [version])) == unsigned("2026-01-15")
}

test_who_must_sign if {
	unposted({"role": "information_management_specialist"}) == unsigned("2026-01-15")
	unposted({"role": "counter", "is_head": true}) == unsigned("2026-01-15")
	unposted({"role": "counter", "is_head": false}) == absent
	unposted({"role": "counter"}) == absent
	unposted({"dept": "marketing"}) == absent
	unposted({"employed": false}) == absent
	unposted({"valid_until": "2026-03-10"}) == unsigned("2026-01-15")
	unposted({"valid_until": "2026-03-09"}) == absent
	unposted({"left_at": "2026-03-09"}) == absent
	results(given([], [signature], [version])) == absent
}

test_on_leave if {
	unposted({"leave_from": "2026-03-10", "leave_until": "2026-12-31"}) == absent
	unposted({"leave_from": "2026-03-11", "leave_until": "2026-12-31"}) == unsigned("2026-01-15")
	unposted({"leave_from": "2026-01-01"}) == absent
	unposted({"leave_until": "2026-12-31"}) == unsigned("2026-01-15")
}

test_back_from_leave if {
	unposted({"leave_from": "2026-01-15", "leave_until": "2026-02-24"}) == absent
	unposted({"leave_from": "2026-01-15", "leave_until": "2026-02-23"}) == unsigned("2026-03-09")
	unposted({"leave_from": "2026-01-16", "leave_until": "2026-02-23"}) == unsigned("2026-01-15")
	unposted({"leave_from": "2025-01-01", "leave_until": "2025-02-01"}) == unsigned("2026-01-15")
}

test_signed_after_a_leave if {
	away := object.union(post, {"leave_from": "2026-01-15", "leave_until": "2026-02-01"})
	in_time := object.union(signature, {"signed_at": "2026-02-15"})
	results(given([away], [in_time], [version])) == clean
	after := object.union(signature, {"signed_at": "2026-02-16"})
	results(given([away], [after], [version])) == fails(concat(", ", [
		"version 3 was signed on 2026-02-16 only",
		"the last day was 2026-02-15",
	]))
}

test_leave_stated_with_another_post if {
	other := object.union(post, {
		"dept": "marketing",
		"leave_from": "2026-03-01",
		"leave_until": "2026-12-31",
	})
	results(given([post, other], [], [version])) == absent
}

test_no_version_in_force if {
	results(given([post], [signature], [])) == no_rules
	other := object.union(version, {"topic": "privacy_policy"})
	results(given([post], [signature], [other])) == no_rules
	coming := object.union(version, {"effective_at": "2026-03-11"})
	results(given([post], [signature], [coming])) == no_rules
}

test_version_of_the_site if {
	north := object.union(version, {"site": "north"})
	results(given([object.union(post, {"site": "north"})], [], [north])) == unsigned("2026-01-15")
	results(given([object.union(post, {"site": "north"})], [signature], [north])) == clean
	results(given([object.union(post, {"site": "south"})], [signature], [north])) == no_rules
	results(given([post], [signature], [north])) == no_rules
	results(given([object.union(post, {"site": "north"})], [signature], [version])) == clean
	second := object.union(post, {"site": "north", "_loc": {"file": "roster.csv", "line": 9}})
	results(given([post, second], [], [north])) == unsigned("2026-01-15")
}

gap(kind) := results(object.union(given([post], [], [version]), {"gaps": {kind: ["a file"]}}))

test_evidence_not_fully_read if {
	message := "u1: version 3 is not signed, the last day was 2026-01-15"
	doubtful := object.union(clean, {"unknown": {message}})
	gap("acknowledgements") == doubtful
	gap("policy_register") == doubtful
	gap("hr_roster") == unsigned("2026-01-15")
}
