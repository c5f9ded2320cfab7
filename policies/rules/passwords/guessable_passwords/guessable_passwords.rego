# METADATA
# scope: package
# title: "Passwords are not guessable from personal data or dictionaries"
# description: "Passwords are independent and hard to guess, and not built on personal information."
# schemas:
#   - input.evidence.password_policy: schema.password_policy
# custom:
#   id: PWD-005
#   title_zh: "密码不得与个人信息关联或易被猜测"
#   description_zh: "密码应当独立、不易猜测,不得使用与个人信息关联的内容。"
#   severity: medium
#   clause: "篇五 第二段(加强密码安全)"
#   other_clauses: [篇十 第二段]
#   evidence: [password_policy]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     require_user_info_check: true
#     require_dictionary_check: true
#   param_basis:
#     require_user_info_check: "document"
#     require_dictionary_check: "document"
#   recommended_action: "Turn on the checks of new passwords against user data and against a dictionary (for pam_pwquality: usercheck=1, gecoscheck=1 and dictcheck=1; for a directory: a password quality module)."
#   recommended_action_zh: "启用新密码与用户信息、字典的比对检查(pam_pwquality:usercheck=1、gecoscheck=1、dictcheck=1;目录服务:启用密码质量模块)。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "NIST SP 800-53r5 IA-5(1)"
package rules.passwords.guessable_passwords

import data.lib.findings

params := data.params["PWD-005"]

default applicable := false

applicable if {
	some _ in checks
	count(input.evidence.password_policy) > 0
}

checks["user_info_check"] := findings.plain(
	"new passwords are not checked against user data",
	"新密码未与用户信息比对",
) if {
	params.require_user_info_check
}

checks["dictionary_check"] := findings.plain(
	"new passwords are not checked against a dictionary",
	"新密码未与字典比对",
) if {
	params.require_dictionary_check
}

deny contains finding if {
	some row in input.evidence.password_policy
	some field, text in checks
	object.get(row, field, false) == false
	finding := findings.at(row, field, ["system_id", "source"], {text})
}
