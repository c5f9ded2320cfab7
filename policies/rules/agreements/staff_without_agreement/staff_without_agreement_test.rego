package rules.agreements.staff_without_agreement_test

import data.rules.agreements.staff_without_agreement

params := {"included_employment": ["employee", "contractor", "intern"]}

agreement := {
	"agreement_id": "A-1",
	"kind": "staff_nda",
	"person": "u1",
	"signed_by_us": "u9",
	"signed_by_counterparty": "Qian",
	"signed_at": "2026-01-05",
	"effective_at": "2026-01-05",
	"_loc": {"file": "agreements.csv", "line": 2},
}

post := {
	"person": "u1",
	"employed": true,
	"handles_customer_info": true,
	"employment_type": "employee",
	"accounts": ["u1-crm"],
	"_loc": {"file": "hr.csv", "line": 3},
}

reading := {
	"event_id": "E-1",
	"actor": "u1-crm",
	"at": "2026-01-05T00:00:01+08:00",
	"_loc": {"file": "log.csv", "line": 4},
}

base := {
	"agreements": [agreement],
	"hr_roster": [post],
	"access_log": [reading],
}

judged(evidence, gaps, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	document := {
		"now": "2026-03-10T09:00:00+08:00",
		"gaps": gaps,
		"evidence": object.union(base, evidence),
	}
	found := staff_without_agreement with input as document
		with data.params as {"NDA-201": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

without(fields) := result({"agreements": [object.remove(agreement, fields)]})

employed(change) := result({"agreements": [], "hr_roster": [object.union(post, change)]})

none := denied("u1: no confidentiality agreement is registered")

test_with_an_agreement if {
	result({}) == clean
	agreed({"person": "u1-crm"}) == clean
}

test_without_an_agreement if {
	result({"agreements": []}) == none
	agreed({"kind": "customer_nda"}) == none
	agreed({"person": "u2"}) == none
	result({"agreements": [], "access_log": []}) == none
}

defect(text) := denied(concat(" ", ["u1: agreement A-1:", text]))

test_defects if {
	without(["signed_by_us"]) == defect("it is not signed for the organisation")
	without(["signed_by_counterparty"]) == defect("the person has not signed it")
	without(["signed_at"]) == defect("the time of signing is not recorded")
	without(["effective_at"]) == defect("it is not in force")
	agreed({"expires_at": "2026-03-09"}) == defect("it is not in force")
	agreed({"expires_at": "2026-03-10"}) == clean
	future := {
		"agreements": [object.union(agreement, {"effective_at": "2026-03-11"})],
		"access_log": [],
	}
	result(future) == defect("it is not in force")
}

late := defect("it took effect after the first access to customer information, on 2026-01-04")

opened(at) := {"access_log": [reading, object.union(reading, {"event_id": "E-2", "at": at})]}

test_access_before_the_agreement if {
	result(opened("2026-01-04T23:59:59+08:00")) == late
	result(opened("2026-01-04T16:00:00Z")) == clean
	strange := {"access_log": [object.union(reading, {"actor": "u2", "at": "2025-12-01"})]}
	result(strange) == clean
	result({"access_log": []}) == clean
}

test_the_best_agreement_counts if {
	worse := object.remove(
		object.union(agreement, {"agreement_id": "A-0"}),
		["signed_by_us", "signed_at"],
	)
	result({"agreements": [worse, agreement]}) == clean
	bad := object.remove(agreement, ["signed_at"])
	result({"agreements": [worse, bad]}) == defect("the time of signing is not recorded")
}

test_who_needs_one if {
	employed({"employed": false}) == absent
	employed({"handles_customer_info": false}) == absent
	employed({"employment_type": "intern"}) == none
	result({
		"agreements": [],
		"hr_roster": [object.remove(post, ["employment_type"])],
	}) == none
	less := {"included_employment": ["employee"]}
	intern := {"agreements": [], "hr_roster": [object.union(post, {"employment_type": "intern"})]}
	judged(intern, {}, less) == absent
}

test_a_post_of_which_nothing_is_said if {
	silent := object.remove(post, ["handles_customer_info"])
	result({"hr_roster": [silent]}) == clean
	result({"agreements": [], "hr_roster": [silent]}) == doubted(concat("; ", [
		"u1: no confidentiality agreement is registered",
		"the roster does not say whether the post touches customer information",
	]))
	result({"agreements": [], "hr_roster": [silent, post]}) == none
}

test_one_finding_for_a_person if {
	found := staff_without_agreement.deny with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": {
			"agreements": [],
			"access_log": [],
			"hr_roster": [
				object.union(post, {"_loc": {"file": "hr.csv", "line": 2}}),
				object.union(post, {"_loc": {"file": "hr.csv", "line": 9}}),
			],
		},
	}
		with data.params as {"NDA-201": params}
	{finding._loc.line | some finding in found} == {2}
}

test_agreements_that_could_not_be_read if {
	gaps := {"agreements": ["a file"]}
	judged({"agreements": []}, gaps, {}) == object.union(clean, {"unknown": none.deny})
	judged({}, gaps, {}) == clean
}

test_a_renewed_agreement if {
	old := object.union(agreement, {"agreement_id": "A-0", "expires_at": "2026-01-31"})
	new := object.union(agreement, {"effective_at": "2026-02-01"})
	result({"agreements": [old, new]}) == clean
	result({"agreements": [object.remove(old, ["signed_by_us"]), new]}) == denied(concat(" ", [
		"u1: agreement A-1: it took effect after the first access to customer information,",
		"on 2026-01-05",
	]))
	gap := object.union(old, {"effective_at": "2025-01-01", "expires_at": "2026-01-04"})
	count(result({"agreements": [gap, new]}).deny) == 1
	result({"agreements": [old]}) == object.union(clean, {"deny": {
		"u1: agreement A-0: it is not in force",
	}})
}

test_a_post_that_ended if {
	employed({"valid_until": "2026-03-09"}) == absent
	employed({"valid_until": "2026-03-10"}) == none
	employed({"left_at": "2026-03-09"}) == absent
}
