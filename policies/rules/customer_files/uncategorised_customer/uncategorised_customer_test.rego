package rules.customer_files.uncategorised_customer_test

import data.rules.customer_files.uncategorised_customer

params := {"CIC-003": {
	"categories": ["general", "special"],
	"trading_relationship_types": ["distributor", "individual"],
	"special_relationship_types": [
		"lawyer",
		"financial_adviser",
		"advertising",
		"public_relations",
		"bank",
		"insurance",
	],
}}

file := {
	"file_id": "F-1",
	"customer_id": "c1",
	"status": "active",
	"category": "general",
	"relationship_type": "distributor",
	"_loc": {"file": "files.csv", "line": 2},
}

changed(fields) := [object.union(file, fields)]

messages(rows) := {finding.msg | some finding in found} if {
	found := uncategorised_customer.deny with input as {"evidence": {"customer_files": rows}}
		with data.params as params
}

test_general_and_special_customers_pass if {
	messages([file]) == set()
	messages(changed({"relationship_type": "individual"})) == set()
	messages(changed({"category": "special", "relationship_type": "lawyer"})) == set()
}

test_missing_category if {
	messages([object.remove(file, ["category"])]) == {"F-1: it has no category"}
}

test_unknown_category if {
	messages(changed({"category": "vip"})) == {"F-1: its category is not one of general, special"}
}

test_special_types_are_not_general if {
	every type in params["CIC-003"].special_relationship_types {
		messages(changed({"relationship_type": type})) == {sprintf(
			"F-1: a %s is a special customer, not a general one",
			[type],
		)}
	}
}

test_trading_types_are_not_special if {
	every type in params["CIC-003"].trading_relationship_types {
		messages(changed({"category": "special", "relationship_type": type})) == {sprintf(
			"F-1: a %s is a general customer, not a special one",
			[type],
		)}
	}
}

test_other_types_are_not_compared if {
	messages(changed({"relationship_type": "other_cooperation"})) == set()
	messages(changed({"category": "special", "relationship_type": "other_cooperation"})) == set()
}

test_blank_relationship_type_and_category_are_one_finding if {
	rows := [object.remove(file, ["category", "relationship_type"])]
	messages(rows) == {"F-1: it has no category; it has no relationship type"}
}

test_blank_relationship_type_of_a_special_customer if {
	rows := [object.union(object.remove(file, ["relationship_type"]), {"category": "special"})]
	messages(rows) == {"F-1: it has no relationship type"}
}

unjudged(rows) := {finding.msg | some finding in found} if {
	found := uncategorised_customer.unknown with input as {"evidence": {"customer_files": rows}}
		with data.params as params
}

test_an_unknown_type_is_a_doubt if {
	unjudged(changed({"relationship_type": "solicitor"})) == {concat("", [
		"F-1: its relationship type is not a known one",
	])}
	unjudged(changed({"relationship_type": "solicitor", "status": "archived"})) == set()
	messages(changed({"relationship_type": "solicitor"})) == set()
	unjudged([object.remove(file, ["relationship_type"])]) == set()
	every type in ["distributor", "bank", "other_cooperation"] {
		unjudged(changed({"relationship_type": type})) == set()
	}
}

test_only_active_files_count if {
	every status in ["on_loan", "archived", "transferred", "destroyed"] {
		rows := [object.union(object.remove(file, ["category"]), {"status": status})]
		messages(rows) == set()
		uncategorised_customer.applicable == false with input as {"evidence": {"customer_files": rows}}
	}
}

test_applicable if {
	uncategorised_customer.applicable with input as {"evidence": {"customer_files": [file]}}
	uncategorised_customer.applicable == false with input as {"evidence": {"customer_files": []}}
}
