package rules.foreign_exchange.lowered_fx_standard_test

import data.rules.foreign_exchange.lowered_fx_standard

params := {"FXB-007": {
	"forbidden_reasons": ["performance_target"],
	"sales_roles": ["sales"],
	"target_window_days": 10,
	"pass_rate_jump_pct": 20,
}}

review := {
	"review_id": "R1",
	"stage": "in_process",
	"reviewer": "u1",
	"reviewer_role": "fx_reviewer",
	"at": "2026-03-02T09:00:00+08:00",
	"authenticity": "pass",
	"compliance": "pass",
	"evidence_docs": ["D1"],
	"_loc": {"file": "reviews.csv", "line": 2},
}

denied(rows) := {finding.msg | some finding in result} if {
	result := lowered_fx_standard.deny with input as {"evidence": {"fx_reviews": rows}}
		with data.params as params
}

unjudged(rows) := {finding.msg | some finding in result} if {
	result := lowered_fx_standard.unknown with input as {"evidence": {"fx_reviews": rows}}
		with data.params as params
}

doubted(rows) := result if {
	result := lowered_fx_standard.review with input as {"evidence": {"fx_reviews": rows}}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

changed(patch) := denied([object.union(review, patch)])

test_full_review_passes if {
	changed({}) == set()
	unjudged([review]) == set()
	doubted([review]) == set()
}

test_override if {
	changed({"override": true}) == {"R1: it was overridden without a reason"}
	changed({"override": true, "override_reason": "performance_target"}) == {
		"R1: it was overridden for performance_target",
	}
	changed({"override": true, "override_reason": "late papers"}) == set()
	changed({"override": false}) == set()
	changed({"override": false, "override_reason": "performance_target"}) == set()
}

test_pass_without_documents if {
	fault := {"R1: its authenticity passed without any document"}
	changed({"evidence_docs": []}) == fault
	denied([object.remove(review, ["evidence_docs"])]) == fault
	changed({"evidence_docs": [], "authenticity": "fail"}) == set()
	changed({"evidence_docs": [], "stage": "post"}) == set()
}

test_reviewer_of_sales if {
	changed({"reviewer_role": "sales"}) == {"R1: the reviewer is of the sales role sales"}
	bare := object.remove(review, ["reviewer_role"])
	denied([bare]) == set()
	unjudged([bare]) == {"R1: the role of the reviewer is missing"}
}

passing(n, at) := object.union(review, {
	"review_id": sprintf("P%d", [n]),
	"at": at,
	"_loc": {"file": "reviews.csv", "line": n},
})

failing(n, at, field) := object.union(passing(n, at), {field: "fail"})

# One of two passes before the last ten days.
early := [passing(2, "2026-01-01"), failing(3, "2026-03-21T23:59:59+08:00", "compliance")]

test_passes_rise_at_the_end_of_the_quarter if {
	doubted(array.concat(early, [passing(5, "2026-03-31"), passing(4, "2026-03-22")])) == {{
		"msg": "u1/2026-03-31: passes rise from 50% to 100% in the last 10 days of the quarter",
		"msg_zh": "u1/2026-03-31:季末10天通过率由50%升至100%",
		"subject": "u1/2026-03-31",
		"_loc": {"file": "reviews.csv", "line": 5},
	}}
}

test_share_that_does_not_rise_enough if {
	late := [passing(4, "2026-03-30"), failing(5, "2026-03-30", "authenticity")]
	doubted(array.concat(early, late)) == set()
	more := [
		passing(6, "2026-01-05"), passing(7, "2026-01-06"), passing(8, "2026-01-07"),
	]
	doubted(array.concat(array.concat(early, more), [passing(9, "2026-03-30")])) == set()
}

test_other_stages_and_reviewers_do_not_count if {
	post := object.union(passing(4, "2026-03-30"), {"stage": "post"})
	doubted(array.concat(early, [post])) == set()
	other := object.union(passing(4, "2026-03-30"), {"reviewer": "u2"})
	doubted(array.concat(early, [other])) == set()
}

test_each_quarter_stands_alone if {
	doubted(array.concat(early, [passing(4, "2026-06-30")])) == set()
	doubted([failing(2, "2026-05-01", "compliance"), passing(3, "2026-06-20")]) == set()
	doubted([failing(2, "2025-11-01", "compliance"), passing(3, "2025-12-21")]) == set()
	doubted([failing(2, "2026-07-01", "compliance"), passing(3, "2026-08-30")]) == set()
	every pair in [
		["2026-04-02", "2026-06-21"],
		["2026-09-20", "2026-09-21"],
		["2025-10-01", "2025-12-22"],
	] {
		rows := [failing(2, pair[0], "compliance"), passing(3, pair[1])]
		count(doubted(rows)) == 1
	}
}

test_the_way_a_reason_is_written if {
	count(changed({"override": true, "override_reason": " Performance_Target"})) == 1
}
