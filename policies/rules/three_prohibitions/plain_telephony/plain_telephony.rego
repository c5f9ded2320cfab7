# METADATA
# scope: package
# title: "Calls about customers do not run over plain telephony"
# description: "Third prohibition, telephone - customer information is not disclosed over ordinary telephone lines, so trunks used for it encrypt signalling and media."
# schemas:
#   - input.evidence.pbx_config: schema.pbx_config
# custom:
#   id: CIC-026-3a
#   title_zh: "不准在普通电话中泄露客户信息"
#   description_zh: "不准在普通电话中泄露客户信息;用于客户信息的通话线路应对信令和媒体加密。"
#   severity: high
#   clause: "篇五 第26条第3款"
#   other_clauses: [篇十八 第26条第3款]
#   evidence: [pbx_config]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     secure_signalling:
#     - tls
#     secure_media:
#     - srtp_sdes
#     - srtp_dtls
#   param_basis:
#     secure_signalling: "project default"
#     secure_media: "project default"
#   recommended_action: "Switch the trunk to TLS signalling and SRTP media, or keep calls about customers off it and record that."
#   recommended_action_zh: "将该中继改用 TLS 信令和 SRTP 媒体加密,或停止用其谈论客户信息并作登记。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "ISO/IEC 27001:2022 A.8.24"
#     - "NIST SP 800-53r5 SC-8"
package rules.three_prohibitions.plain_telephony

import data.lib.findings

params := data.params["CIC-026-3a"]

trunks := input.evidence.pbx_config

default applicable := false

applicable if count(in_use) > 0

# A trunk that does not say what it is used for may carry calls about customers.
in_use contains i if {
	some i, row in trunks
	object.get(row, "used_for_customer_info", true)
}

layers := {
	"signalling": {"accepted": params.secure_signalling, "en": "signalling", "zh": "信令"},
	"media_encryption": {
		"accepted": params.secure_media,
		"en": "encryption of media",
		"zh": "媒体加密",
	},
}

deny contains finding if {
	some i in in_use
	some field, layer in layers
	setting := object.get(trunks[i], field, "unknown")
	accepted := layer.accepted
	not setting in accepted
	fault := findings.text(
		"%s is %s, not one of %s",
		"%s为%s,不属于%s",
		[layer.en, setting, concat(", ", accepted)],
		[layer.zh, setting, concat("、", accepted)],
	)
	finding := findings.at(trunks[i], field, ["trunk"], {fault})
}
