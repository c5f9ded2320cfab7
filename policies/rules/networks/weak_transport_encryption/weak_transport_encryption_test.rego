package rules.networks.weak_transport_encryption_test

import data.rules.networks.weak_transport_encryption

params := {"NET-004": {
	"min_tls": "1.2",
	"warn_days": 14,
	"weak_methods": ["trust", "md5"],
	"loopback_addresses": ["127.0.0.1/32", "samehost"],
}}

endpoint := {
	"host": "h1",
	"port": 443,
	"lowest_protocol": "1.2",
	"certificate_expires_at": "2026-03-24T12:00:00+08:00",
	"carries_customer_info": true,
	"_loc": {"file": "tls.csv", "line": 2},
}

ssl := {
	"host": "db1",
	"name": "ssl",
	"setting": "on",
	"_loc": {"file": "postgresql.conf", "line": 5},
}

rule := {
	"host": "db1",
	"hba_type": "hostssl",
	"hba_database": "all",
	"hba_user": "all",
	"hba_address": "10.0.0.0/8",
	"hba_method": "scram-sha-256",
	"_loc": {"file": "pg_hba.conf", "line": 9},
}

# 14 days, to the second, before the certificate expires.
now := "2026-03-10T12:00:00+08:00"

doc(endpoints, settings, at) := {
	"now": at,
	"evidence": {"tls_endpoints": endpoints, "postgres_settings": settings},
}

