package rules.third_parties.unowned_outsourcing_test

import data.rules.third_parties.unowned_outsourcing

params := {"review_days": 183}

partner := {
	"partner_id": "P-1",
	"name": "Lakeside Printing",
	"kind": "outsourcer",
	"internal_owner": "u1",
	"last_reviewed_at": "2025-09-08",
	"_loc": {"file": "partners.csv", "line": 2},
}

post := {
	"person": "u1",
	"employed": true,
	"hired_at": "2020-01-01",
	"_loc": {"file": "hr.csv", "line": 3},
}

base := {
	"partner_register": [partner],
	"hr_roster": [post],
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
	found := unowned_outsourcing with input as document
		with data.params as {"TPS-005": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

known(change) := result({"partner_register": [object.union(partner, change)]})

without(fields) := result({"partner_register": [object.remove(partner, fields)]})

test_owned_and_reviewed if result({}) == clean

test_the_review if {
	known({"last_reviewed_at": "2025-09-07"}) == denied(concat(", ", [
		"P-1: the last review was at 2025-09-07",
		"more than 183 days ago",
	]))
	without(["last_reviewed_at"]) == denied("P-1: the last review is not recorded")
}

absentee := "P-1: its owner u1 is not employed"

test_the_owner if {
	without(["internal_owner"]) == denied("P-1: no owner inside is named")
	result({"hr_roster": [object.union(post, {"employed": false})]}) == denied(absentee)
	result({"hr_roster": [object.union(post, {"left_at": "2026-03-09"})]}) == denied(absentee)
	result({"hr_roster": []}) == denied(absentee)
}

test_a_roster_that_could_not_be_read if {
	gaps := {"hr_roster": ["a file"]}
	judged({"hr_roster": []}, gaps, {}) == doubted(absentee)
	judged({}, gaps, {}) == clean
}

test_other_partners if {
	known({"kind": "delegate", "last_reviewed_at": "2020-01-01"}) == absent
	known({"relationship_end_at": "2026-03-09", "last_reviewed_at": "2020-01-01"}) == absent
	known({"relationship_end_at": "2026-03-10"}) == clean
}
