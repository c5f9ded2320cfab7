# METADATA
# scope: package
# title: "Consulting classified files needs the customer service manager"
# description: "Consulting a file that carries a classification needs the approval of the customer service manager."
# schemas:
#   - input.evidence.access_applications: schema.access_applications
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-018-4b
#   title_zh: "查阅密级文件须经客户服务部经理批准"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第18条第4款"
#   other_clauses: [篇十八 第18条第4款]
#   evidence: [access_applications, access_log, hr_roster]
#   optional_evidence: [customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     classified_levels:
#     - secret
#     - top_secret
#     applies_to: all
#     approver_role: customer_service_manager
#   param_basis:
#     classified_levels: "document (机密, 绝密)"
#     applies_to: "project default, the stricter reading of the clause"
#     approver_role: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.15"
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-6"
package rules.file_access.unapproved_classified_access
