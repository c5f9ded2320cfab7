# METADATA
# scope: package
# title: "File permissions keep customer files from everyone else"
# description: "Directories, shares and buckets that hold customer files give no access to the public, to all users or to groups outside the permission scheme."
# schemas:
#   - input.evidence.file_acl: schema.file_acl
#   - input.evidence.object_store_config: schema.object_store_config
#   - input.evidence.storage_inventory: schema.storage_inventory
# custom:
#   id: CIC-017c
#   title_zh: "客户档案目录的文件权限不对无关人员开放"
#   description_zh: ""
#   severity: critical
#   clause: "篇五 第17条"
#   other_clauses: [篇十八 第17条]
#   evidence: [file_acl, storage_inventory]
#   optional_evidence: [object_store_config]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     forbidden_principals:
#     - everyone
#     - authenticated_users
#     - domain_users
#     - other
#     - '*'
#     allowed_groups:
#     - customer_service
#     - customer_records_admins
#     allowed_users:
#     - root
#   param_basis:
#     forbidden_principals: "project default"
#     allowed_groups: "project default"
#     allowed_users: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-3"
#     - "NIST SP 800-53r5 AC-6"
#     - "PIPL art. 51"
package rules.file_access.open_file_permissions
