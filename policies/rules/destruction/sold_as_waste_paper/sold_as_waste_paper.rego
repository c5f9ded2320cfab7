# METADATA
# scope: package
# title: "Customer materials are never sold as waste paper"
# description: "Customer materials that are discarded are never sold as waste paper."
# schemas:
#   - input.evidence.destruction_register: schema.destruction_register
#   - input.evidence.partner_register: schema.partner_register
#   - input.evidence.customer_files: schema.customer_files
#   - input.evidence.carriage_register: schema.carriage_register
# custom:
#   id: CIC-025b
#   title_zh: "客户资料不得当作废纸出售"
#   description_zh: "废弃的客户资料不得当作废纸出售。"
#   severity: critical
#   clause: "篇五 第25条"
#   other_clauses: [篇十八 第25条]
#   evidence: [destruction_register, partner_register, customer_files, carriage_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     forbidden_methods:
#     - sold_as_waste_paper
#     - general_recycling
#     - general_rubbish
#   param_basis:
#     forbidden_methods: "document"
#   recommended_action: "Stop the sale or the ordinary disposal at once, recover the materials, destroy them by an accepted method, and enter the destruction or the handover of every discarded file in its register."
#   recommended_action_zh: "立即停止变卖或随意丢弃,追回资料并按认可的方式销毁;每一份废弃资料的销毁或移交都须登记入册。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-6"
#     - "PCI DSS v4.0.1 9.4.6"
package rules.destruction.sold_as_waste_paper

import data.lib.evidence
import data.lib.findings

params := data.params["CIC-025b"]

register := input.evidence.destruction_register

files := input.evidence.customer_files

default applicable := false

applicable if count(register) > 0

applicable if some _ in discarded

faults[i] contains fault if {
	some i, row in register
	row.method in params.forbidden_methods
	fault := findings.text(
		"the materials were disposed of by %s",
		"资料以%s方式处置",
		[row.method],
		[row.method],
	)
}

faults[i] contains fault if {
	some i, row in register
	row.proceeds > 0
	fault := findings.text(
		"the disposal brought proceeds of %v",
		"处置取得收入%v",
		[row.proceeds],
		[row.proceeds],
	)
}

faults[i] contains fault if {
	some i, row in register
	scrap_dealers[row.vendor]
	fault := findings.text(
		"the vendor %s is a scrap dealer",
		"处置单位%s是废品收购商",
		[row.vendor],
		[row.vendor],
	)
}

# scrap_dealers: their ids and names alike, since registers write either.
scrap_dealers contains name if {
	some partner in input.evidence.partner_register
	partner.kind == "scrap_dealer"
	some field in ["partner_id", "name"]
	name := partner[field]
}

doubts[i] contains findings.plain(
	"the proceeds of what went to a vendor are not recorded",
	"交外部单位处置的批次未登记收入",
) if {
	some i, row in register
	row.vendor
	not row.proceeds
}

doubts[i] contains findings.plain(
	"the method of disposal is not recorded",
	"未登记处置方式",
) if {
	some i, row in register
	row.destroyed_at
	not row.method
}

destruction_listed contains file_id if {
	some row in register
	file_id := row.file_id
}

carriage_listed contains file_id if {
	some row in input.evidence.carriage_register
	file_id := row.file_id
}

# discarded: the files that left custody, with the register that must tell how.
discarded[i] := "destruction_register" if {
	some i, file in files
	file.status == "destroyed"
}

discarded[i] := "carriage_register" if {
	some i, file in files
	file.status == "transferred"
}

unlisted contains i if {
	some i, kind in discarded
	kind == "destruction_register"
	file_id := files[i].file_id
	not destruction_listed[file_id]
}

unlisted contains i if {
	some i, kind in discarded
	kind == "carriage_register"
	file_id := files[i].file_id
	not carriage_listed[file_id]
}

unlisted_texts := {
	"destruction_register": findings.plain(
		"it is marked as destroyed without an entry in the destruction register",
		"已标记为销毁,但销毁登记册中没有记录",
	),
	"carriage_register": findings.plain(
		"it is marked as transferred without an entry in the carriage register",
		"已标记为移交,但传递登记册中没有记录",
	),
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["batch_id", "file_id"], texts)
}

deny contains finding if {
	some i in unlisted
	kind := discarded[i]
	not evidence.incomplete(kind)
	finding := findings.of(files[i], ["file_id"], {unlisted_texts[kind]})
}

unknown contains finding if {
	some i, texts in doubts
	not faults[i]
	finding := findings.of(register[i], ["batch_id", "file_id"], texts)
}

unknown contains finding if {
	some i in unlisted
	kind := discarded[i]
	evidence.incomplete(kind)
	finding := findings.of(files[i], ["file_id"], {unlisted_texts[kind]})
}
