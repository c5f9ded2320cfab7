package lib.findings_test

import data.lib.findings

row := {
	"id": "A-1",
	"host": "h1",
	"number": 7,
	"_loc": {"file": "a.csv", "line": 2},
	"_locs": {"port": {"file": "a.conf", "line": 9}},
}

one := findings.plain("no owner", "没有负责人")

two := findings.text("late by %v days", "迟%v日", [3], [3])

test_texts_hold_both_languages if {
	one == {"en": "no owner", "zh": "没有负责人"}
	two == {"en": "late by 3 days", "zh": "迟3日"}
}

test_texts_may_order_their_values_differently if {
	findings.text("%s of %s", "%s的%s", ["a", "b"], ["b", "a"]) == {"en": "a of b", "zh": "b的a"}
}

test_key_joins_the_fields_in_order if {
	findings.key(row, ["id"]) == "A-1"
	findings.key(row, ["host", "id"]) == "h1/A-1"
	findings.key(row, ["id", "host"]) == "A-1/h1"
	findings.key(row, ["id", "number"]) == "A-1/7"
}

test_empty_fields_take_part_in_the_key if {
	findings.key(row, ["nothing", "id"]) == "/A-1"
}

test_one_finding_holds_all_faults_of_a_row if {
	findings.of(row, ["id"], {two, one}) == {
		"msg": "A-1: late by 3 days; no owner",
		"msg_zh": "A-1:没有负责人;迟3日",
		"subject": "A-1",
		"_loc": {"file": "a.csv", "line": 2},
	}
}

test_the_order_of_faults_does_not_matter if {
	findings.of(row, ["id"], [one, two]) == findings.of(row, ["id"], [two, one])
}

test_a_field_is_found_where_it_stands if {
	findings.at(row, "port", ["id"], {one}) == {
		"msg": "A-1/port: no owner",
		"msg_zh": "A-1/port:没有负责人",
		"subject": "A-1/port",
		"_loc": {"file": "a.conf", "line": 9},
	}
}

test_a_field_without_place_is_found_at_its_row if {
	findings.at(row, "name", ["id"], {one})._loc == row._loc
	findings.at(object.remove(row, ["_locs"]), "port", ["id"], {one})._loc == row._loc
}

test_a_finding_at_any_place if {
	loc := {"file": "b.csv", "line": 4}
	findings.about(loc, "S1", {one}) == {
		"msg": "S1: no owner",
		"msg_zh": "S1:没有负责人",
		"subject": "S1",
		"_loc": loc,
	}
}
