package rules.customer_files.shelving_order_test

import data.rules.customer_files.shelving_order

params := {"CIC-007": {"order": "left_to_right_top_to_bottom"}}

file(id, row, column, number) := {
	"file_id": id,
	"status": "active",
	"medium": "paper",
	"category": "general",
	"store_id": "S1",
	"shelf_row": row,
	"shelf_column": column,
	"shelf_order": number,
	"_loc": {"file": "files.csv", "line": 2},
}

# As they stand: two in the first row, two in one column of the second.
shelf := [
	file("F-4", 2, 1, 40),
	file("F-2", 1, 2, 20),
	file("F-3", 2, 1, 30),
	file("F-1", 1, 1, 10),
]

doc(files) := {"evidence": {"customer_files": files}}

found(files) := result if {
	result := shelving_order.deny with input as doc(files) with data.params as params
}

denied(files) := {finding.msg | some finding in found(files)}

unjudged(files) := {finding.msg | some finding in result} if {
	result := shelving_order.unknown with input as doc(files) with data.params as params
}

by_columns(files) := {finding.msg | some finding in result} if {
	result := shelving_order.deny with input as doc(files)
		with data.params as {"CIC-007": {"order": "top_to_bottom_left_to_right"}}
}

# The shelf with other fields of one file.
with_fields(id, fields) := [object.union(row, {n: v | some n, v in fields; row.file_id == id}) |
	some row in shelf
]

test_files_in_order_pass if {
	denied(shelf) == set()
	unjudged(shelf) == set()
}

test_number_out_of_order if {
	found(with_fields("F-2", {"shelf_order": 31})) == {{
		"msg": concat("", [
			"F-3: its number on the shelf, 30, does not follow 31 of file F-2 before it",
		]),
		"msg_zh": "F-3:排列顺序号30不在前一份档案的31(F-2)之后",
		"subject": "F-3",
		"_loc": {"file": "files.csv", "line": 2},
	}}
}

test_same_number_twice if {
	denied(with_fields("F-4", {"shelf_order": 30})) == {concat("", [
		"F-3: its number on the shelf, 30, does not follow 30 of file F-4 before it",
	])}
}

test_columns_count_from_the_left_in_each_row if {
	denied(with_fields("F-2", {"shelf_column": 0})) == {concat("", [
		"F-1: its number on the shelf, 10, does not follow 20 of file F-2 before it",
	])}
}

test_order_by_columns_is_a_parameter if {
	by_columns(shelf) == {concat("", [
		"F-2: its number on the shelf, 20, does not follow 40 of file F-4 before it",
	])}
	by_columns(with_fields("F-2", {"shelf_order": 50})) == set()
}

test_unknown_order_is_unknown if {
	given := doc([file("F-1", 1, 1, 10)])
	result := shelving_order.unknown with input as given
		with data.params as {"CIC-007": {"order": "any"}}
	{finding.msg | some finding in result} == {concat("", [
		"F-1: the order of the shelves that is set is not known",
	])}
}

test_each_store_is_ordered_alone if {
	denied(with_fields("F-4", {"store_id": "S2", "shelf_order": 1})) == set()
}

test_files_away_electronic_or_destroyed_are_skipped if {
	count(denied(with_fields("F-2", {"status": "archived", "shelf_order": 90}))) == 1
	denied(with_fields("F-2", {"medium": "electronic", "shelf_order": 90})) == set()
	every status in ["on_loan", "transferred", "destroyed"] {
		denied(with_fields("F-2", {"status": status, "shelf_order": 90})) == set()
	}
}

test_file_of_unknown_medium_is_in_scope if {
	odd := object.remove(file("F-2", 1, 2, 90), ["medium"])
	count(denied([file("F-1", 1, 1, 10), odd, file("F-3", 2, 1, 30)])) == 1
}

test_missing_place if {
	bare := object.remove(file("F-9", 1, 1, 1), ["shelf_row", "shelf_column", "shelf_order"])
	denied([bare]) == {"F-9: it has no column; it has no number on the shelf; it has no row"}
	rowless := object.remove(file("F-9", 9, 1, 1), ["shelf_row"])
	denied(array.concat(shelf, [rowless])) == {"F-9: it has no row"}
	denied([object.remove(file("F-9", 9, 1, 1), ["store_id"])]) == {"F-9: it has no store"}
	denied([object.remove(file("F-9", 9, 1, 1), ["shelf_column"])]) == {"F-9: it has no column"}
}

test_row_and_column_nought_are_places if {
	denied([file("F-1", 0, 0, 0), file("F-2", 0, 1, 1)]) == set()
}

test_class_in_two_runs if {
	denied(with_fields("F-2", {"category": "special"})) == {concat("", [
		"F-3: it stands apart from the other files of the class general",
	])}
}

test_class_in_one_run if {
	denied(with_fields("F-1", {"category": "special"})) == set()
	denied(with_fields("F-4", {"category": "special"})) == set()
}

test_class_in_three_runs if {
	files := [object.union(row, {"category": category}) |
		some n, id in ["F-1", "F-2", "F-3", "F-4", "F-5"]
		row := file(id, n, 1, n)
		category := ["general", "special"][n % 2]
	]
	denied(files) == {
		"F-3: it stands apart from the other files of the class general",
		"F-4: it stands apart from the other files of the class special",
		"F-5: it stands apart from the other files of the class general",
	}
}

test_runs_are_those_of_one_store if {
	files := [
		file("F-1", 1, 1, 1),
		object.union(file("F-2", 1, 2, 2), {"category": "special"}),
		object.union(file("F-3", 1, 3, 3), {"store_id": "S2"}),
	]
	denied(files) == set()
}

test_file_without_a_class_is_unknown_and_breaks_no_run if {
	files := [
		file("F-1", 1, 1, 1),
		object.remove(file("F-2", 1, 2, 2), ["category"]),
		file("F-3", 1, 3, 3),
	]
	denied(files) == set()
	unjudged(files) == {"F-2: it has no class, so that nobody can tell where it belongs"}
}

test_nothing_shelved_is_not_applicable if {
	gone := object.union(file("F-1", 1, 1, 1), {"status": "destroyed"})
	shelving_order.applicable == false with input as doc([gone])
	electronic := object.union(file("F-1", 1, 1, 1), {"medium": "electronic"})
	shelving_order.applicable == false with input as doc([electronic])
	denied([object.remove(electronic, ["shelf_row"])]) == set()
	unjudged([object.remove(electronic, ["category"])]) == set()
}

test_shelved_files_are_applicable if {
	shelving_order.applicable with input as doc([shelf[0]])
}
