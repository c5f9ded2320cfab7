# METADATA
# scope: package
# title: "All staff have regular security and confidentiality training"
# description: "The company trains staff regularly in information protection and security awareness, including new staff."
# schemas:
#   - input.evidence.training_records: schema.training_records
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: TRN-001
#   title_zh: "员工定期接受信息安全和保密培训"
#   description_zh: ""
#   severity: high
#   clause: "篇一 第二段(银行的保密责任)"
#   other_clauses: [篇七 第二段(银行的保密责任), 篇二 第二段(挑战与对策), 篇十四 第二段(挑战与对策), 篇三 第三段(信息安全保护), 篇十一 第三段(信息安全保护), 篇十三 第二段(科学管理), 篇二 第二段(科学管理), 篇三 第三段, 篇八 第三段, 篇十三 三、信息安全的重要性, 篇十五 加强员工培训]
#   evidence: [training_records, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     security_topics:
#     - information_security
#     - confidentiality
#     interval_days: 365
#     onboarding_days: 30
#   param_basis:
#     security_topics: "document"
#     interval_days: "PCI DSS v4.0.1 12.6.3 (document says regularly)"
#     onboarding_days: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.3"
#     - "NIST SP 800-53r5 AT-2"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 11.6"
#     - "PCI DSS v4.0.1 12.6.3"
package rules.training.missing_training
