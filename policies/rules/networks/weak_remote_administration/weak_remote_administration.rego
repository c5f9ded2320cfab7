# METADATA
# scope: package
# title: "Remote administration is hardened"
# description: "Network security is strengthened so that information systems run stably and safely against outside attack."
# schemas:
#   - input.evidence.sshd_config: schema.sshd_config
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: NET-005
#   title_zh: "远程管理服务加固"
#   description_zh: ""
#   severity: high
#   clause: "篇二 第四段(实践)"
#   other_clauses: [篇十四 第四段(实践), 篇三 第三段, 篇十三 三、信息安全的重要性]
#   evidence: [sshd_config, system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     accepted_root_login:
#     - 'no'
#     - prohibit-password
#     - without-password
#     - forced-commands-only
#     max_auth_tries: 4
#     weak_algorithms:
#     - 3des-cbc
#     - aes128-cbc
#     - arcfour
#     - hmac-md5
#     - hmac-sha1-96
#   param_basis:
#     accepted_root_login: "project default (sshd -T prints without-password for prohibit-password)"
#     max_auth_tries: "CIS Benchmarks"
#     weak_algorithms: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.9"
#     - "ISO/IEC 27001:2022 A.8.20"
#     - "NIST SP 800-53r5 AC-17"
#     - "NIST SP 800-53r5 CM-6"
package rules.networks.weak_remote_administration
