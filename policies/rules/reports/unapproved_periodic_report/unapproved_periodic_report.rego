# METADATA
# scope: package
# title: "Periodic reports to other departments have two approvals"
# description: "When another department needs periodic statistics on customer information, the customer service manager reviews and agrees and the general manager approves before anything is supplied."
# schemas:
#   - input.evidence.report_register: schema.report_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-010
#   title_zh: "其他部门索取定期报表须经理审查并总经理批准"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第10条"
#   other_clauses: [篇十八 第10条]
#   evidence: [report_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     approver_roles:
#     - customer_service_manager
#     - general_manager
#     approval_order_enforced: true
#     owner_dept: customer_service
#   param_basis:
#     approver_roles: "document"
#     approval_order_enforced: "document"
#     owner_dept: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 AC-5"
#     - "NIST SP 800-53r5 AC-21"
package rules.reports.unapproved_periodic_report
