# METADATA
# scope: package
# title: "Nothing is destroyed before its retention ends or under hold"
# description: "Only materials whose retention period has ended may be destroyed, and never while a legal hold applies."
# schemas:
#   - input.evidence.destruction_register: schema.destruction_register
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-025c
#   title_zh: "未到期或被冻结的资料不得销毁"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第25条"
#   other_clauses: [篇十八 第25条, 法人类客户身份识别操作(五)资料保存]
#   evidence: [destruction_register, customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: derived
#   tier: core
#   params: {}
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "NIST SP 800-53r5 SI-12"
package rules.destruction.premature_destruction
