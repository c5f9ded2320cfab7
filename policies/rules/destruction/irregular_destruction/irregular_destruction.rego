# METADATA
# scope: package
# title: "Expired materials without value are destroyed by the rules"
# description: "Customer materials whose retention has ended and which have lost their value are destroyed following the prescribed steps of appraisal, approval, execution and witness."
# schemas:
#   - input.evidence.destruction_register: schema.destruction_register
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-025a
#   title_zh: "保管期满且无保存价值的资料按规定销毁"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第25条"
#   other_clauses: [篇十八 第25条]
#   evidence: [destruction_register, customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     accepted_methods:
#     - cross_cut_shred
#     - pulp
#     - incinerate
#     - degauss
#     - cryptographic_erase
#     - overwrite_verified
#     max_days_after_expiry: 90
#     witness_required: true
#   param_basis:
#     accepted_methods: "NIST SP 800-88r1 and project default (r2 replaced r1; degaussing reportedly dropped, review)"
#     max_days_after_expiry: "project default"
#     witness_required: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.14"
#     - "ISO/IEC 27001:2022 A.8.10"
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-6"
#     - "PIPL art. 47"
#     - "GB/T 35273-2020 6.1"
#     - "PCI DSS v4.0.1 9.4.6"
#     - "PCI DSS v4.0.1 9.4.7"
package rules.destruction.irregular_destruction
