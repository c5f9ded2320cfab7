# METADATA
# scope: package
# title: "Identity data and transaction data are disclosed only as law requires"
# description: "Identity data and transaction information obtained for AML duties is kept confidential and is given to no unit or person except as the law provides."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.dlp_events: schema.dlp_events
# custom:
#   id: AML-007
#   title_zh: "客户身份资料和交易信息非依法不得提供"
#   description_zh: "对履行反洗钱职责获得的客户身份资料和交易信息保密,非依法律规定不得向任何单位和个人提供。"
#   severity: critical
#   clause: "支付机构反洗钱办法 保密 第一款"
#   evidence: [disclosure_register, dlp_events]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     accepted_bases:
#     - statute
#     - court_order
#     - authority_request
#   param_basis:
#     accepted_bases: "project default reading of the words 非依法律规定"
#   recommended_action: "Stop the transfer, find out what was given to whom and on which ground, and register only disclosures that a law, a court or an authority demands."
#   recommended_action_zh: "停止提供并查清提供的内容、对象和依据;只按法律、法院或主管机关的要求提供并登记。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "PIPL art. 10"
#     - "FATF R.21"
#     - "PRC Anti-Money Laundering Law (2024) art. 7"
#     - "PRC Non-bank Payment Institution Regulations (2023) art. 32"
package rules.aml.data_disclosure

import data.lib.findings

params := data.params["AML-007"]

disclosures := input.evidence.disclosure_register

events := input.evidence.dlp_events

default applicable := false

applicable if some _ in provided

applicable if some _ in leaving

applicable if some _ in untold

provided contains i if {
	some i, row in disclosures
	row.topic == "aml_data"
}

# A topic that was left empty may be this one.
untold contains i if {
	some i, row in disclosures
	not row.topic
	not lawful(row)
}

registered contains disclosure_id if {
	some row in disclosures
	disclosure_id := row.disclosure_id
}

# An empty data class is unknown.
leaving contains i if {
	some i, row in events
	row.action != "blocked"
	object.get(row, "data_class", "kyc") == "kyc"
}

lawful(row) if row.legal_basis in params.accepted_bases

deny contains finding if {
	some i in provided
	row := disclosures[i]
	not lawful(row)
	fault := findings.text(
		"its legal basis is %s, not one of: %s",
		"法律依据为%s,不属于:%s",
		[object.get(row, "legal_basis", "-"), concat(", ", params.accepted_bases)],
		[object.get(row, "legal_basis", "-"), concat("、", params.accepted_bases)],
	)
	finding := findings.of(row, ["disclosure_id", "customer_id"], {fault})
}

deny contains finding if {
	some i in leaving
	row := events[i]
	row.data_class
	not row.disclosure_id
	finding := findings.of(row, ["event_id"], {findings.plain(
		"identity data left without a registered disclosure",
		"客户身份资料外发且没有对应的提供登记",
	)})
}

unknown contains finding if {
	some i in leaving
	row := events[i]
	not row.data_class
	not row.disclosure_id
	finding := findings.of(row, ["event_id"], {findings.plain(
		"its data class is unknown and it names no disclosure",
		"数据类别不明,且没有对应的提供登记",
	)})
}

unknown contains finding if {
	some i in leaving
	row := events[i]
	disclosure_id := row.disclosure_id
	not disclosure_id in registered
	finding := findings.of(row, ["event_id"], {findings.text(
		"the disclosure %s that it names is not registered",
		"所引用的提供登记%s不存在",
		[disclosure_id],
		[disclosure_id],
	)})
}

unknown contains finding if {
	some i in untold
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], {findings.plain(
		"its topic is missing, and no law, court or authority demands it",
		"缺少主题,且没有法律、法院或主管机关的要求",
	)})
}
