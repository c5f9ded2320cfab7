package rules.ebanking.unannounced_change_test

import data.rules.ebanking.unannounced_change

params := {
	"website_items": [
		"service_introduction",
		"common_questions",
		"trading_rules",
	],
	"charge_places": [
		"website",
		"outlet",
	],
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unannounced_change with input as document
		with data.params as {"EBK-114": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with a source of a kind that could not be read.
gapped(kind, evidence) := results(
	object.union(document(evidence), {"gaps": {kind: [{"target": "t", "reason": "denied"}]}}),
	params,
)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := unannounced_change.applicable with input as document(evidence)
		with data.params as {"EBK-114": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

content(item, place) := {
	"item": item,
	"place": place,
	"version": "1",
	"published_at": "2026-03-10T09:00:00+08:00",
	"_loc": {"file": "content.csv", "line": 2},
}

published := [
	content("service_introduction", "website"),
	content("common_questions", "website"),
	content("trading_rules", "website"),
	content("charges", "website"),
	content("charges", "outlet"),
]

change := object.union(content("service_change", "website"), {
	"version": "SC-1",
	"subject_effective_at": "2026-03-10",
})

notice := {
	"notice_id": "N-1",
	"topic": "service_change",
	"ref": "SC-1",
	"sent_at": "2026-03-09T23:59:59+08:00",
}

given(row, notices) := {
	"customer_notices": notices,
	"published_content": array.concat(published, [row]),
}

notified(patch) := judged(given(change, [object.union(notice, patch)]))

untold := {concat("", [
	"service_change/website/SC-1: it took effect on 2026-03-10 ",
	"and customers were not told before",
])}

test_told_before if judged(given(change, [notice])) == clean

test_not_told if {
	judged(given(change, [])) == denied(untold)
	notified({"sent_at": "2026-03-10T00:00:00+08:00"}) == denied(untold)
	notified({"topic": "leak"}) == denied(untold)
	notified({"ref": "SC-2"}) == denied(untold)
	judged(given(change, [object.remove(notice, ["sent_at"])])) == denied(untold)
	planned := object.union(change, {"subject_effective_at": "2026-03-11"})
	judged(given(planned, [])) == clean
	judged(given(object.union(change, {"item": "other"}), [])) == clean
	gapped("customer_notices", given(change, [])) == doubted(untold)
	gapped("customer_notices", given(change, [notice])) == clean
}

test_changes_without_version_or_day if {
	judged(given(object.remove(change, ["version"]), [notice])) == doubted({concat("", [
		"service_change/website/: no notice can name it, it has no version",
	])})
	judged(given(object.remove(change, ["subject_effective_at"]), [notice])) == doubted({concat(
		"",
		["service_change/website/SC-1: when it takes effect is not recorded"],
	)})
	judged(given(object.remove(content("other", "website"), ["version"]), [])) == clean
}

shown(contents) := {"customer_notices": [notice], "published_content": contents}

absent := {
	"charges/outlet: it is not published",
	"trading_rules/website: it is not published",
}

test_what_must_be_published if {
	judged(shown(published)) == clean
	some_items := [published[0], published[1], published[3]]
	judged(shown(some_items)) == denied(absent)
	elsewhere := array.concat(some_items, [content("trading_rules", "outlet")])
	judged(shown(elsewhere)) == denied(absent)
	gapped("published_content", shown(some_items)) == doubted(absent)
	set_to({"website_items": [], "charge_places": ["website"]}, shown(some_items)) == clean
	count(judged(shown([])).deny) == 5
}

test_planned_publications_do_not_count if {
	later := object.union(published[4], {"published_at": "2026-03-10T09:00:01+08:00"})
	judged(shown(array.concat(array.slice(published, 0, 4), [later]))) == denied({concat("", [
		"charges/outlet: it is not published",
	])})
}

test_always_applicable if applies(shown([])) == true
