# METADATA
# scope: package
# title: "Carriers and inks suit long-term keeping"
# description: "Paper, disks and other carriers are of good quality and fit for long keeping, and writing uses durable non-fading material such as carbon or blue-black ink, never ball-point pen or pencil."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-008
#   title_zh: "载体与书写材料适合长期保管"
#   description_zh: "纸张、磁盘等载体质量优良、适合长期保管,书写使用碳素或蓝黑墨水等耐久材料,不用圆珠笔和铅笔。"
#   severity: low
#   clause: "篇五 第8条"
#   other_clauses: [篇十八 第8条]
#   evidence: [customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     allowed_inks:
#     - carbon
#     - blue_black
#     forbidden_inks:
#     - ballpoint
#     - pencil
#     accepted_grades:
#     - archival
#     carrier_media:
#     - handwritten_paper
#     - paper
#     - disk
#     - optical
#     - tape
#   param_basis:
#     allowed_inks: "document"
#     forbidden_inks: "document"
#     accepted_grades: "project default"
#     carrier_media: "document (paper, disks and other carriers)"
#   recommended_action: "Copy the record onto a carrier of archival grade in carbon or blue-black ink, and enter medium, grade and ink in the catalogue."
#   recommended_action_zh: "用档案级载体和碳素或蓝黑墨水重新誊录,并在目录中登记载体、载体等级和墨水种类。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "ISO/IEC 27001:2022 A.7.10"
package rules.customer_files.unfit_carrier

import data.lib.findings

params := data.params["CIC-008"]

files := input.evidence.customer_files

default applicable := false

applicable if count(tangible) > 0

# Files that are written on something; one of unknown medium may be.
tangible contains i if {
	some i, row in files
	row.status != "destroyed"
	not row.medium == "electronic"
}

faults[i] contains fault if {
	some i in tangible
	ink := files[i].ink
	ink in params.forbidden_inks
	fault := findings.text("it is written in %s", "使用%s书写", [ink], [ink])
}

faults[i] contains fault if {
	some i in tangible
	row := files[i]
	row.medium == "handwritten_paper"
	ink := row.ink
	ink != "printed"
	not ink in params.allowed_inks
	not ink in params.forbidden_inks
	fault := findings.text(
		"the ink %s is none of those allowed",
		"墨水%s不在允许之列",
		[ink],
		[ink],
	)
}

faults[i] contains findings.plain(
	"its carrier is not known to be fit for long keeping",
	"未证实载体适合长期保管",
) if {
	some i in tangible
	files[i].medium in params.carrier_media
	grade := object.get(files[i], "carrier_grade", "")
	not grade in params.accepted_grades
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(files[i], ["file_id"], texts)
}

doubts[i] contains findings.plain(
	"it is written by hand in an unknown ink",
	"手写档案的墨水种类不明",
) if {
	some i in tangible
	files[i].medium == "handwritten_paper"
	not files[i].ink
}

doubts[i] contains findings.plain("its carrier is unknown", "载体不明") if {
	some i in tangible
	not files[i].medium
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(files[i], ["file_id"], texts)
}
