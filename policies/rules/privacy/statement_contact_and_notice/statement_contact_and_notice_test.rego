package rules.privacy.statement_contact_and_notice_test

import data.rules.privacy.statement_contact_and_notice

params := {"PRV-103": {"min_coverage_pct": 100, "lead_days": 0}}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := statement_contact_and_notice with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

statement := {
	"version": "2",
	"effective_at": "2026-03-01",
	"contact": "privacy@bank.example",
	"material_change": true,
	"_loc": {"file": "statements.csv"},
}

notice := {
	"notice_id": "N-1",
	"customer_id": "C-1",
	"topic": "statement_update",
	"ref": "2",
	"delivered": true,
	"sent_at": "2026-03-01",
	"_loc": {"file": "notices.csv"},
}

customer := {
	"system_id": "crm",
	"customer_id": "C-1",
	"active": true,
	"first_contact_at": "2025-01-01",
	"_loc": {"file": "crm.csv"},
}

given(statements, notices, customers) := {
	"privacy_statement": statements,
	"customer_notices": notices,
	"crm_records": customers,
}

changed(patch) := judged(given([object.union(statement, patch)], [notice], [customer]))

told(patch) := judged(given([statement], [object.union(notice, patch)], [customer]))

of_customer(patch) := judged(given([statement], [], [object.union(customer, patch)]))

untold(reached, total) := concat("", [
	sprintf("2: %v of %v active customers were told of it ", [reached, total]),
	"0 days before it took effect, less than 100 %",
])

none := denied({untold(0, 1)})

test_contact_and_notice if changed({}) == clean

test_contact if {
	bare := object.remove(statement, ["contact"])
	judged(given([bare], [notice], [customer])) == denied({"2: it states no contact"})
	old := object.union(bare, {"version": "1", "effective_at": "2025-01-01", "material_change": false})
	judged(given([old, statement], [notice], [customer])) == clean
	next := object.union(bare, {"version": "3", "effective_at": "2026-03-11"})
	judged(given([next, statement], [notice], [customer])) == denied({"3: it states no contact"})
}

test_notices_that_do_not_count if {
	told({"sent_at": "2026-03-02"}) == none
	told({"sent_at": "2026-03-01T00:00:01+08:00"}) == none
	told({"sent_at": "2026-03-01T00:00:00+08:00"}) == clean
	told({"sent_at": "2026-02-28T23:59:59+08:00"}) == clean
	told({"delivered": false}) == none
	told({"topic": "service_change"}) == none
	told({"ref": "1"}) == none
	told({"customer_id": "C-2"}) == none
	every field in ["sent_at", "delivered", "ref", "customer_id"] {
		judged(given([statement], [object.remove(notice, [field])], [customer])) == none
	}
}

instant(sent_at) := judged(given(
	[object.union(statement, {"effective_at": "2026-03-01T09:00:00+08:00"})],
	[object.union(notice, {"sent_at": sent_at})],
	[customer],
))

test_an_effect_at_an_instant if {
	instant("2026-03-01T09:00:00+08:00") == clean
	instant("2026-03-01T09:00:01+08:00") == none
	instant("2026-02-28") == clean
	instant("2026-03-01") == none
}

with_lead(statement_patch, sent_at) := {finding.msg | some finding in found} if {
	rows := given(
		[object.union(statement, statement_patch)],
		[object.union(notice, {"sent_at": sent_at})],
		[customer],
	)
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
	found := statement_contact_and_notice.deny with input as document
		with data.params as {"PRV-103": {"min_coverage_pct": 100, "lead_days": 7}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_lead_days if {
	count(with_lead({}, "2026-02-22")) == 0
	count(with_lead({}, "2026-02-23")) == 1
	soon := {"effective_at": "2026-03-17T09:00:00+08:00"}
	count(with_lead(soon, "2026-03-10T08:00:00+08:00")) == 0
	count(with_lead(soon, "2026-03-10T10:00:00+08:00")) == 0
	sooner := {"effective_at": "2026-03-17T08:59:59+08:00"}
	count(with_lead(sooner, "2026-03-10T09:00:00+08:00")) == 1
	count(with_lead(sooner, "2026-03-10T08:59:59+08:00")) == 0
	count(with_lead({"effective_at": "2026-03-17"}, "2026-03-11")) == 0
	count(with_lead({"effective_at": "2026-03-16"}, "2026-03-10")) == 1
}

# Whether telling two of three customers is too few.
too_few(min_coverage_pct) if {
	second := object.union(notice, {"customer_id": "C-2"})
	three := [object.union(customer, {"customer_id": id}) | some id in ["C-1", "C-2", "C-3"]]
	rows := given([statement], [notice, second], three)
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
	found := statement_contact_and_notice.deny with input as document
		with data.params as {"PRV-103": {"min_coverage_pct": min_coverage_pct, "lead_days": 0}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	count(found) > 0
}

test_coverage if {
	too_few(67)
	not too_few(66)
}

test_changes_still_to_come if {
	judged(given([object.union(statement, {"effective_at": "2026-03-10"})], [], [customer])) == clean
	judged(given([object.union(statement, {"effective_at": "2026-03-09"})], [], [customer])) == none
	judged(given(
		[object.union(statement, {"effective_at": "2026-03-10T09:00:00+08:00"})],
		[],
		[customer],
	)) == clean
	judged(given(
		[object.union(statement, {"effective_at": "2026-03-10T08:59:59+08:00"})],
		[],
		[customer],
	)) == none
}

test_who_must_be_told if {
	of_customer({}) == none
	of_customer({"active": false}) == clean
	of_customer({"first_contact_at": "2026-03-02"}) == clean
	of_customer({"first_contact_at": "2026-03-01"}) == none
	judged(given([statement], [], [object.remove(customer, ["active", "first_contact_at"])])) == none
	judged(given([statement], [], [])) == clean
	second := object.union(customer, {"system_id": "core"})
	third := object.union(customer, {"customer_id": "C-3"})
	judged(given([statement], [notice, notice], [customer, second, third])) == denied({untold(1, 2)})
}

test_only_material_changes if {
	judged(given([object.union(statement, {"material_change": false})], [], [customer])) == clean
	unsaid := object.remove(statement, ["material_change"])
	unsure := doubted({"2: it is not recorded whether it is a material change"})
	judged(given([unsaid], [], [customer])) == unsure
	undated := object.remove(statement, ["effective_at"])
	judged(given([undated], [notice], [customer])) == denied({"2: it has no time of effect"})
	judged(given([object.union(undated, {"material_change": false})], [notice], [customer])) == clean
}

test_registers_not_fully_read if {
	gapped("customer_notices", given([statement], [], [customer])) == doubted({untold(0, 1)})
	gapped("crm_records", given([statement], [], [customer])) == doubted({untold(0, 1)})
	gapped("privacy_statement", given([statement], [], [customer])) == none
}
