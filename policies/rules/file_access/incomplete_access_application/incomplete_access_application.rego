# METADATA
# scope: package
# title: "Access applications state object, purpose, reason and reader"
# description: "Whoever wants to consult customer files submits an application that states the object, the purpose, the reason and a profile of the reader."
# schemas:
#   - input.evidence.access_applications: schema.access_applications
# custom:
#   id: CIC-018-1
#   title_zh: "查阅申请写明对象、目的、理由、查阅人概况"
#   description_zh: "查阅客户档案的申请,应写明查阅对象、目的、理由和查阅人概况,不得以套话代替。"
#   severity: medium
#   clause: "篇五 第18条第1款"
#   other_clauses: [篇十八 第18条第1款]
#   evidence: [access_applications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: access_applications
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_fields:
#     - object
#     - purpose
#     - reason
#     - reader_profile
#     min_text_chars: 4
#     placeholder_texts:
#     - 无
#     - 同上
#     - 工作需要
#     - n/a
#   param_basis:
#     required_fields: "document"
#     min_text_chars: "project default"
#     placeholder_texts: "project default"
#   recommended_action: "Send the application back to the applicant to state object, purpose, reason and reader in plain words, and decide on it only when it is complete."
#   recommended_action_zh: "将申请退回申请人,具体写明查阅对象、目的、理由和查阅人概况,补全后方可审批。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.18"
#     - "GB/T 35273-2020 7.1"
package rules.file_access.incomplete_access_application

import data.lib.findings

params := data.params["CIC-018-1"]

applications := input.evidence.access_applications

labels := {
	"object": {"en": "the object", "zh": "查阅对象"},
	"purpose": {"en": "the purpose", "zh": "查阅目的"},
	"reason": {"en": "the reason", "zh": "查阅理由"},
	"reader_profile": {"en": "the profile of the reader", "zh": "查阅人概况"},
}

default applicable := false

applicable if count(in_scope) > 0

in_scope contains i if {
	some i, row in applications
	row.kind == "consult"
	row.decision != "rejected"
}

# What a field says, without case, and without blanks and punctuation at its ends.
words(row, field) := trim(lower(object.get(row, field, "")), " \t\r\n\u3000.。,，;；!！")

placeholders contains word if {
	some text in params.placeholder_texts
	word := lower(text)
}

problem(text) := findings.plain("is missing", "缺失") if text == ""

problem(text) := findings.plain("is only a placeholder", "仅为套话") if {
	text != ""
	text in placeholders
}

problem(text) := findings.text(
	"is shorter than %v characters",
	"少于%v个字符",
	[params.min_text_chars],
	[params.min_text_chars],
) if {
	text != ""
	not text in placeholders
	count(text) < params.min_text_chars
}

faults[i] contains fault if {
	some i in in_scope
	some field in params.required_fields
	reason := problem(words(applications[i], field))
	label := object.get(labels, field, {"en": field, "zh": field})
	fault := findings.text(
		"%s %s",
		"%s%s",
		[label.en, reason.en],
		[label.zh, reason.zh],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(applications[i], ["application_id"], texts)
}
