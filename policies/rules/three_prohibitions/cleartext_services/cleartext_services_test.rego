package rules.three_prohibitions.cleartext_services_test

import data.rules.three_prohibitions.cleartext_services

params := {"CIC-026-3c": {
	"cleartext_protocols": ["telnet", "http"],
	"exempt_exposure": ["loopback"],
}}

service := {
	"host": "db-1",
	"port": 23,
	"protocol": "telnet",
	"encrypted": false,
	"holds_customer_info": true,
	"exposure": "internal",
	"_loc": {"file": "ss.txt", "line": 3},
}

result(services) := {
	"deny": {finding.msg | some finding in found.deny},
	"review": {finding.msg | some finding in found.review},
	"applicable": found.applicable,
} if {
	found := cleartext_services with data.params as params with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": {"listening_services": services},
	}
}

of(change) := result([object.union(service, change)])

lacking(field) := result([object.remove(service, [field])])

clean := {"deny": set(), "review": set(), "applicable": true}

absent := {"deny": set(), "review": set(), "applicable": false}

clear := {
	"deny": {"db-1/23/telnet: port 23 offers telnet in clear text"},
	"review": set(),
	"applicable": true,
}

test_clear_text if {
	of({}) == clear
	of({"exposure": "external"}) == clear
}

test_names_are_compared_without_case if {
	of({"protocol": "HTTP"}).deny == {"db-1/23/HTTP: port 23 offers http in clear text"}
}

test_encrypted_or_safe_protocols if {
	of({"encrypted": true}) == clean
	of({"protocol": "ssh"}) == clean
}

test_unknown_encryption_is_none if {
	lacking("encrypted") == clear
}

test_unknown_holding_is_holding if {
	lacking("holds_customer_info") == clear
}

test_hosts_without_customer_information if {
	of({"holds_customer_info": false}) == absent
	of({"holds_customer_info": false, "protocol": "unknown"}) == absent
}

test_loopback_is_exempt if {
	of({"exposure": "loopback"}) == clean
	result([object.remove(object.union(service, {"exposure": "loopback"}), ["protocol"])]) == clean
}

test_unknown_exposure_is_exposed if {
	lacking("exposure") == clear
}

test_unknown_protocol_is_reviewed if {
	lacking("protocol") == {
		"deny": set(),
		"review": {"db-1/23/: the protocol on port 23 is unknown: find out whether it is clear text"},
		"applicable": true,
	}
	of({"protocol": "Unknown"}).review == {concat(" ", [
		"db-1/23/Unknown: the protocol on port 23 is unknown:",
		"find out whether it is clear text",
	])}
	count(of({"protocol": ""}).review) == 1
}

test_unknown_protocol_on_an_unknown_exposure_is_reviewed if {
	count(result([object.remove(service, ["protocol", "exposure"])]).review) == 1
}

test_each_service_has_its_own_finding if {
	web := object.union(service, {"port": 80, "protocol": "http"})
	count(result([service, web]).deny) == 2
}

test_no_services if {
	result([]) == absent
}
