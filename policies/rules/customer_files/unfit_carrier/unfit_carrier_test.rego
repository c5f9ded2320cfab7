package rules.customer_files.unfit_carrier_test

import data.rules.customer_files.unfit_carrier

params := {"CIC-008": {
	"allowed_inks": ["carbon", "blue_black"],
	"forbidden_inks": ["ballpoint", "pencil"],
	"accepted_grades": ["archival"],
	"carrier_media": ["handwritten_paper", "paper"],
}}

file := {
	"file_id": "F-1",
	"status": "active",
	"medium": "handwritten_paper",
	"ink": "carbon",
	"carrier_grade": "archival",
	"_loc": {"file": "files.csv", "line": 2},
}

doc(row) := {"evidence": {"customer_files": [row]}}

found(row) := result if {
	result := unfit_carrier.deny with input as doc(row) with data.params as params
}

denied(row) := {finding.msg | some finding in found(row)}

unjudged(row) := {finding.msg | some finding in result} if {
	result := unfit_carrier.unknown with input as doc(row) with data.params as params
}

changed(fields) := denied(object.union(file, fields))

test_durable_ink_on_archival_paper_passes if {
	denied(file) == set()
	unjudged(file) == set()
	changed({"ink": "blue_black"}) == set()
}

test_forbidden_ink if {
	found(object.union(file, {"ink": "ballpoint"})) == {{
		"msg": "F-1: it is written in ballpoint",
		"msg_zh": "F-1:使用ballpoint书写",
		"subject": "F-1",
		"_loc": {"file": "files.csv", "line": 2},
	}}
	changed({"medium": "paper", "ink": "pencil"}) == {"F-1: it is written in pencil"}
}

test_other_ink_on_a_handwritten_file if {
	changed({"ink": "other"}) == {"F-1: the ink other is none of those allowed"}
	changed({"medium": "paper", "ink": "other"}) == set()
}

test_printed_records_skip_the_ink if {
	changed({"ink": "printed"}) == set()
	changed({"medium": "paper", "ink": "printed"}) == set()
	unjudged(object.union(file, {"ink": "printed"})) == set()
}

test_carrier_of_no_accepted_grade if {
	fault := {"F-1: its carrier is not known to be fit for long keeping"}
	changed({"carrier_grade": "ordinary"}) == fault
	denied(object.remove(file, ["carrier_grade"])) == fault
	changed({"medium": "disk", "carrier_grade": "ordinary"}) == set()
}

test_both_faults_are_one_finding if {
	changed({"ink": "pencil", "carrier_grade": "ordinary"}) == {concat("", [
		"F-1: it is written in pencil; its carrier is not known to be fit for long keeping",
	])}
}

test_unknown_ink_on_a_handwritten_file if {
	row := object.remove(file, ["ink"])
	denied(row) == set()
	unjudged(row) == {"F-1: it is written by hand in an unknown ink"}
	unjudged(object.union(row, {"medium": "paper"})) == set()
}

test_unknown_carrier if {
	row := object.remove(file, ["medium", "carrier_grade"])
	denied(row) == set()
	unjudged(row) == {"F-1: its carrier is unknown"}
	denied(object.union(row, {"ink": "pencil"})) == {"F-1: it is written in pencil"}
	unfit_carrier.applicable with input as doc(row)
}

test_electronic_records_are_no_subject if {
	row := object.union(file, {"medium": "electronic", "ink": "pencil"})
	denied(row) == set()
	unjudged(object.remove(row, ["ink"])) == set()
	unfit_carrier.applicable == false with input as doc(row)
}

test_destroyed_files_are_no_subject if {
	row := object.union(file, {"status": "destroyed", "ink": "pencil"})
	denied(row) == set()
	unfit_carrier.applicable == false with input as doc(row)
}

test_files_on_paper_are_applicable if {
	unfit_carrier.applicable with input as doc(file)
}
