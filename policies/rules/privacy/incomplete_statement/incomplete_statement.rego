# METADATA
# scope: package
# title: "The privacy statement contains every required element"
# description: "The statement covers (1) collection - consent, contents, channels; (2) use - purposes, service only as requested, third-party disclosure with confidentiality, reasons for disclosure, observance of local law; (3) control - no loss or other use without permission, explanation of unavoidable services that may annoy; (5) security - commitment and the techniques and procedures used; (6) execution and change - contact for challenges, notice of updates."
# schemas:
#   - input.evidence.privacy_statement: schema.privacy_statement
# custom:
#   id: PRV-102
#   title_zh: "隐私声明各部分内容齐全"
#   description_zh: "隐私声明应涵盖收集、使用、控制、安全、执行与修改各部分的全部内容。"
#   severity: high
#   clause: "CRM数据隐私 1.设置隐私权声明(1)至(6)"
#   evidence: [privacy_statement]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_elements:
#     - collect_consent_promise
#     - collect_contents
#     - collect_channels
#     - use_purposes
#     - use_as_requested
#     - use_third_party_notice
#     - use_third_party_confidentiality
#     - use_disclosure_reasons
#     - use_law_compliance
#     - control_no_loss_or_other_use
#     - control_unavoidable_services_explained
#     - security_commitment
#     - security_techniques
#     - change_contact
#     - change_notice
#   param_basis:
#     required_elements: "document"
#   recommended_action: "Write the missing element into the statement, with text under its heading, and publish it as a new version."
#   recommended_action_zh: "在隐私声明中补写缺失的要素及其正文,并作为新版本发布。"
#   frameworks:
#     - "PIPL art. 17"
#     - "PIPL art. 7"
#     - "GB/T 35273-2020 5.5"
#     - "PRC Network Data Security Regulations (2024) art. 21"
package rules.privacy.incomplete_statement

import data.lib.findings
import data.lib.privacy

params := data.params["PRV-102"]

statements := input.evidence.privacy_statement

default applicable := false

applicable if count(privacy.statements) > 0

applicable if count(undated) > 0

undated contains i if {
	some i, row in statements
	not row.effective_at
}

deny contains finding if {
	some i in privacy.statements
	row := statements[i]
	some element in params.required_elements
	some fault in element_faults(row, element)
	subject := concat("/", [row.version, element])
	finding := findings.about(row._loc, subject, {fault})
}

element_faults(row, element) := {findings.plain("the element is absent", "缺少该要素")} if {
	not element in object.get(row, "elements", [])
}

element_faults(row, element) := {findings.plain(
	"the element is a heading with no text",
	"该要素只有标题没有正文",
) |
	element in object.get(row, "empty_elements", [])
} if {
	element in object.get(row, "elements", [])
}

unknown contains finding if {
	some i in undated
	finding := findings.of(statements[i], ["version"], {findings.plain(
		"it has no time of effect, so that it may be the one in force",
		"没有生效时间,可能是现行版本",
	)})
}
