# METADATA
# scope: package
# title: "Customer files are indexed"
# description: "Every customer file can be found through an index."
# schemas:
#   - input.evidence.file_index: schema.file_index
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-006
#   title_zh: "客户档案设置索引"
#   description_zh: "每份客户档案都能通过索引查到:索引号不重复,索引位置与档案实际存放位置一致。"
#   severity: low
#   clause: "篇五 第6条"
#   other_clauses: [篇十八 第6条]
#   evidence: [file_index, customer_files]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params: {}
#   recommended_action: "Add the missing files to the index, remove entries without a file, give each entry its own number, and correct its location to store and position."
#   recommended_action_zh: "把遗漏的档案编入索引,删除没有对应档案的条目,索引号不得重复,并把位置更正为库房和架位。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.9"
package rules.customer_files.unindexed_file

import data.lib.evidence
import data.lib.findings

files := input.evidence.customer_files

entries := input.evidence.file_index

default applicable := false

applicable if count(files) > 0

files_by_id[file_id] contains i if {
	some i, row in files
	file_id := row.file_id
}

entries_by_number[index_no] contains i if {
	some i, row in entries
	index_no := row.index_no
}

indexed_ids contains file_id if {
	some row in entries
	file_id := row.file_id
}

indexed(file) if file.file_id in indexed_ids

in_catalogue(entry) if files_by_id[entry.file_id]

kept contains i if {
	some i, row in files
	not gone(row)
}

gone(row) if row.status in {"destroyed", "transferred"}

unindexed contains finding if {
	some i in kept
	not indexed(files[i])
	fault := findings.plain("the file is not in the index", "档案未编入索引")
	finding := findings.of(files[i], ["file_id"], {fault})
}

orphaned contains finding if {
	some row in entries
	not in_catalogue(row)
	fault := findings.text(
		"the index names file %s, which is not in the catalogue",
		"索引所列档案%s不在档案目录中",
		[row.file_id],
		[row.file_id],
	)
	finding := findings.of(row, ["index_no", "file_id"], {fault})
}

unknown contains finding if {
	evidence.incomplete("file_index")
	some finding in unindexed
}

unknown contains finding if {
	evidence.incomplete("customer_files")
	some finding in orphaned
}

faults[i] contains findings.plain("its index number was given before", "索引号重复") if {
	some same in entries_by_number
	some i in (same - {min(same)})
}

faults[i] contains findings.plain(
	"its location is not where the catalogue keeps the file",
	"索引位置与档案目录所记位置不符",
) if {
	some i, row in entries
	some j in files_by_id[row.file_id]
	j in kept
	object.get(row, "location", "") != place(files[j])
}

faults[i] contains findings.plain("the file has no location", "档案没有位置") if {
	some i, row in entries
	some j in files_by_id[row.file_id]
	j in kept
	place(files[j]) == ""
}

# A file without shelves, such as an electronic one, has its store alone for a place.
place(file) := concat("/", [file[name] | some name in ["store_id", "position"]])

deny contains finding if {
	not evidence.incomplete("file_index")
	some finding in unindexed
}

deny contains finding if {
	not evidence.incomplete("customer_files")
	some finding in orphaned
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(entries[i], ["index_no", "file_id"], texts)
}
