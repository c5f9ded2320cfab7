package rules.customer_files.wrong_owning_department_test

import data.rules.customer_files.wrong_owning_department

params := {"CIC-005": {
	"owner_dept": "customer_service",
	"compiler_roles": ["information_management_staff", "customer_information_specialist"],
}}

roster := [{
	"person": "u1",
	"role": "customer_information_specialist",
	"accounts": ["u1-login"],
	"hired_at": "2020-01-01",
	"left_at": "2026-03-02",
}]

file := {
	"file_id": "F-1",
	"status": "active",
	"owner_dept": "customer_service",
	"_loc": {"file": "files.csv", "line": 2},
}

issue := {
	"record_id": "R-1",
	"record": "issue",
	"report_id": "P-1",
	"compiled_by": "u1-login",
	"compiled_by_dept": "customer_service",
	"compiled_at": "2026-03-02T17:00:00+08:00",
	"issued_at": "2026-03-05T09:00:00+08:00",
	"_loc": {"file": "reports.csv", "line": 3},
}

doc(files, reports) := {"evidence": {
	"customer_files": files,
	"report_register": reports,
	"hr_roster": roster,
}}

found(given) := result if {
	result := wrong_owning_department.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := wrong_owning_department.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

changed(fields) := denied(doc([], [object.union(issue, fields)]))

without(fields) := denied(doc([], [object.remove(issue, fields)]))

untitled(name) := {concat("", [
	"R-1: ",
	name,
	", who compiled it, held none of the roles ",
	"information_management_staff, customer_information_specialist then",
])}

test_everything_in_the_owning_department_passes if {
	denied(doc([file], [issue])) == set()
	unjudged(doc([file], [issue])) == set()
}

test_file_of_another_department if {
	found(doc([object.union(file, {"owner_dept": "marketing"})], [])) == {{
		"msg": "F-1: it does not belong to the department customer_service",
		"msg_zh": "F-1:归属部门不是customer_service",
		"subject": "F-1",
		"_loc": {"file": "files.csv", "line": 2},
	}}
}

test_file_without_an_owner if {
	denied(doc([object.remove(file, ["owner_dept"])], [])) == {concat("", [
		"F-1: it does not belong to the department customer_service",
	])}
}

test_destroyed_files_need_no_owner if {
	given := doc([object.union(file, {"status": "destroyed", "owner_dept": "marketing"})], [])
	denied(given) == set()
	wrong_owning_department.applicable == false with input as given
}

test_report_of_another_department if {
	fault := {"R-1: it was not compiled by the department customer_service"}
	changed({"compiled_by_dept": "marketing"}) == fault
	without(["compiled_by_dept"]) == fault
}

test_compiler_without_the_role if {
	changed({"compiled_by": "u9"}) == untitled("u9")
	changed({"compiled_at": "2026-03-03"}) == untitled("u1-login")
	changed({"compiled_at": "2026-03-02"}) == set()
}

test_role_at_the_time_of_issue_where_no_other_is_recorded if {
	without(["compiled_at"]) == untitled("u1-login")
	row := object.union(object.remove(issue, ["compiled_at"]), {"issued_at": "2026-03-01"})
	denied(doc([], [row])) == set()
	without(["issued_at"]) == set()
}

test_neither_time_is_recorded if {
	without(["compiled_at", "issued_at"]) == {concat("", [
		"R-1: it has neither a time of compiling nor one of issue",
	])}
}

test_compiler_is_not_recorded if {
	without(["compiled_by"]) == {"R-1: who compiled it is not recorded"}
}

test_unread_roster_leaves_roles_unknown if {
	row := object.union(issue, {"compiled_by": "u9", "compiled_by_dept": "it"})
	given := object.union(
		doc([], [row]),
		{"gaps": {"hr_roster": [{"reason": "denied"}]}},
	)
	denied(given) == {"R-1: it was not compiled by the department customer_service"}
	unjudged(given) == untitled("u9")
	unjudged(doc([], [row])) == set()
}

test_other_records_are_not_applicable if {
	given := doc([], [object.union(issue, {"record": "request", "compiled_by_dept": "it"})])
	denied(given) == set()
	wrong_owning_department.applicable == false with input as given
}

test_files_or_issues_are_applicable if {
	wrong_owning_department.applicable with input as doc([file], [])
	wrong_owning_department.applicable with input as doc([], [issue])
}
