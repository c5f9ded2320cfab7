# METADATA
# scope: package
# title: "Leavers return all confidential files and lose access"
# description: "Whatever the reason for leaving, the person returns every file or material with confidential information that is with them."
# schemas:
#   - input.evidence.exit_checklists: schema.exit_checklists
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.loan_register: schema.loan_register
#   - input.evidence.account_inventory: schema.account_inventory
# custom:
#   id: NDA-206
#   title_zh: "离职退回全部涉密资料并停用权限"
#   description_zh: ""
#   severity: high
#   clause: "保密协议 第二条第6项"
#   evidence: [exit_checklists, hr_roster, loan_register, account_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     grace_days: 0
#     disable_hours: 24
#   param_basis:
#     grace_days: "project default"
#     disable_hours: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.11"
#     - "ISO/IEC 27001:2022 A.6.5"
#     - "NIST SP 800-53r5 PS-4"
package rules.agreements.leaver_not_closed
