package rules.customer_files.unindexed_file_test

import data.rules.customer_files.unindexed_file

file := {
	"file_id": "F-1",
	"customer_id": "c1",
	"status": "active",
	"store_id": "S1",
	"position": "2-3",
	"_loc": {"file": "files.csv", "line": 2},
}

entry := {
	"index_no": "N-1",
	"file_id": "F-1",
	"location": "S1/2-3",
	"_loc": {"file": "index.csv", "line": 2},
}

other_file := object.union(file, {"file_id": "F-2"})

other_entry := object.union(entry, {"index_no": "N-2", "file_id": "F-2"})

evidence(files, entries) := {"evidence": {"customer_files": files, "file_index": entries}}

unread(files, entries, kind) := object.union(
	evidence(files, entries),
	{"gaps": {kind: [{"reason": "denied"}]}},
)

denied(doc) := {finding.msg | some finding in found} if {
	found := unindexed_file.deny with input as doc
}

unjudged(doc) := {finding.msg | some finding in found} if {
	found := unindexed_file.unknown with input as doc
}

test_indexed_files_pass if {
	doc := evidence([file, other_file], [entry, other_entry])
	denied(doc) == set()
	unjudged(doc) == set()
}

test_file_without_entry if {
	doc := evidence([file, other_file], [entry])
	denied(doc) == {"F-2: the file is not in the index"}
	unjudged(doc) == set()
}

test_empty_index if {
	denied(evidence([file], [])) == {"F-1: the file is not in the index"}
}

test_file_on_loan_or_archived_needs_an_entry if {
	every status in ["on_loan", "archived"] {
		denied(evidence([object.union(file, {"status": status})], [])) == {concat("", [
			"F-1: the file is not in the index",
		])}
	}
}

test_file_gone_needs_no_entry if {
	every status in ["destroyed", "transferred"] {
		gone := object.union(file, {"status": status})
		denied(evidence([gone], [])) == set()
		denied(evidence([gone], [object.union(entry, {"location": "elsewhere"})])) == set()
	}
}

test_unread_index_is_unknown if {
	doc := unread([file, other_file], [entry], "file_index")
	denied(doc) == set()
	unjudged(doc) == {"F-2: the file is not in the index"}
}

test_entry_without_file if {
	doc := evidence([file], [entry, other_entry])
	denied(doc) == {"N-2/F-2: the index names file F-2, which is not in the catalogue"}
	unjudged(doc) == set()
}

test_unread_catalogue_is_unknown if {
	doc := unread([file], [entry, other_entry], "customer_files")
	denied(doc) == set()
	unjudged(doc) == {"N-2/F-2: the index names file F-2, which is not in the catalogue"}
}

test_gaps_in_the_other_kind_hide_nothing if {
	denied(unread([file, other_file], [entry], "customer_files")) == {concat("", [
		"F-2: the file is not in the index",
	])}
	denied(unread([file], [entry, other_entry], "file_index")) == {concat("", [
		"N-2/F-2: the index names file F-2, which is not in the catalogue",
	])}
}

test_repeated_index_number_is_found_once if {
	below := {"file": "index.csv", "line": 3}
	repeated := object.union(other_entry, {"index_no": "N-1", "_loc": below})
	doc := evidence([file, other_file], [entry, repeated])
	denied(doc) == {"N-1/F-2: its index number was given before"}
	unindexed_file.deny[{
		"msg": "N-1/F-2: its index number was given before",
		"msg_zh": "N-1/F-2:索引号重复",
		"subject": "N-1/F-2",
		"_loc": {"file": "index.csv", "line": 3},
	}] with input as doc
}

test_wrong_location if {
	fault := {"N-1/F-1: its location is not where the catalogue keeps the file"}
	denied(evidence([file], [object.union(entry, {"location": "S2/2-3"})])) == fault
	denied(evidence([file], [object.union(entry, {"location": "S1"})])) == fault
	denied(evidence([file], [object.remove(entry, ["location"])])) == fault
}

test_every_entry_of_a_file_is_compared if {
	second := object.union(entry, {"index_no": "N-2", "location": "S1/9-9"})
	denied(evidence([file], [entry, second])) == {concat("", [
		"N-2/F-1: its location is not where the catalogue keeps the file",
	])}
}

test_file_without_position_has_its_store_for_a_place if {
	electronic := object.remove(file, ["position"])
	denied(evidence([electronic], [object.union(entry, {"location": "S1"})])) == set()
	denied(evidence([electronic], [entry])) == {concat("", [
		"N-1/F-1: its location is not where the catalogue keeps the file",
	])}
}

test_file_without_any_place if {
	lost := object.remove(file, ["store_id", "position"])
	bare := object.remove(entry, ["location"])
	denied(evidence([lost], [bare])) == {"N-1/F-1: the file has no location"}
	denied(evidence([object.union(lost, {"status": "destroyed"})], [bare])) == set()
}

test_applicable_once_there_are_files if {
	unindexed_file.applicable with input as evidence([file], [])
	unindexed_file.applicable == false with input as evidence([], [entry])
}
