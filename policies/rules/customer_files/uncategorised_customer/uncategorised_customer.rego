# METADATA
# scope: package
# title: "Every customer is classified as general or special"
# description: "Each customer record carries one of two categories, general (distributors and individuals that trade with the company) or special (cooperating lawyers, financial advisers, advertising, public-relations, banking, insurance and similar bodies or persons)."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-003
#   title_zh: "每个客户都归入一般客户或特殊客户"
#   description_zh: ""
#   severity: medium
#   clause: "篇五 第3条"
#   other_clauses: [篇十八 第3条]
#   evidence: [customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     categories:
#     - general
#     - special
#     trading_relationship_types:
#     - distributor
#     - individual
#     special_relationship_types:
#     - lawyer
#     - financial_adviser
#     - advertising
#     - public_relations
#     - bank
#     - insurance
#   param_basis:
#     categories: "document"
#     trading_relationship_types: "document"
#     special_relationship_types: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
package rules.customer_files.uncategorised_customer
