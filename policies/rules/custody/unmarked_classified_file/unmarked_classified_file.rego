# METADATA
# scope: package
# title: "Secret and top-secret materials are marked in the catalogue"
# description: "When secret (机密) or top-secret (绝密) customer material is registered, the remark column of the finding aid shows that word."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
#   - input.evidence.file_index: schema.file_index
# custom:
#   id: CIC-022a
#   title_zh: "机密、绝密资料在检索工具备注栏标注"
#   description_zh: "登记机密、绝密客户资料时,须在检索工具的备注栏注明相应密级。"
#   severity: high
#   clause: "篇五 第22条"
#   other_clauses: [篇十八 第22条]
#   evidence: [customer_files, file_index]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     label_map:
#       secret: 机密
#       top_secret: 绝密
#     known_levels:
#     - public
#     - internal
#     - important
#     - secret
#     - top_secret
#   param_basis:
#     label_map: "document"
#     known_levels: "project default"
#   recommended_action: "Classify the file, and write the word for its level, and no other, into the remark column of its index entry."
#   recommended_action_zh: "为档案定密,并在检索工具备注栏只标注其相应密级。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.13"
#     - "NIST SP 800-53r5 MP-3"
package rules.custody.unmarked_classified_file

import data.lib.evidence
import data.lib.findings

params := data.params["CIC-022a"]

files := input.evidence.customer_files

default applicable := false

applicable if count(kept) > 0

kept contains i if {
	some i, row in files
	row.status != "destroyed"
}

indexed_ids contains file_id if {
	some row in input.evidence.file_index
	file_id := row.file_id
}

indexed(i) if files[i].file_id in indexed_ids

labels := {word | some word in params.label_map}

# The words that the remarks of a file in the index show, and those in its own remark.
index_words[file_id] contains word if {
	some row in input.evidence.file_index
	some word in labels
	contains(row.remark, word)
	file_id := row.file_id
}

shown[i] contains word if {
	some i in kept
	some word in index_words[files[i].file_id]
}

shown[i] contains word if {
	some i in kept
	some word in labels
	contains(files[i].catalogue_remark, word)
}

# Files whose word stands in no remark, and the word.
unmarked[i] := word if {
	some i in kept
	word := params.label_map[files[i].classification]
	not shows(i, word)
}

shows(i, word) if word in shown[i]

# The index entry may stand in a part that could not be read.
entry_unread(i) if {
	not indexed(i)
	evidence.incomplete("file_index")
}

unknown contains finding if {
	some i, word in unmarked
	entry_unread(i)
	fault := findings.text(
		"its index entry was not read, so that the word %s cannot be looked for",
		"未读到索引条目,无法核对%s标注",
		[word],
		[word],
	)
	finding := findings.of(files[i], ["file_id"], {fault})
}

faults[i] contains fault if {
	some i, word in unmarked
	indexed(i)
	fault := findings.text(
		"no remark shows the word %s",
		"备注栏未标注%s",
		[word],
		[word],
	)
}

faults[i] contains fault if {
	some i, word in unmarked
	not indexed(i)
	not entry_unread(i)
	fault := findings.text(
		"it is not in the index, and its catalogue remark does not show the word %s",
		"未编入索引,且目录备注栏未标注%s",
		[word],
		[word],
	)
}

faults[i] contains fault if {
	some i, words in shown
	some word in words
	word != object.get(params.label_map, object.get(files[i], "classification", ""), "")
	fault := findings.text(
		"a remark shows the word %s, which is not its level",
		"备注栏标注的%s与其密级不符",
		[word],
		[word],
	)
}

faults[i] contains findings.plain("it has no classification", "未定密级") if {
	some i in kept
	not files[i].classification
}

faults[i] contains fault if {
	some i in kept
	level := files[i].classification
	not level in params.known_levels
	fault := findings.text(
		"its classification is not one of %s",
		"密级不属于%s",
		[concat(", ", params.known_levels)],
		[concat("、", params.known_levels)],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(files[i], ["file_id"], texts)
}
