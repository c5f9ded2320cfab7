package rules.communication.untold_purpose_test

import data.rules.communication.untold_purpose

params := {
	"forbidden_purposes": ["\u63d0\u5347\u670d\u52a1", "\u4e1a\u52a1\u9700\u8981"],
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := untold_purpose with input as document
		with data.params as {"COM-813": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

point := {
	"point_id": "P-1",
	"fields": [],
	"purpose": "开户",
	"purpose_shown": true,
	"_loc": {"file": "points.csv", "line": 2},
}

statement := {
	"version": "2",
	"effective_at": "2026-02-01",
	"elements": ["contact", "purpose:开户", "purpose:业务需要", "purpose:业务需要、提升服务"],
	"_loc": {"file": "statements.csv", "line": 2},
}

given(points, statements) := {"collection_points": points, "privacy_statement": statements}

changed(patch) := judged(given([object.union(point, patch)], [statement]))

test_a_purpose_that_is_told_passes if changed({}) == clean

test_no_purpose if {
	judged(given([object.remove(point, ["purpose"])], [statement])) == denied({
		"P-1: it has no purpose",
	})
}

test_purpose_not_shown if {
	changed({"purpose_shown": false}) == denied({"P-1: the purpose is not shown"})
	judged(given([object.remove(point, ["purpose_shown"])], [statement])) == doubted({
		"P-1: it is not known whether the purpose is shown",
	})
}

test_general_purpose if {
	changed({"purpose": "业务需要"}) == denied({
		"P-1: the purpose 业务需要 says nothing in particular",
	})
	changed({"purpose": "业务需要、提升服务"}) == denied({
		"P-1: the purpose 业务需要、提升服务 says nothing in particular",
	})
	changed({"purpose": "业务需要, 提升服务"}).deny == {concat("", [
		"P-1: no privacy statement in force names the purpose 业务需要, 提升服务; ",
		"the purpose 业务需要, 提升服务 says nothing in particular",
	])}
	partly := "业务需要、开户"
	changed({"purpose": partly}).deny == {concat("", [
		"P-1: no privacy statement in force names the purpose ", partly,
	])}
}

test_purpose_that_no_statement_names if {
	unstated := {"P-1: no privacy statement in force names the purpose 开户"}
	judged(given([point], [])) == denied(unstated)
	old := object.union(statement, {"effective_at": "2026-01-01"})
	new := object.union(statement, {"version": "3", "elements": ["contact"]})
	judged(given([point], [old, new])) == denied(unstated)
	future := object.union(statement, {"effective_at": "2026-03-11"})
	judged(given([point], [future])) == denied(unstated)
	judged(given([point], [object.remove(statement, ["elements"])])) == denied(unstated)
}

test_unread_statements_leave_it_unknown if {
	gaps := {"privacy_statement": [{"reason": "denied"}]}
	unstated := {"P-1: no privacy statement in force names the purpose 开户"}
	judge(given([point], []), params, gaps) == doubted(unstated)
	judge(given([point], [statement]), params, gaps) == clean
}

test_a_full_stop_makes_no_purpose_particular if {
	every purpose in ["业务需要。", "业务需要!", "提升服务. 业务需要", "。"] {
		some msg in changed({"purpose": purpose}).deny
		contains(msg, sprintf("the purpose %s says nothing in particular", [purpose]))
	}
}
