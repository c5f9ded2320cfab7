# METADATA
# scope: package
# title: "Staff rights follow role and person, and dormant accounts are closed"
# description: "The system of staff permissions and access control is complete; each right belongs to a known person in a fitting role."
# schemas:
#   - input.evidence.account_inventory: schema.account_inventory
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.access_grants: schema.access_grants
# custom:
#   id: IAM-002
#   title_zh: "员工权限与访问控制体系完善,停用闲置账号"
#   description_zh: ""
#   severity: high
#   clause: "篇三 第三段"
#   other_clauses: [篇十二 第五段(权限不明)]
#   evidence: [account_inventory, hr_roster, access_grants]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     dormant_days: 90
#     incompatible_pairs:
#     - - request_disclosure
#       - approve_disclosure
#     - - register_customer
#       - approve_customer
#     - - make_payment
#       - approve_payment
#   param_basis:
#     dormant_days: "PCI DSS v4.0.1 8.2.6"
#     incompatible_pairs: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "ISO/IEC 27001:2022 A.5.18"
#     - "NIST SP 800-53r5 AC-2"
#     - "NIST SP 800-53r5 AC-5"
#     - "NIST SP 800-53r5 AC-2(3)"
#     - "PCI DSS v4.0.1 8.2.6"
package rules.access_rights.unowned_account