found(given) := result if {
	result := weak_transport_encryption.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

notes(row, at) := result if {
	result := weak_transport_encryption.warn with input as doc([row], [], at)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(given) := {finding.msg | some finding in result} if {
	result := weak_transport_encryption.unknown with input as given with data.params as params
}

applies(given) := result if {
	result := weak_transport_encryption.applicable with input as given
}

patched(patch) := denied(doc([object.union(endpoint, patch)], [], now))

ruled(patch) := denied(doc([], [ssl, object.union(rule, patch)], now))

test_sound_connections_pass if {
	given := doc([endpoint], [ssl, rule], now)
	found(given) == set()
	doubts(given) == set()
	notes(endpoint, now) == set()
	abroad := object.union(endpoint, {"certificate_expires_at": "2026-03-23T23:59:59-12:00"})
	notes(abroad, now) == set()
	patched({"lowest_protocol": "1.3"}) == set()
}

test_protocol_is_too_old if {
	found(doc([object.union(endpoint, {"lowest_protocol": "1.1"})], [], now)) == {{
		"msg": "h1/443/lowest_protocol: it accepts protocol version 1.1, below TLS 1.2",
		"msg_zh": "h1/443/lowest_protocol:可使用协议版本1.1,低于TLS 1.2",
		"subject": "h1/443/lowest_protocol",
		"_loc": {"file": "tls.csv", "line": 2},
	}}
	every version in ["none", "ssl3", "1.0"] {
		count(patched({"lowest_protocol": version})) == 1
	}
}

test_unknown_customer_information_counts_as_carried if {
	row := object.remove(object.union(endpoint, {"lowest_protocol": "1.0"}), ["carries_customer_info"])
	count(denied(doc([row], [], now))) == 1
	free := object.union(endpoint, {"lowest_protocol": "none", "carries_customer_info": false})
	denied(doc([free], [], now)) == set()
	applies(doc([free], [], now)) == false
}

test_certificate_has_expired if {
	denied(doc([endpoint], [], "2026-03-24T12:00:01+08:00")) == {concat("", [
		"h1/443/certificate_expires_at: its certificate expired at ",
		"2026-03-24T12:00:00+08:00",
	])}
	denied(doc([endpoint], [], "2026-03-24T12:00:00+08:00")) == set()
	notes(endpoint, "2026-03-24T12:00:01+08:00") == set()
}

test_certificate_expires_soon if {
	notes(endpoint, "2026-03-10T12:00:01+08:00") == {{
		"msg": concat("", [
			"h1/443/certificate_expires_at: its certificate expires at ",
			"2026-03-24T12:00:00+08:00, within 14 days",
		]),
		"msg_zh": concat("", [
			"h1/443/certificate_expires_at:其证书将于2026-03-24T12:00:00+08:00到期,",
			"不足14天",
		]),
		"subject": "h1/443/certificate_expires_at",
		"severity": "low",
		"_loc": {"file": "tls.csv", "line": 2},
	}}
}

test_certificate_with_a_plain_date if {
	row := object.union(endpoint, {"certificate_expires_at": "2026-03-24"})
	notes(row, "2026-03-09T23:59:59+08:00") == set()
	count(notes(row, "2026-03-10T00:00:00+08:00")) == 1
	denied(doc([row], [], "2026-03-24T23:59:59+08:00")) == set()
	count(denied(doc([row], [], "2026-03-25T00:00:00+08:00"))) == 1
}

test_unknown_expiry_is_unknown if {
	row := object.remove(endpoint, ["certificate_expires_at"])
	denied(doc([row], [], now)) == set()
	doubts(doc([row], [], now)) == {
		"h1/443/certificate_expires_at: when its certificate expires is not recorded",
	}
	doubts(doc([object.union(row, {"lowest_protocol": "none"})], [], now)) == set()
	doubts(doc([object.union(row, {"carries_customer_info": false})], [], now)) == set()
}

test_database_without_ssl if {
	expected := {"db1/ssl/setting: the server does not encrypt connections"}
	denied(doc([], [object.union(ssl, {"setting": "off"}), rule], now)) == expected
	denied(doc([], [object.remove(ssl, ["setting"]), rule], now)) == expected
	denied(doc([], [object.union(ssl, {"setting": "ON"})], now)) == set()
}

test_unknown_ssl_is_unknown if {
	other := object.union(ssl, {"name": "port", "setting": "5432"})
	doubts(doc([], [rule, other], now)) == {
		"db1: whether the database server encrypts connections is not recorded",
	}
	count(doubts(doc([], [rule, object.union(ssl, {"host": "db2"})], now))) == 1
	denied(doc([], [other], now)) == set()
}

unencrypted(kind, address) := {sprintf(
	"db1/%s/all/all/%s: the rule admits unencrypted connections over the network",
	[kind, address],
)}

test_unencrypted_rule if {
	ruled({"hba_type": "host"}) == unencrypted("host", "10.0.0.0/8")
	ruled({"hba_type": "hostnossl"}) == unencrypted("hostnossl", "10.0.0.0/8")
	ruled({"hba_type": "hostnogssenc"}) == unencrypted("hostnogssenc", "10.0.0.0/8")
	ruled({"hba_type": "host", "hba_address": "samehost"}) == set()
	ruled({"hba_type": "host", "hba_method": "reject"}) == set()
	ruled({"hba_type": "hostgssenc"}) == set()
	bare := object.remove(object.union(rule, {"hba_type": "host"}), ["hba_address"])
	denied(doc([], [ssl, bare], now)) == unencrypted("host", "")
}

weak(kind, address) := {sprintf(
	"db1/%s/all/all/%s: the rule admits clients by the weak method md5",
	[kind, address],
)}

test_weak_method if {
	ruled({"hba_method": "md5"}) == weak("hostssl", "10.0.0.0/8")
	local := {"hba_method": "md5", "hba_type": "host", "hba_address": "samehost"}
	ruled(local) == weak("host", "samehost")
	ruled({"hba_method": "trust", "hba_type": "local"}) == set()
}

test_faults_of_a_rule_are_joined if {
	ruled({"hba_type": "host", "hba_method": "trust"}) == {concat("", [
		"db1/host/all/all/10.0.0.0/8: the rule admits clients by the weak method trust; ",
		"the rule admits unencrypted connections over the network",
	])}
}

test_unknown_method if {
	row := object.remove(rule, ["hba_method"])
	doubts(doc([], [ssl, row], now)) == {
		"db1/hostssl/all/all/10.0.0.0/8: the method of the rule is not recorded",
	}
	doubts(doc([], [ssl, object.union(row, {"hba_type": "local"})], now)) == set()
}

test_database_settings_are_optional if {
	given := {"now": now, "evidence": {"tls_endpoints": [endpoint]}}
	denied(given) == set()
	doubts(given) == set()
	applies(given)
}

test_applicable if {
	applies(doc([], [rule], now))
	applies(doc([], [], now)) == false
}

test_settings_that_could_not_be_read_are_unknown if {
	given := {
		"now": now,
		"evidence": {"tls_endpoints": []},
		"gaps": {"postgres_settings": [{"target": "db1", "reason": "denied"}]},
	}
	denied(given) == set()
	doubts(given) == {"db1: the settings of its database servers could not be read"}
	applies(given)
}

test_a_bank_without_database_servers_leaves_no_doubt if {
	given := {"now": now, "evidence": {"tls_endpoints": []}, "gaps": {}}
	doubts(given) == set()
	applies(given) == false
}
