package lib.evidence_test

import data.lib.evidence

doc := {
	"evidence": {"loan_register": [{"loan_id": "L-1"}], "hr_roster": [], "odd": "text"},
	"gaps": {"loan_register": [{"reason": "denied"}], "hr_roster": []},
}

test_a_kind_is_delivered_even_if_empty if {
	evidence.delivered("loan_register") with input as doc
	evidence.delivered("hr_roster") with input as doc
}

test_a_kind_is_not_delivered if {
	not evidence.delivered("copy_register") with input as doc
	not evidence.delivered("odd") with input as doc
	not evidence.delivered("hr_roster") with input as {}
}

test_a_kind_with_a_gap_is_incomplete if {
	evidence.incomplete("loan_register") with input as doc
}

test_a_kind_that_was_not_delivered_is_incomplete if {
	evidence.incomplete("copy_register") with input as doc
	evidence.incomplete("hr_roster") with input as {}
}

test_a_kind_without_gaps_is_complete if {
	not evidence.incomplete("hr_roster") with input as doc
	not evidence.incomplete("hr_roster") with input as {"evidence": {"hr_roster": []}}
}

test_the_place_is_the_first_row_of_the_first_kind_that_holds_any if {
	document := {"evidence": {"a": [], "b": [{"_loc": {"line": 2}}, {}], "c": [{"_loc": {"line": 3}}]}}
	evidence.place(["d", "a", "b", "c"]) == {"line": 2} with input as document
	evidence.place(["c", "b"]) == {"line": 3} with input as document
	not evidence.place(["a", "d"]) with input as document
}

test_the_place_of_a_missing_row if {
	given := {"evidence": {"hr_roster": [{"_loc": {"line": 2}}, {"_loc": {"line": 3}}]}}
	evidence.place_of("hr_roster") == {"line": 2} with input as given
	evidence.place_of("loan_register") == {"file": "loan_register"} with input as given
}

test_targets_of_which_a_kind_could_not_be_read if {
	gaps := [{"target": "h1", "reason": "denied"}, {"target": "h2", "reason": "absent"}]
	evidence.unread("hr_roster") == {"h1", "h2"} with input as {"gaps": {"hr_roster": gaps}}
	evidence.unread("copy_register") == set() with input as {"gaps": {"hr_roster": gaps}}
	evidence.unread("copy_register") == set() with input as {}
}
