package rules.custody.unmarked_classified_file_test

import data.rules.custody.unmarked_classified_file

params := {"CIC-022a": {
	"label_map": {"secret": "机密", "top_secret": "绝密"},
	"known_levels": ["public", "internal", "important", "secret", "top_secret"],
}}

file := {
	"file_id": "F-1",
	"customer_id": "c1",
	"status": "active",
	"classification": "secret",
	"_loc": {"file": "files.csv", "line": 2},
}

entry := {
	"index_no": "N-1",
	"file_id": "F-1",
	"remark": "机密级",
	"_loc": {"file": "index.csv", "line": 2},
}

doc(row, entries) := {"evidence": {"customer_files": [row], "file_index": entries}}

unread(row, entries) := object.union(
	doc(row, entries),
	{"gaps": {"file_index": [{"reason": "denied"}]}},
)

denied(given) := {finding.msg | some finding in found} if {
	found := unmarked_classified_file.deny with input as given with data.params as params
}

unjudged(given) := {finding.msg | some finding in found} if {
	found := unmarked_classified_file.unknown with input as given with data.params as params
}

marked(fields, remark) := denied(doc(
	object.union(file, fields),
	[object.union(entry, {"remark": remark})],
))

test_marked_files_pass if {
	denied(doc(file, [entry])) == set()
	unjudged(doc(file, [entry])) == set()
	marked({"classification": "top_secret"}, "绝密") == set()
}

test_remark_without_the_word if {
	fault := {"F-1: no remark shows the word 机密"}
	marked({}, "重要") == fault
	denied(doc(file, [object.remove(entry, ["remark"])])) == fault
	unjudged(doc(file, [object.remove(entry, ["remark"])])) == set()
}

test_one_marked_entry_is_enough if {
	denied(doc(file, [object.remove(entry, ["remark"]), entry])) == set()
}

test_catalogue_remark_is_enough if {
	row := object.union(file, {"catalogue_remark": "机密"})
	denied(doc(row, [])) == set()
	denied(doc(row, [object.remove(entry, ["remark"])])) == set()
	unjudged(unread(row, [])) == set()
}

test_another_word if {
	marked({}, "绝密") == {concat("", [
		"F-1: a remark shows the word 绝密, which is not its level; no remark shows the word 机密",
	])}
}

test_two_words if {
	marked({"catalogue_remark": "绝密"}, "机密") == {concat("", [
		"F-1: a remark shows the word 绝密, which is not its level",
	])}
}

test_word_on_an_unclassified_file if {
	every level in ["public", "internal", "important"] {
		marked({"classification": level}, "机密") == {concat("", [
			"F-1: a remark shows the word 机密, which is not its level",
		])}
		marked({"classification": level}, "合同") == set()
		denied(doc(object.union(file, {"classification": level}), [])) == set()
	}
}

test_missing_classification if {
	row := object.remove(file, ["classification"])
	denied(doc(row, [])) == {"F-1: it has no classification"}
	denied(doc(row, [entry])) == {concat("", [
		"F-1: a remark shows the word 机密, which is not its level; it has no classification",
	])}
}

test_unknown_classification if {
	marked({"classification": "confidential"}, "合同") == {concat("", [
		"F-1: its classification is not one of public, internal, important, secret, top_secret",
	])}
}

test_file_without_entry if {
	fault := {concat("", [
		"F-1: it is not in the index, and its catalogue remark does not show the word 机密",
	])}
	denied(doc(file, [])) == fault
	denied(doc(file, [object.union(entry, {"file_id": "F-2"})])) == fault
	denied(doc(object.union(file, {"catalogue_remark": "合同"}), [])) == fault
}

test_unread_index_is_unknown if {
	denied(unread(file, [])) == set()
	unjudged(unread(file, [])) == {concat("", [
		"F-1: its index entry was not read, so that the word 机密 cannot be looked for",
	])}
}

test_unread_index_does_not_excuse_the_entry_that_was_read if {
	given := unread(file, [object.remove(entry, ["remark"])])
	denied(given) == {"F-1: no remark shows the word 机密"}
	unjudged(given) == set()
}

test_files_destroyed_are_no_subject if {
	given := doc(object.union(file, {"status": "destroyed", "classification": "odd"}), [])
	denied(given) == set()
	unjudged(unread(object.union(file, {"status": "destroyed"}), [])) == set()
	unmarked_classified_file.applicable == false with input as given
}

test_files_kept_are_applicable if {
	unmarked_classified_file.applicable with input as doc(file, [])
	moved := object.union(file, {"status": "transferred"})
	unmarked_classified_file.applicable with input as doc(moved, [])
}
