# METADATA
# scope: package
# title: "No customer information discussed in public places"
# description: "Second prohibition - customer information is not talked about in public places."
# schemas:
#   - input.evidence.meeting_calendar: schema.meeting_calendar
#   - input.evidence.incident_register: schema.incident_register
#   - input.evidence.acknowledgements: schema.acknowledgements
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-026-2
#   title_zh: "不准在公共场所谈论客户信息"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第26条第2款"
#   other_clauses: [篇十八 第26条第2款, 篇十六 第二段]
#   evidence: [meeting_calendar, incident_register, acknowledgements, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     public_place_types:
#     - cafe
#     - restaurant
#     - transport
#     - lobby
#     - open_area
#     customer_topics:
#     - customer_information
#     - customer_case
#     attestation_days: 183
#   param_basis:
#     public_place_types: "project default"
#     customer_topics: "project default"
#     attestation_days: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 PL-4"
package rules.three_prohibitions.public_places
