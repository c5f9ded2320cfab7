package rules.three_prohibitions.plain_telephony_test

import data.rules.three_prohibitions.plain_telephony

params := {"CIC-026-3a": {
	"secure_signalling": ["tls"],
	"secure_media": ["srtp_sdes", "srtp_dtls"],
}}

trunk := {
	"trunk": "T-1",
	"signalling": "tls",
	"media_encryption": "srtp_dtls",
	"used_for_customer_info": true,
	"_loc": {"file": "pbx.csv", "line": 2},
	"_locs": {"media_encryption": {"file": "pbx.csv", "line": 7}},
}

doc(row) := {"evidence": {"pbx_config": [row]}}

found(row) := result if {
	result := plain_telephony.deny with input as doc(row) with data.params as params
}

denied(row) := {finding.msg | some finding in found(row)}

changed(fields) := denied(object.union(trunk, fields))

applies(row) := result if {
	result := plain_telephony.applicable with input as doc(row)
}

plain_signalling := {"T-1/signalling: signalling is udp, not one of tls"}

test_encrypted_trunk_passes if {
	denied(trunk) == set()
	changed({"media_encryption": "srtp_sdes"}) == set()
	applies(trunk)
}

test_signalling_without_tls if {
	changed({"signalling": "udp"}) == plain_signalling
	denied(object.remove(trunk, ["signalling"])) == {concat("", [
		"T-1/signalling: signalling is unknown, not one of tls",
	])}
}

test_media_without_encryption if {
	found(object.union(trunk, {"media_encryption": "none"})) == {{
		"msg": concat("", [
			"T-1/media_encryption: encryption of media is none, ",
			"not one of srtp_sdes, srtp_dtls",
		]),
		"msg_zh": "T-1/media_encryption:媒体加密为none,不属于srtp_sdes、srtp_dtls",
		"subject": "T-1/media_encryption",
		"_loc": {"file": "pbx.csv", "line": 7},
	}}
}

test_unknown_encryption_of_media_counts_as_none if {
	denied(object.remove(trunk, ["media_encryption"])) == {concat("", [
		"T-1/media_encryption: encryption of media is unknown, ",
		"not one of srtp_sdes, srtp_dtls",
	])}
}

test_both_layers_are_findings_of_their_own if {
	count(changed({"signalling": "tcp", "media_encryption": "none"})) == 2
}

test_trunk_of_unknown_use_counts if {
	row := object.remove(object.union(trunk, {"signalling": "udp"}), ["used_for_customer_info"])
	denied(row) == plain_signalling
	applies(row)
}

test_other_trunks_are_not_applicable if {
	row := object.union(trunk, {"signalling": "udp", "used_for_customer_info": false})
	denied(row) == set()
	applies(row) == false
}
