package rules.communication.missing_risk_notice_test

import data.rules.communication.missing_risk_notice

params := {
	"sample_pct": 100,
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"review": {finding.msg | some finding in found.review},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := missing_risk_notice with input as document
		with data.params as {"COM-860": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set(), "review": set()}

denied(messages) := object.union(clean, {"deny": messages})

reviewed(messages) := object.union(clean, {"review": messages})

applies(rows) if {
	missing_risk_notice.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"COM-860": params}
}

pitch := {
	"interaction_id": "I-1",
	"customer_id": "C-1",
	"at": "2026-03-01",
	"kind": "product_pitch",
	"channel": "phone",
	"risk_notice_given": true,
	"_loc": {"file": "calls.csv", "line": 2},
}

page := {
	"item": "product_page",
	"place": "website",
	"version": "1",
	"published_at": "2026-01-01",
	"risk_notice": true,
	"_loc": {"file": "pages.csv", "line": 2},
}

given(pitches, pages) := {"interaction_log": pitches, "published_content": pages}

pitched(patch) := judged(given([object.union(pitch, patch)], [page]))

published(patch) := judged(given([pitch], [object.union(page, patch)]))

test_notices_given_pass if pitched({}) == clean

test_offer_without_notice if {
	fault := denied({"I-1: the product was offered without a risk notice"})
	pitched({"risk_notice_given": false}) == fault
	judged(given([object.remove(pitch, ["risk_notice_given"])], [])) == fault
	pitched({"risk_notice_given": false, "kind": "call"}) == clean
}

test_page_without_notice if {
	fault := denied({"product_page/website/1: the page has no risk notice"})
	published({"risk_notice": false}) == fault
	judged(given([], [object.remove(page, ["risk_notice"])])) == fault
	published({"risk_notice": false, "item": "charges"}) == clean
}

unheard := object.union(object.remove(pitch, ["risk_notice_given"]), {
	"interaction_id": "I-2",
	"_loc": {"file": "calls.csv", "line": 3},
})

halved(rows) := judge(given(rows, []), {"sample_pct": 50}, {})

test_calls_outside_a_sample_are_for_review if {
	halved([pitch, unheard]) == reviewed({concat("", [
		"sample: 1 of 2 calls were judged as a sample; see that it is random and stated",
	])})
	judged(given([pitch, unheard], [])) == denied({
		"I-2: the product was offered without a risk notice",
	})
	refused := object.union(pitch, {"risk_notice_given": false})
	halved([refused, unheard]).deny == {"I-1: the product was offered without a risk notice"}
}

test_small_samples_do_not_count if {
	more := object.union(unheard, {"interaction_id": "I-3"})
	halved([pitch, unheard, more]) == denied({
		"I-2: the product was offered without a risk notice",
		"I-3: the product was offered without a risk notice",
	})
}

test_samples_of_exactly_the_share_count if {
	rows := given([pitch, unheard], [])
	judge(rows, {"sample_pct": 50.5}, {}) == denied({
		"I-2: the product was offered without a risk notice",
	})
}

test_only_calls_are_sampled if {
	visit := object.union(unheard, {"channel": "branch"})
	halved([pitch, visit]) == denied({"I-2: the product was offered without a risk notice"})
	small := object.union(pitch, {"channel": "branch"})
	halved([small, unheard]) == denied({"I-2: the product was offered without a risk notice"})
}

test_the_sample_is_shown_at_its_first_call if {
	found := missing_risk_notice.review with input as {"evidence": given([pitch, unheard], [])}
		with data.params as {"COM-860": {"sample_pct": 50}}
	[finding._loc.line | some finding in found] == [3]
}

test_applicable if {
	applies(given([pitch], []))
	applies(given([], [page]))
	not applies(given([object.union(pitch, {"kind": "call"})], []))
	not applies(given([], [object.union(page, {"item": "charges"})]))
}
