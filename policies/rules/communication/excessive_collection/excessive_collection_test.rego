package rules.communication.excessive_collection_test

import data.rules.communication.excessive_collection

params := {
	"sensitive_fields": ["id_no", "biometrics", "health", "race", "religion", "precise_location"],
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := excessive_collection with input as document
		with data.params as {"COM-812": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

point := {
	"point_id": "P-1",
	"fields": ["name", "phone"],
	"necessary_fields": ["name", "phone", "id_no"],
	"_loc": {"file": "points.csv", "line": 2},
}

given(patch) := {"collection_points": [object.union(point, patch)]}

test_necessary_fields_pass if judged(given({})) == clean

test_each_extra_field_is_a_finding if {
	judged(given({"fields": ["name", "income", "hobby"]})) == denied({
		"P-1/hobby: hobby is collected, which its purpose does not need",
		"P-1/income: income is collected, which its purpose does not need",
	})
}

severities(field) := {object.get(finding, "severity", "default") | some finding in found} if {
	found := excessive_collection.deny with input as {"evidence": given({"fields": [field]})}
		with data.params as {"COM-812": params}
}

test_a_sensitive_field_weighs_more if {
	severities("religion") == {"high"}
	severities("hobby") == {"default"}
	severities("id_no") == set()
}

test_no_list_of_necessary_fields if {
	unset := denied({"P-1: no list of the fields that its purpose needs is set"})
	judged({"collection_points": [object.remove(point, ["necessary_fields"])]}) == unset
	judged(given({"necessary_fields": []})) == unset
	judged(given({"necessary_fields": ["name"], "fields": []})) == clean
	judged(given({"necessary_fields": ["name"]})) == denied({
		"P-1/phone: phone is collected, which its purpose does not need",
	})
}
