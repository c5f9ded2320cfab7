package rules.customer_files.late_file_opening_test

import data.rules.customer_files.late_file_opening

params := {"CIC-004a": {
	"max_file_opening_days": 3,
	"registrar_role": "customer_information_specialist",
}}

# Monday 2026-03-02 to Friday 2026-03-13, with the weekend between.
calendar := [{"list": "working_days", "key": key, "value": value} |
	some day in numbers.range(2, 13)
	key := sprintf("2026-03-%02d", [day])
	value := {true: "false", false: "true"}[day in {7, 8}]
]

roster := [{
	"person": "u1",
	"role": "customer_information_specialist",
	"accounts": ["u1-login"],
	"hired_at": "2020-01-01",
	"valid_from": "2024-01-01",
}]

file := {
	"file_id": "F-1",
	"customer_id": "c1",
	"status": "active",
	"first_contact_at": "2026-03-04",
	"created_at": "2026-03-09T18:00:00+08:00",
	"registered_by": "u1-login",
	"_loc": {"file": "files.csv", "line": 2},
}

customer := {
	"system_id": "crm",
	"customer_id": "c1",
	"active": true,
	"first_contact_at": "2026-03-04T10:00:00+08:00",
	"_loc": {"file": "crm.csv", "line": 2},
}

doc(files, customers) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {
		"customer_files": files,
		"crm_records": customers,
		"hr_roster": roster,
		"reference_lists": calendar,
	},
}

