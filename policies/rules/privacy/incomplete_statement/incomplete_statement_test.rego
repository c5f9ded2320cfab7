package rules.privacy.incomplete_statement_test

import data.rules.privacy.incomplete_statement

params := {"PRV-102": {"required_elements": ["collect_contents", "change_contact"]}}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := incomplete_statement with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(evidence) := answer if {
	answer := incomplete_statement.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

statement := {
	"version": "2",
	"effective_at": "2026-03-10",
	"elements": ["collect_contents", "change_contact"],
	"_loc": {"file": "statements.csv"},
}

given(statements) := {"privacy_statement": statements}

changed(patch) := judged(given([object.union(statement, patch)]))

contact := "2/change_contact: the element is absent"

contents := "2/collect_contents: the element is absent"

heading := "2/collect_contents: the element is a heading with no text"

test_a_complete_statement if {
	changed({}) == clean
	changed({"empty_elements": ["other"]}) == clean
}

test_one_finding_for_each_missing_element if {
	changed({"elements": ["collect_contents"]}) == denied({contact})
	changed({"elements": []}) == denied({contact, contents})
	judged(given([object.remove(statement, ["elements"])])) == denied({contact, contents})
}

test_a_heading_without_text if {
	changed({"empty_elements": ["collect_contents"]}) == denied({heading})
	changed({
		"elements": ["change_contact"],
		"empty_elements": ["collect_contents"],
	}) == denied({contents})
}

test_only_the_statement_in_force_counts if {
	old := object.union(statement, {"version": "1", "effective_at": "2025-01-01", "elements": []})
	judged(given([old, statement])) == clean
	changed({"effective_at": "2026-03-11", "elements": []}) == clean
}

test_a_statement_without_a_time if {
	undated := object.remove(statement, ["effective_at"])
	judged(given([undated])) == doubted({
		"2: it has no time of effect, so that it may be the one in force",
	})
	applies(given([undated]))
}

test_applicable if {
	applies(given([statement]))
	not applies(given([object.union(statement, {"effective_at": "2026-03-11"})]))
	not applies(given([]))
}
