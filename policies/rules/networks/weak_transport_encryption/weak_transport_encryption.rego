# METADATA
# scope: package
# title: "Customer information is encrypted in transit"
# description: "Transmission of customer information uses sound encryption."
# schemas:
#   - input.evidence.tls_endpoints: schema.tls_endpoints
#   - input.evidence.postgres_settings: schema.postgres_settings
# custom:
#   id: NET-004
#   title_zh: "客户信息传输加密"
#   description_zh: "传输客户信息应采用可靠的加密技术。"
#   severity: high
#   clause: "篇二 第二段(挑战与对策)"
#   other_clauses: [篇十四 第二段(挑战与对策), 篇十三 第三段(规范管理), 篇二 第三段(规范管理)]
#   evidence: [tls_endpoints]
#   optional_evidence: [postgres_settings]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     min_tls: '1.2'
#     warn_days: 14
#     weak_methods:
#     - trust
#     - password
#     - md5
#     loopback_addresses:
#     - 127.0.0.1/32
#     - ::1/128
#     - localhost
#     - samehost
#   param_basis:
#     min_tls: "NIST SP 800-52r2"
#     warn_days: "project default"
#     weak_methods: "project default"
#     loopback_addresses: "project default"
#   recommended_action: "Accept TLS 1.2 or later only, renew the certificate in time, switch on ssl in PostgreSQL, turn unencrypted network connections away in pg_hba.conf and use scram-sha-256 or certificates."
#   recommended_action_zh: "仅接受 TLS 1.2 及以上版本,及时更换证书,开启 PostgreSQL 的 ssl,在 pg_hba.conf 中拒绝未加密的网络连接并改用 scram-sha-256 或证书认证。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.24"
#     - "NIST SP 800-53r5 SC-8"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 6.3"
#     - "JR/T 0171-2020 6"
#     - "PCI DSS v4.0.1 4.2.1"
package rules.networks.weak_transport_encryption

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["NET-004"]

endpoints := input.evidence.tls_endpoints

default settings := []

settings := input.evidence.postgres_settings

default applicable := false

applicable if count(carriers) > 0

applicable if count(settings) > 0

applicable if count(evidence.unread("postgres_settings")) > 0

# carriers: endpoints that are not known to be free of customer information.
carriers contains i if {
	some i, row in endpoints
	object.get(row, "carries_customer_info", true)
}

versions := ["none", "ssl3", "1.0", "1.1", "1.2", "1.3"]

accepted contains version if {
	some least, lowest in versions
	lowest == params.min_tls
	some rank, version in versions
	rank >= least
}

faults contains [i, "lowest_protocol", fault] if {
	some i in carriers
	version := endpoints[i].lowest_protocol
	not version in accepted
	fault := findings.text(
		"it accepts protocol version %s, below TLS %s",
		"可使用协议版本%s,低于TLS %s",
		[version, params.min_tls],
		[version, params.min_tls],
	)
}

faults contains [i, "certificate_expires_at", fault] if {
	some i in carriers
	at := endpoints[i].certificate_expires_at
	times.past(at)
	fault := findings.text("its certificate expired at %s", "其证书已于%s到期", [at], [at])
}

soon(at) if {
	times.start(at) < times.now + times.hours(params.warn_days * 24)
}

soon(at) if {
	times.is_day(at)
	at <= times.add_days(times.today, params.warn_days)
}

warn contains note if {
	some i in carriers
	at := endpoints[i].certificate_expires_at
	not times.past(at)
	soon(at)
	field := "certificate_expires_at"
	finding := findings.at(endpoints[i], field, ["host", "port"], {findings.text(
		"its certificate expires at %s, within %v days",
		"其证书将于%s到期,不足%v天",
		[at, params.warn_days],
		[at, params.warn_days],
	)})
	note := object.union(finding, {"severity": "low"})
}

ssl_of[host] contains i if {
	some i, row in settings
	lower(row.name) == "ssl"
	host := row.host
}

encrypting(row) if lower(row.setting) == "on"

servers[host] contains i if {
	some i, row in settings
	host := row.host
}

rule_key := ["host", "hba_type", "hba_database", "hba_user", "hba_address"]

loopback(row) if row.hba_address in params.loopback_addresses

rejected(row) if row.hba_method == "reject"

rule_faults[i] contains findings.plain(
	"the rule admits unencrypted connections over the network",
	"该规则允许未加密的网络连接",
) if {
	some i, row in settings
	row.hba_type in {"host", "hostnossl", "hostnogssenc"}
	not loopback(row)
	not rejected(row)
}

rule_faults[i] contains fault if {
	some i, row in settings
	row.hba_type != "local"
	row.hba_method in params.weak_methods
	fault := findings.text(
		"the rule admits clients by the weak method %s",
		"该规则使用弱认证方式%s",
		[row.hba_method],
		[row.hba_method],
	)
}

deny contains finding if {
	some [i, field, text] in faults
	finding := findings.at(endpoints[i], field, ["host", "port"], {text})
}

deny contains finding if {
	some rows in ssl_of
	some i in rows
	not encrypting(settings[i])
	finding := findings.at(settings[i], "setting", ["host", "name"], {findings.plain(
		"the server does not encrypt connections",
		"数据库服务器未加密连接",
	)})
}

deny contains finding if {
	some i, texts in rule_faults
	finding := findings.of(settings[i], rule_key, texts)
}

# An endpoint in plain text has no certificate.
unknown contains finding if {
	some i in carriers
	endpoints[i].lowest_protocol != "none"
	not endpoints[i].certificate_expires_at
	field := "certificate_expires_at"
	finding := findings.at(endpoints[i], field, ["host", "port"], {findings.plain(
		"when its certificate expires is not recorded",
		"未记录其证书的到期时间",
	)})
}

unknown contains finding if {
	some host, rows in servers
	not ssl_of[host]
	finding := findings.about(settings[min(rows)]._loc, host, {findings.plain(
		"whether the database server encrypts connections is not recorded",
		"未记录数据库服务器是否加密连接",
	)})
}

unknown contains finding if {
	some row in settings
	row.hba_type != "local"
	not row.hba_method
	finding := findings.of(row, rule_key, {findings.plain(
		"the method of the rule is not recorded",
		"未记录该规则的认证方式",
	)})
}

# A server in the clear may stand in what could not be read.
unknown contains finding if {
	some source in evidence.unread("postgres_settings")
	finding := findings.about({"file": "postgres_settings"}, source, {findings.plain(
		"the settings of its database servers could not be read",
		"无法读取其数据库服务器的设置",
	)})
}
