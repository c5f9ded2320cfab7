package rules.file_access.incomplete_access_application_test

import data.rules.file_access.incomplete_access_application

params := {
	"required_fields": ["object", "purpose", "reason", "reader_profile"],
	"min_text_chars": 4,
	"placeholder_texts": ["无", "同上", "工作需要", "n/a"],
}

application := {
	"application_id": "AP-1",
	"kind": "consult",
	"applicant": "u102",
	"decision": "approved",
	"object": "客户档案",
	"purpose": "annual review",
	"reason": "the auditor asked for it",
	"reader_profile": "clerk of the business department",
	"_loc": {"file": "applications.csv", "line": 2},
}

evidence(row) := {"evidence": {"access_applications": [row]}}

messages_with(row, settings) := {finding.msg | some finding in found} if {
	found := incomplete_access_application.deny with input as evidence(row)
		with data.params as {"CIC-018-1": settings}
}

messages(row) := messages_with(row, params)

changed(patch) := messages(object.union(application, patch))

test_complete_application if {
	messages(application) == set()
}

test_each_missing_field if {
	cases := {
		"object": "AP-1: the object is missing",
		"purpose": "AP-1: the purpose is missing",
		"reason": "AP-1: the reason is missing",
		"reader_profile": "AP-1: the profile of the reader is missing",
	}
	every field, message in cases {
		messages(object.remove(application, [field])) == {message}
		changed({field: " 。"}) == {message}
	}
}

test_length_in_characters if {
	changed({"reason": "查阅档案"}) == set()
	changed({"reason": "查档案"}) == {"AP-1: the reason is shorter than 4 characters"}
	changed({"reason": "abc "}) == {"AP-1: the reason is shorter than 4 characters"}
	changed({"reason": "abcd"}) == set()
}

test_placeholders if {
	changed({"purpose": "工作需要核对印鉴"}) == set()
	every text in ["无", "同上", "工作需要", "工作需要。", "工作需要！", "N/A", " n/a. "] {
		changed({"purpose": text}) == {"AP-1: the purpose is only a placeholder"}
	}
}

test_faults_are_one_finding if {
	changed({"purpose": "n/a", "reason": "x"}) == {concat("", [
		"AP-1: the purpose is only a placeholder; ",
		"the reason is shorter than 4 characters",
	])}
}

test_chinese_message if {
	row := object.remove(application, ["reader_profile"])
	found := incomplete_access_application.deny with input as evidence(row)
		with data.params as {"CIC-018-1": params}
	{finding.msg_zh | some finding in found} == {"AP-1:查阅人概况缺失"}
}

test_parameters if {
	fields := object.union(params, {"required_fields": ["applicant_dept"]})
	messages_with(application, fields) == {"AP-1: applicant_dept is missing"}
	length := object.union(params, {"min_text_chars": 14})
	messages_with(object.remove(application, ["object"]), length) == {concat("", [
		"AP-1: the object is missing; ",
		"the purpose is shorter than 14 characters",
	])}
	words := object.union(params, {"placeholder_texts": ["Annual Review"]})
	messages_with(application, words) == {"AP-1: the purpose is only a placeholder"}
	empty := object.union(params, {"placeholder_texts": [""]})
	row := object.remove(application, ["object"])
	messages_with(row, empty) == {"AP-1: the object is missing"}
}

test_pending_applications_are_in_scope if {
	row := object.union(object.remove(application, ["object"]), {"decision": "pending"})
	messages(row) == {"AP-1: the object is missing"}
	incomplete_access_application.applicable with input as evidence(row)
}

test_rejected_applications_and_loans_are_not_applicable if {
	every patch in [{"decision": "rejected"}, {"kind": "loan"}] {
		row := object.union(object.remove(application, ["object"]), patch)
		messages(row) == set()
		incomplete_access_application.applicable == false with input as evidence(row)
	}
}

test_empty_register_is_not_applicable if {
	given := {"evidence": {"access_applications": []}}
	incomplete_access_application.applicable == false with input as given
}
