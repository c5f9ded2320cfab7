# METADATA
# scope: package
# title: "Access applications state object, purpose, reason and reader"
# description: "Whoever wants to consult customer files submits an application that states the object, the purpose, the reason and a profile of the reader."
# schemas:
#   - input.evidence.access_applications: schema.access_applications
# custom:
#   id: CIC-018-1
#   title_zh: "查阅申请写明对象、目的、理由、查阅人概况"
#   description_zh: ""
#   severity: medium
#   clause: "篇五 第18条第1款"
#   other_clauses: [篇十八 第18条第1款]
#   evidence: [access_applications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
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
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.18"
#     - "GB/T 35273-2020 7.1"
package rules.file_access.incomplete_access_application
