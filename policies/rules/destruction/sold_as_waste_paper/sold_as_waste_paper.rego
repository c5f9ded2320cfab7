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
#   description_zh: ""
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
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-6"
#     - "PCI DSS v4.0.1 9.4.6"
package rules.destruction.sold_as_waste_paper
