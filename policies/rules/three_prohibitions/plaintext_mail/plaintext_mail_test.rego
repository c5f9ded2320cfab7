package rules.three_prohibitions.plaintext_mail_test

import data.rules.three_prohibitions.plaintext_mail

params := {"CIC-026-3b": {"min_tls": "1.2", "require_e2e_for": ["sensitive"]}}

mail := {
	"queue_id": "Q-1",
	"at": "2026-03-01",
	"recipient_address": "m***",
	"recipient_domain": "partner.example",
	"direction": "outbound",
	"tls_version": "1.2",
	"data_class": "personal",
	"status": "sent",
	"_loc": {"file": "mail.log", "line": 3},
}

result(mails, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := plaintext_mail with data.params as settings with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": {"mail_log": mails},
	}
}

of(change) := result([object.union(mail, change)], params)

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

weak(version) := {
	"deny": {concat("", [
		"Q-1/m***: customer information (personal) was sent with TLS ",
		version,
		", below 1.2, and without end-to-end encryption",
	])},
	"unknown": set(),
	"applicable": true,
}

test_strong_transport if {
	of({}) == clean
	of({"tls_version": "1.3"}) == clean
}

test_weak_transport if {
	of({"tls_version": "1.1"}) == weak("1.1")
	of({"tls_version": "1.0"}) == weak("1.0")
	of({"tls_version": "ssl3"}) == weak("ssl3")
	of({"tls_version": "none"}) == weak("none")
}

test_missing_transport_is_weak if {
	result([object.remove(mail, ["tls_version"])], params) == weak("unknown")
}

test_an_unknown_minimum_lets_nothing_pass if {
	settings := {"CIC-026-3b": {"min_tls": "1.4", "require_e2e_for": []}}
	count(result([object.union(mail, {"tls_version": "1.3"})], settings).deny) == 1
}

test_end_to_end_encryption_makes_up_for_transport if {
	of({"tls_version": "none", "end_to_end_encrypted": true}) == clean
	of({"tls_version": "none", "end_to_end_encrypted": false}) == weak("none")
}

test_sensitive_data_needs_end_to_end_encryption if {
	expected := {"Q-1/m***: information of class sensitive needs end-to-end encryption"}
	of({"data_class": "sensitive"}).deny == expected
	of({"data_class": "sensitive", "end_to_end_encrypted": false}).deny == expected
	of({"data_class": "sensitive", "end_to_end_encrypted": true}) == clean
}

test_both_faults_in_one_finding if {
	of({"data_class": "sensitive", "tls_version": "1.0"}).deny == {concat("", [
		"Q-1/m***: customer information (sensitive) was sent with TLS 1.0, below 1.2, ",
		"and without end-to-end encryption; ",
		"information of class sensitive needs end-to-end encryption",
	])}
}

test_undelivered_messages_are_ignored if {
	of({"tls_version": "none", "status": "deferred"}) == absent
	of({"tls_version": "none", "status": "bounced"}) == absent
}

test_a_message_without_status_counts_as_sent if {
	row := object.union(object.remove(mail, ["status"]), {"tls_version": "none"})
	result([row], params) == weak("none")
}

test_other_mail_is_out_of_scope if {
	of({"tls_version": "none", "direction": "inbound"}) == absent
	of({"tls_version": "none", "direction": "internal"}) == absent
	of({"tls_version": "none", "data_class": "none"}) == absent
	result([], params) == absent
}

untagged := object.remove(mail, ["data_class"])

test_untagged_messages_are_not_evaluated if {
	expected := {
		"deny": set(),
		"unknown": {concat(" ", [
			"Q-1/m***: the message has no data class,",
			"so the encryption that it needed is unknown",
		])},
		"applicable": true,
	}
	result([untagged], params) == expected
	result([object.union(untagged, {"tls_version": "none"})], params) == expected
	result([object.union(untagged, {"status": "bounced"})], params) == absent
	result([object.union(untagged, {"direction": "internal"})], params) == absent
}

test_untagged_and_tagged_messages_together if {
	bare := object.union(untagged, {"queue_id": "Q-0", "tls_version": "none"})
	found := result([bare, object.union(mail, {"tls_version": "none"})], params)
	found.deny == weak("none").deny
	count(found.unknown) == 1
}

test_untagged_but_encrypted_to_the_end_is_clean if {
	result([object.union(untagged, {"end_to_end_encrypted": true})], params) == clean
}

# Whether a message over one version passes where another is the weakest accepted.
accepted(version, weakest) if {
	settings := {"CIC-026-3b": {"min_tls": weakest, "require_e2e_for": []}}
	result([object.union(mail, {"tls_version": version})], settings) == clean
}

test_order_of_the_versions if {
	versions := ["none", "ssl3", "1.0", "1.1", "1.2", "1.3"]
	every i, version in versions {
		accepted(version, version)
		every better in array.slice(versions, i + 1, 6) {
			accepted(better, version)
			not accepted(version, better)
		}
	}
}
