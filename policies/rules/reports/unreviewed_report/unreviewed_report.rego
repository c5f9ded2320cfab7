# METADATA
# scope: package
# title: "Reports are reviewed by supervisor and manager before release"
# description: "Before a report goes up or out, the customer information supervisor and the customer service manager each review its data."
# schemas:
#   - input.evidence.report_register: schema.report_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-013
#   title_zh: "报表经主管和经理审查后方可报发"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第13条"
#   other_clauses: [篇十八 第13条]
#   evidence: [report_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     reviewer_roles:
#     - customer_information_supervisor
#     - customer_service_manager
#   param_basis:
#     reviewer_roles: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "NIST SP 800-53r5 AC-5"
package rules.reports.unreviewed_report