found(given) := result if {
	result := late_file_opening.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := late_file_opening.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unread(given, kind) := object.union(given, {"gaps": {kind: [{"reason": "denied"}]}})

# The messages on the file when it holds other fields.
changed(fields) := denied(doc([object.union(file, fields)], [customer]))

without(fields) := denied(doc([object.remove(file, fields)], [customer]))

on_day(day, given) := object.union(given, {"now": day})

late := {"F-1: it was opened later than 3 working days after the first contact"}

unfiled := {"crm/c1: no file was opened in the 3 working days after the first contact"}

uncovered := concat(" ", [
	"the calendar does not cover the working days",
	"in which the file must be opened",
])

test_opened_on_the_last_working_day_passes if {
	given := doc([file], [customer])
	denied(given) == set()
	unjudged(given) == set()
}

test_opened_a_working_day_late if {
	given := doc([object.union(file, {"created_at": "2026-03-10"})], [customer])
	found(given) == {{
		"msg": "F-1: it was opened later than 3 working days after the first contact",
		"msg_zh": "F-1:建档晚于首次接触后3个工作日",
		"subject": "F-1",
		"_loc": {"file": "files.csv", "line": 2},
	}}
	unjudged(given) == set()
}

test_day_of_contact_from_the_customer_record if {
	empty := object.remove(file, ["first_contact_at"])
	denied(doc([empty], [customer])) == set()
	early := object.union(customer, {"system_id": "core", "first_contact_at": "2026-03-03"})
	denied(doc([empty], [customer, early])) == late
	denied(doc([empty], [object.union(early, {"active": false}), customer])) == set()
}

test_records_of_past_customers_tell_the_day_where_no_other_does if {
	empty := object.remove(file, ["first_contact_at"])
	past := object.union(customer, {"active": false})
	denied(doc([empty], [past])) == set()
	denied(doc([empty], [object.union(past, {"first_contact_at": "2026-03-03"})])) == late
	bare := object.remove(customer, ["first_contact_at"])
	denied(doc([empty], [past, bare])) == set()
	first := object.union(past, {"system_id": "core", "first_contact_at": "2026-03-03"})
	denied(doc([empty], [past, first])) == late
}

test_day_of_the_file_comes_first if {
	old := object.union(customer, {"first_contact_at": "2026-03-02"})
	denied(doc([file], [old])) == set()
	past := object.union(old, {"active": false})
	denied(doc([file], [past])) == set()
}

test_no_day_of_contact_anywhere if {
	empty := object.remove(file, ["first_contact_at"])
	given := doc([empty], [object.remove(customer, ["first_contact_at"])])
	denied(given) == {"F-1: no day of first contact is recorded"}
	unjudged(given) == set()
	denied(doc([empty], [])) == {"F-1: no day of first contact is recorded"}
	denied(unread(given, "crm_records")) == set()
	unjudged(unread(given, "crm_records")) == {"F-1: no day of first contact is recorded"}
	denied(doc([empty], [object.union(customer, {"customer_id": "c2"})])) == {
		"F-1: no day of first contact is recorded",
		"crm/c2: no file was opened in the 3 working days after the first contact",
	}
}

test_no_time_of_opening if {
	without(["created_at"]) == {"F-1: it has no time of opening"}
}

test_calendar_is_needed_for_slow_openings_only if {
	old := {"first_contact_at": "2024-05-06", "created_at": "2024-05-09"}
	given := doc([object.union(file, old)], [customer])
	denied(given) == set()
	unjudged(given) == set()
	slow := doc([object.union(file, object.union(old, {"created_at": "2024-05-10"}))], [customer])
	denied(slow) == set()
	unjudged(slow) == {concat("", ["F-1: ", uncovered])}
}

test_customer_without_a_file if {
	given := on_day("2026-03-10T00:00:00+08:00", doc([], [customer]))
	found(given) == {{
		"msg": "crm/c1: no file was opened in the 3 working days after the first contact",
		"msg_zh": "crm/c1:首次接触后3个工作日内未建档",
		"subject": "crm/c1",
		"_loc": {"file": "crm.csv", "line": 2},
	}}
	unjudged(given) == set()
	late_file_opening.applicable with input as given
}

test_customer_whose_file_is_not_yet_due if {
	given := on_day("2026-03-09T23:59:59+08:00", doc([], [customer]))
	denied(given) == set()
	unjudged(given) == set()
}

test_file_of_another_customer_does_not_count if {
	denied(doc([object.union(file, {"customer_id": "c9"})], [customer])) == unfiled
}

test_customer_in_several_systems_is_one_finding_at_the_first_contact if {
	early := object.union(customer, {"system_id": "core", "first_contact_at": "2026-03-02"})
	denied(doc([], [customer, early])) == {concat("", [
		"core/c1: no file was opened in the 3 working days after the first contact",
	])}
	bare := object.remove(early, ["first_contact_at"])
	denied(doc([], [bare, customer])) == unfiled
}

test_past_customers_need_no_file if {
	given := doc([], [object.union(customer, {"active": false})])
	denied(given) == set()
	unjudged(given) == set()
	late_file_opening.applicable == false with input as given
}

test_customers_that_may_be_past_ones_are_unknown if {
	given := doc([], [object.remove(customer, ["active"])])
	denied(given) == set()
	unjudged(given) == unfiled
	late_file_opening.applicable with input as given
	both := doc([], [customer, object.remove(customer, ["active"])])
	denied(both) == unfiled
	unjudged(both) == set()
}

test_customer_without_file_and_contact if {
	bare := object.remove(customer, ["first_contact_at"])
	denied(doc([], [bare])) == {"crm/c1: there is neither a file nor a day of first contact"}
	denied(doc([], [object.union(bare, {"system_id": "core"}), bare])) == {concat("", [
		"core/c1: there is neither a file nor a day of first contact",
	])}
}

test_unread_files_leave_customers_unknown if {
	given := unread(doc([], [customer]), "customer_files")
	denied(given) == set()
	unjudged(given) == unfiled
}

test_calendar_ends_before_the_file_is_due if {
	given := on_day("2026-03-16T09:00:00+08:00", doc([], [object.union(
		customer,
		{"first_contact_at": "2026-03-11"},
	)]))
	denied(given) == set()
	unjudged(given) == {concat("", ["crm/c1: ", uncovered])}
	fresh := on_day("2026-03-14T09:00:00+08:00", given)
	unjudged(fresh) == set()
}

test_entered_by_somebody_without_the_role if {
	text := concat("", [
		"F-1: u9, who entered it, ",
		"did not hold the role customer_information_specialist on that day",
	])
	given := doc([object.union(file, {"registered_by": "u9"})], [customer])
	denied(given) == {text}
	denied(unread(given, "hr_roster")) == set()
	unjudged(given) == set()
	unjudged(unread(given, "hr_roster")) == {text}
}

until(day) := denied(object.union(doc([file], [customer]), {"evidence": {"hr_roster": rows}})) if {
	rows := [object.union(row, {"valid_until": day}) | some row in roster]
}

test_role_given_up_before_that_day if {
	until("2026-03-09") == set()
	count(until("2026-03-08")) == 1
}

test_who_entered_it_is_not_recorded if {
	without(["registered_by"]) == {"F-1: who entered it is not recorded"}
}

test_files_older_than_the_roster_are_not_asked_who_entered_them if {
	old := {"first_contact_at": "2023-12-31", "created_at": "2023-12-31", "registered_by": "u9"}
	changed(old) == set()
	denied(doc([object.remove(object.union(file, old), ["registered_by"])], [customer])) == set()
	count(changed(object.union(old, {"created_at": "2024-01-01"}))) == 1
}

test_post_without_a_beginning_reaches_back_to_any_day if {
	old := {"first_contact_at": "2019-12-31", "created_at": "2019-12-31", "registered_by": "u9"}
	open := {"person": "u2", "role": "other"}
	given := doc([object.union(file, old)], [customer])
	denied(given) == set()
	longer := {"evidence": {"hr_roster": array.concat(roster, [open])}}
	count(denied(object.union(given, longer))) == 1
	hired := {"evidence": {"hr_roster": [object.union(open, {"hired_at": "2019-12-31"})]}}
	count(denied(object.union(given, hired))) == 1
	later := {"evidence": {"hr_roster": [object.union(open, {"hired_at": "2020-01-01"})]}}
	denied(object.union(given, later)) == set()
}

test_nothing_to_judge if {
	late_file_opening.applicable == false with input as doc([], [])
	late_file_opening.applicable with input as doc([file], [])
}
