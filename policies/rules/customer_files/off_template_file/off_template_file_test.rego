package rules.customer_files.off_template_file_test

import data.rules.customer_files.off_template_file

params := {"CIC-004b": {
	"current_template_version": "v2",
	"mandatory_fields": ["name", "needs"],
	"template_effective_at": "2026-01-01",
}}

file := {
	"file_id": "F-1",
	"status": "active",
	"created_at": "2026-01-01T00:00:00+08:00",
	"template_version": "v2",
	"missing_fields": [],
	"_loc": {"file": "files.csv", "line": 2},
}

doc(row) := {"evidence": {"customer_files": [row]}}

denied(row) := result if {
	result := off_template_file.deny with input as doc(row)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

noted(row) := result if {
	result := off_template_file.warn with input as doc(row)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

messages(found) := {finding.msg | some finding in found}

test_complete_file_on_the_current_template_passes if {
	denied(file) == set()
	noted(file) == set()
	denied(object.remove(file, ["missing_fields"])) == set()
}

test_new_file_on_another_template if {
	row := object.union(file, {"template_version": "v1"})
	denied(row) == {{
		"msg": "F-1: it does not follow the template v2",
		"msg_zh": "F-1:未使用现行模板v2",
		"subject": "F-1",
		"_loc": {"file": "files.csv", "line": 2},
	}}
	noted(row) == set()
}

test_new_file_on_an_unknown_template if {
	messages(denied(object.remove(file, ["template_version"]))) == {concat("", [
		"F-1: it does not follow the template v2",
	])}
}

test_older_file_on_another_template_is_noted if {
	row := object.union(file, {
		"template_version": "v1",
		"created_at": "2025-12-31T23:59:59+08:00",
		"missing_fields": ["needs"],
	})
	denied(row) == set()
	noted(row) == {{
		"msg": "F-1: it does not follow the template v2; mandatory entries are missing: needs",
		"msg_zh": "F-1:未使用现行模板v2;缺少必填项目:needs",
		"subject": "F-1",
		"severity": "low",
		"_loc": {"file": "files.csv", "line": 2},
	}}
	messages(noted(object.union(row, {"created_at": "2025-12-31", "missing_fields": []}))) == {
		"F-1: it does not follow the template v2",
	}
}

test_file_of_the_day_the_template_took_effect_is_new if {
	row := object.union(file, {"template_version": "v1", "created_at": "2026-01-01"})
	count(denied(row)) == 1
	noted(row) == set()
}

test_file_of_unknown_age_counts_as_new if {
	row := object.union(object.remove(file, ["created_at"]), {"template_version": "v1"})
	count(denied(row)) == 1
	noted(row) == set()
}

test_mandatory_entries_missing if {
	row := object.union(file, {"missing_fields": ["needs", "hobbies", "name"]})
	messages(denied(row)) == {"F-1: mandatory entries are missing: name, needs"}
	denied(object.union(file, {"missing_fields": ["hobbies"]})) == set()
}

test_migrated_older_file_is_judged_in_full if {
	row := object.union(file, {"missing_fields": ["needs"], "created_at": "2020-05-06"})
	messages(denied(row)) == {"F-1: mandatory entries are missing: needs"}
	noted(row) == set()
}

test_destroyed_files_are_no_subject if {
	row := object.union(file, {
		"status": "destroyed",
		"template_version": "v1",
		"missing_fields": ["name"],
	})
	denied(row) == set()
	noted(object.union(row, {"created_at": "2020-05-06"})) == set()
	off_template_file.applicable == false with input as doc(row)
}

test_other_files_are_applicable if {
	off_template_file.applicable with input as doc(file)
}
