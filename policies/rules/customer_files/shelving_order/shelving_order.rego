# METADATA
# scope: package
# title: "Files are shelved by class in the fixed order"
# description: "Files are placed by the classes the customer service department sets, from left to right and from top to bottom."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-007
#   title_zh: "档案按分类从左至右、自上而下排列"
#   description_zh: "档案按客户服务部门划定的分类,从左至右、自上而下排列存放。"
#   severity: low
#   clause: "篇五 第7条"
#   other_clauses: [篇十八 第7条]
#   evidence: [customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     order: left_to_right_top_to_bottom
#   param_basis:
#     order: "document"
#   recommended_action: "Put the files of a class side by side in the order of their numbers, from left to right and from top to bottom, and enter row, column and number in the catalogue."
#   recommended_action_zh: "将同类档案按顺序号从左至右、自上而下连续排列,并在目录中登记架排、架列和顺序号。"
package rules.customer_files.shelving_order

import data.lib.findings

params := data.params["CIC-007"]

files := input.evidence.customer_files

default applicable := false

applicable if count(shelved) > 0

# Files that must stand on a shelf now; one of unknown medium may be of paper.
shelved contains i if {
	some i, row in files
	not row.medium == "electronic"
	not elsewhere(row)
}

elsewhere(row) if row.status in {"on_loan", "transferred", "destroyed"}

needed := {
	"store_id": {"en": "store", "zh": "库房"},
	"shelf_row": {"en": "row", "zh": "架排"},
	"shelf_column": {"en": "column", "zh": "架列"},
	"shelf_order": {"en": "number on the shelf", "zh": "排列顺序号"},
}

# place(row): where it stands, as a number pair that grows in the order of the shelves.
place(row) := [row.shelf_row, row.shelf_column] if params.order == "left_to_right_top_to_bottom"

place(row) := [row.shelf_column, row.shelf_row] if params.order == "top_to_bottom_left_to_right"

# Several files may share a column: there their numbers alone give the order.
placed[store] contains spot if {
	some i in shelved
	store := files[i].store_id
	spot := [place(files[i]), files[i].shelf_order, i]
}

rows_of[store] := standing if {
	some store, spots in placed
	standing := [i | some [_, _, i] in sort(spots)]
}

classed[store] := known if {
	some store, standing in rows_of
	known := [i | some i in standing; files[i].category]
}

# run_starts[[store, category]]: the places in the row of a store where a run of the class begins.
run_starts[run] contains n if {
	some store, standing in classed
	some n, i in standing
	category := files[i].category
	not follows(standing, n, category)
	run := [store, category]
}

follows(standing, n, category) if files[standing[n - 1]].category == category

faults[i] contains fault if {
	some i in shelved
	some field, name in needed
	object.get(files[i], field, "") == ""
	fault := findings.text("it has no %s", "没有%s", [name.en], [name.zh])
}

faults[i] contains fault if {
	some store, standing in rows_of
	some n, i in standing
	before := files[standing[n - 1]]
	files[i].shelf_order <= before.shelf_order
	fault := findings.text(
		"its number on the shelf, %v, does not follow %v of file %s before it",
		"排列顺序号%v不在前一份档案的%v(%s)之后",
		[files[i].shelf_order, before.shelf_order, before.file_id],
		[files[i].shelf_order, before.shelf_order, before.file_id],
	)
}

faults[i] contains fault if {
	some run, starts in run_starts
	category := run[1]
	first := min(starts)
	some n in starts
	n > first
	i := classed[run[0]][n]
	fault := findings.text(
		"it stands apart from the other files of the class %s",
		"未与其他%s类档案连续存放",
		[category],
		[category],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(files[i], ["file_id"], texts)
}

doubts[i] contains findings.plain(
	"it has no class, so that nobody can tell where it belongs",
	"没有客户类别,无法判断应在何处",
) if {
	some i in shelved
	not files[i].category
}

doubts[i] contains findings.plain(
	"the order of the shelves that is set is not known",
	"设定的排列次序无法识别",
) if {
	not params.order in {"left_to_right_top_to_bottom", "top_to_bottom_left_to_right"}
	some i in shelved
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(files[i], ["file_id"], texts)
}
