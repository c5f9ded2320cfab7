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
#   description_zh: "加强网络安全防护,保证信息系统安全稳定运行,防止外部攻击。"
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
#   recommended_action: "In sshd_config refuse root login by password and empty passwords, allow only keys on hosts with customer information, set MaxAuthTries to at most 4 and ClientAliveInterval above zero, remove the weak ciphers and MACs named, then reload sshd and check with sshd -T."
#   recommended_action_zh: "在 sshd_config 中禁止 root 用密码登录和空密码,存有客户信息的主机只允许密钥登录,MaxAuthTries 不超过4,ClientAliveInterval 大于零,删除所列弱加密算法和弱 MAC,重新加载 sshd 后用 sshd -T 核对。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.9"
#     - "ISO/IEC 27001:2022 A.8.20"
#     - "NIST SP 800-53r5 AC-17"
#     - "NIST SP 800-53r5 CM-6"
package rules.networks.weak_remote_administration

import data.lib.evidence
import data.lib.findings

params := data.params["NET-005"]

# A host has a row for its settings and one for each Match block that weakens them. A setting that
# several rows inherit from one line gives one finding, since its findings are equal.
faults contains [i, "permitrootlogin", fault] if {
	some i, row in input.evidence.sshd_config
	setting := row.permitrootlogin
	not setting in params.accepted_root_login
	fault := findings.text(
		"root login is set to %s",
		"root 登录设置为 %s",
		[setting],
		[setting],
	)
}

faults contains [i, "permitemptypasswords", findings.plain(
	"empty passwords are allowed",
	"允许空密码",
)] if {
	some i, row in input.evidence.sshd_config
	row.permitemptypasswords == "yes"
}

faults contains [i, "maxauthtries", fault] if {
	some i, row in input.evidence.sshd_config
	row.maxauthtries > params.max_auth_tries
	fault := findings.text(
		"%v attempts to log in are allowed, above %v",
		"允许尝试登录%v次,超过%v次",
		[row.maxauthtries, params.max_auth_tries],
		[row.maxauthtries, params.max_auth_tries],
	)
}

faults contains [i, "clientaliveinterval", findings.plain(
	"sessions whose client is gone are never ended",
	"客户端失联的会话永不终止",
)] if {
	some i, row in input.evidence.sshd_config
	row.clientaliveinterval == 0
}

faults contains [i, field, fault] if {
	some i, row in input.evidence.sshd_config
	some field in {"ciphers", "macs"}
	offered := {name | some name in row[field]}
	weak := sort(offered & {name | some name in params.weak_algorithms})
	count(weak) > 0
	fault := findings.text(
		"weak algorithms are offered: %s",
		"提供了弱算法:%s",
		[concat(", ", weak)],
		[concat("、", weak)],
	)
}

# holdings[host]: what the inventory says of customer information on the host; null = nothing.
holdings[host] contains held if {
	some row in input.evidence.system_inventory
	host := row.host
	held := object.get(row, "holds_customer_info", null)
}

cleared(host) if holdings[host] == {false}

password_login contains [host, finding] if {
	some row in input.evidence.sshd_config
	row.passwordauthentication == "yes"
	host := row.host
	not cleared(host)
	finding := findings.at(row, "passwordauthentication", ["host"], {findings.plain(
		"passwords are accepted on a host that may hold customer information",
		"可能存有客户信息的主机接受密码登录",
	)})
}

deny contains finding if {
	some [i, field, text] in faults
	finding := findings.at(input.evidence.sshd_config[i], field, ["host"], {text})
}

deny contains finding if {
	some [host, finding] in password_login
	not unlisted(host)
}

# The row that says what the host holds may stand in a source that could not be read.
unlisted(host) if {
	not holdings[host]
	evidence.incomplete("system_inventory")
}

rows_of[host] contains i if {
	some i, row in input.evidence.sshd_config
	host := row.host
}

tells(row, field) if object.get(row, field, []) != []

unknown contains finding if {
	some [host, finding] in password_login
	unlisted(host)
}

# A setting that none of the host's rows tells; a Match block inherits what it does not set.
unknown contains finding if {
	some host, rows in rows_of
	some field in {
		"permitemptypasswords",
		"maxauthtries",
		"clientaliveinterval",
		"ciphers",
		"macs",
	}
	told := [i | some i in rows; tells(input.evidence.sshd_config[i], field)]
	count(told) == 0
	row := input.evidence.sshd_config[min(rows)]
	finding := findings.at(row, field, ["host"], {findings.plain(
		"the setting is not known",
		"该设置未知",
	)})
}
