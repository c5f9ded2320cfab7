package rules.privacy.statement_before_collection_test

import data.rules.privacy.statement_before_collection

params := {"PRV-101": {"max_avg_sentence_chars": 60}}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"review": {finding.msg | some finding in found.review},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := statement_before_collection with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set(), "review": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

reviewed(messages) := object.union(clean, {"review": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

statement := {
	"version": "2",
	"effective_at": "2026-02-01",
	"legal_approved_at": "2026-02-01",
	"url": "https://bank.example/privacy",
	"reachable": true,
	"avg_sentence_chars": 60,
	"_loc": {"file": "statements.csv"},
}

point := {"point_id": "P-1", "fields": [], "statement_version": "2", "_loc": {"file": "points.csv"}}

given(statements, points) := {"privacy_statement": statements, "collection_points": points}

changed(patch) := judged(given([object.union(statement, patch)], [point]))

without(field) := judged(given([object.remove(statement, [field])], [point]))

shows(patch) := judged(given([statement], [object.union(point, patch)]))

test_a_statement_shown_everywhere if {
	changed({}) == clean
	judged(given([statement], [])) == clean
}

test_faults_of_the_statement if {
	without("legal_approved_at") == denied({"2: it has no legal approval"})
	late := denied({"2: its legal approval came after it took effect"})
	changed({"legal_approved_at": "2026-02-02"}) == late
	changed({"legal_approved_at": "2026-02-01T10:00:00+08:00"}) == late
	without("url") == denied({"2: it has no address"})
	without("reachable") == denied({"2: it cannot be reached"})
	changed({"reachable": false}) == denied({"2: it cannot be reached"})
}

test_the_newest_statement_counts if {
	old := object.remove(
		object.union(statement, {"version": "1", "effective_at": "2025-01-01"}),
		["url"],
	)
	judged(given([old, statement], [point])) == clean
	other := object.union(point, {"statement_version": "1"})
	judged(given([old, statement], [other])) == denied({
		"P-1: it shows version 1, not the privacy statement in force",
	})
}

test_no_statement_in_force if {
	none := "privacy_statement: no privacy statement is in force"
	shown := "P-1: it shows version 2, not the privacy statement in force"
	changed({"effective_at": "2026-03-11"}) == denied({none, shown})
	without("effective_at") == denied({none, shown})
	judged(given([], [point])) == denied({none, shown})
	judged(given([], [])) == clean
	gapped("privacy_statement", given([], [point])) == doubted({none, shown})
}

test_points_without_the_statement if {
	without_version := judged(given([statement], [object.remove(point, ["statement_version"])]))
	without_version == denied({"P-1: it shows no version of the privacy statement"})
	shows({"statement_version": "3"}) == denied({
		"P-1: it shows version 3, not the privacy statement in force",
	})
}

test_plainness_is_for_a_person if {
	changed({"avg_sentence_chars": 61}) == reviewed({
		"2: its sentences have 61 characters on average, more than 60",
	})
	without("avg_sentence_chars") == reviewed({"2: the length of its sentences is not known"})
	changed({"avg_sentence_chars": 0}) == clean
}
