# METADATA
# scope: package
# title: "Amendments to report items are approved and filed"
# description: "A change to individual items of a statistics report is approved by the general manager and put on file by the customer service department; no further approval is needed."
# schemas:
#   - input.evidence.report_register: schema.report_register
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: CIC-011
#   title_zh: "报表个别项修改须总经理批准并备案"
#   description_zh: ""
#   severity: medium
#   clause: "篇五 第11条"
#   other_clauses: [篇十八 第11条]
#   evidence: [report_register, hr_roster, reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_filing_days: 5
#     max_items: 5
#     approving_role: general_manager
#     filing_dept: customer_service
#   param_basis:
#     max_filing_days: "project default"
#     max_items: "project default (document says individual items)"
#     approving_role: "document"
#     filing_dept: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
package rules.reports.unapproved_report_amendment
