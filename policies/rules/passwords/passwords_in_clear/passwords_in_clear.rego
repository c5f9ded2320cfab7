# METADATA
# scope: package
# title: "Passwords live in a manager, not on paper or in clear files"
# description: "Passwords are kept in a password manager and not written on paper, saved directly on a computer or stored in the clear on a device."
# schemas:
#   - input.evidence.secret_scan: schema.secret_scan
#   - input.evidence.password_vault_audit: schema.password_vault_audit
#   - input.evidence.endpoint_config: schema.endpoint_config
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: PWD-006
#   title_zh: "用密码管理工具保存密码,不得明文存放"
#   description_zh: "密码应保存在密码管理工具中,不写在纸上、不直接保存在电脑上、不明文存放在设备中。"
#   severity: high
#   clause: "篇五 第二段(加强密码安全)"
#   other_clauses: [篇八 第四段, 篇十 第二段]
#   evidence: [secret_scan, password_vault_audit, endpoint_config, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     min_enrolment_pct: 95
#     allowed_paths: []
#   param_basis:
#     min_enrolment_pct: "project default"
#     allowed_paths: "project default"
#   recommended_action: "Delete the password found in the clear and change it, forbid browsers to save passwords, and enrol all staff in the password manager."
#   recommended_action_zh: "删除明文存放的密码并立即更换,禁止浏览器保存密码,并让全体员工启用密码管理工具。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "NIST SP 800-53r5 IA-5(7)"
#     - "NIST SP 800-53r5 IA-5(18)"
#     - "PCI DSS v4.0.1 8.3.2"
package rules.passwords.passwords_in_clear

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["PWD-006"]

secrets := input.evidence.secret_scan

devices := input.evidence.endpoint_config

default applicable := false

applicable if count(secrets) > 0

applicable if count(devices) > 0

applicable if count(staff) > 0

resolved(row) if {
	at := row.resolved_at
	not times.ahead(at)
}

staff contains person if {
	some row in input.evidence.hr_roster
	row.employed
	person := row.person
}

# audits[person]: the audits of the person's passwords, as [instant, whether enrolled].
audits[person] contains [began, answer] if {
	some row in input.evidence.password_vault_audit
	at := row.reported_at
	not times.ahead(at)
	began := times.start(at)
	answer := row.enrolled
	person := people.identity(row.person)
}

# Of audits of the same time, all must say that the person is enrolled.
enrolled contains person if {
	some person, known in audits
	person in staff
	[newest, _] := max(known)
	{answer | some [began, answer] in known; began == newest} == {true}
}

missing contains finding if {
	count(enrolled) * 100 < count(staff) * params.min_enrolment_pct
	place := input.evidence.hr_roster[0]._loc
	finding := findings.about(place, "enrolment", {findings.text(
		"%v of %v employed persons use the password manager, fewer than %v per cent",
		"%v名(共%v名)在职人员启用密码管理工具,不足百分之%v",
		[count(enrolled), count(staff), params.min_enrolment_pct],
		[count(enrolled), count(staff), params.min_enrolment_pct],
	)})
}

uncertain if evidence.incomplete("password_vault_audit")

uncertain if evidence.incomplete("hr_roster")

deny contains finding if {
	some row in secrets
	path := row.path
	not path in params.allowed_paths
	not resolved(row)
	finding := findings.of(row, ["finding_id"], {findings.plain(
		"a password or key was found in the clear and is not removed",
		"发现明文存放的密码或密钥,尚未清除",
	)})
}

deny contains finding if {
	some row in devices
	row.browser_saves_passwords
	finding := findings.at(row, "browser_saves_passwords", ["host"], {findings.plain(
		"the browser may save passwords",
		"浏览器可保存密码",
	)})
}

deny contains finding if {
	not uncertain
	some finding in missing
}

# Only devices that people work on need a browser.
unknown contains finding if {
	some row in devices
	row.kind in {"workstation", "laptop", "phone", "tablet"}
	not is_boolean(object.get(row, "browser_saves_passwords", ""))
	finding := findings.at(row, "browser_saves_passwords", ["host"], {findings.plain(
		"whether the browser may save passwords is not recorded",
		"未记录浏览器是否可保存密码",
	)})
}

unknown contains finding if {
	uncertain
	some finding in missing
}
