# METADATA
# scope: package
# title: "Leaks are reported to the supervisor and the manager"
# description: "Whoever discovers a leak or possible leak reports it promptly to the customer information supervisor and the customer service manager."
# schemas:
#   - input.evidence.incident_register: schema.incident_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-027b
#   title_zh: "泄露事件及时报告主管和经理"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第27条"
#   other_clauses: [篇十八 第27条]
#   evidence: [incident_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_recipients:
#     - customer_information_supervisor
#     - customer_service_manager
#     max_report_hours: 2
#   param_basis:
#     required_recipients: "document"
#     max_report_hours: "project default (document says promptly)"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.8"
#     - "NIST SP 800-53r5 IR-6"
package rules.leak_reporting.unreported_leak
