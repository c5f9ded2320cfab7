# METADATA
# description: Who may sign an application as head of the applicant's department.
package lib.heads

import data.lib.people

posts[dept] contains row if {
	some row in input.evidence.hr_roster
	row.is_head
	dept := row.dept
}

# signers(applicant, dept, at, own): the heads of the department at that time. For an application of
# a head, that is another head or the head's superior; the head too where `own` is true.
signers(applicant, dept, at, own) := (other_heads | superiors) | all_heads if {
	person := people.identity(applicant)
	heads := [row | some row in posts[dept]; people.in_post(row, at)]
	other_heads := {row.person | some row in heads; row.person != person}
	superiors := {superior |
		some row in heads
		row.person == person
		superior := people.identity(row.reports_to)
		superior != person
	}
	all_heads := {row.person | own == true; some row in heads}
}
