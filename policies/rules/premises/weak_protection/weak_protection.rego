# METADATA
# scope: package
# title: "Premises meet their required protection level"
# description: "The bank keeps its premises to the safety standards for their risk grade, with monitoring and networked alarm."
# schemas:
#   - input.evidence.premises_register: schema.premises_register
# custom:
#   id: PHY-001
#   title_zh: "营业场所防护级别达标"
#   description_zh: "银行营业场所按风险等级保持符合安全防卫标准,配备监控和联网报警。"
#   severity: low
#   clause: "篇九 第八段(安全防范规范)"
#   other_clauses: [篇四 第八段(安全防范规范), 篇九 最后一段, 篇四 最后一段]
#   evidence: [premises_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: adjacent
#   params:
#     certificate_days: 1095
#   param_basis:
#     certificate_days: "project default"
#   recommended_action: "Raise the protection to the required level, have it certified again, and put video and the police-linked alarm into operation."
#   recommended_action_zh: "将防护提升到规定级别并重新验收,启用视频监控和与公安联网的报警装置。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.1"
#     - "ISO/IEC 27001:2022 A.7.4"
#     - "NIST SP 800-53r5 PE-3"
#     - "NIST SP 800-53r5 PE-6"
package rules.premises.weak_protection

import data.lib.ages
import data.lib.findings

params := data.params["PHY-001"]

premises := input.evidence.premises_register

acceptance := {"en": "the last acceptance", "zh": "最近一次验收"}

devices := {
	"video_on": {"en": "video monitoring", "zh": "视频监控"},
	"alarm_linked_police": {"en": "the alarm linked to the police", "zh": "与公安联网的报警装置"},
}

faults[i] contains fault if {
	some i, row in premises
	row.protection_level < row.required_protection_level
	fault := findings.text(
		"its protection level is %v, level %v is required",
		"防护级别为%v,要求级别为%v",
		[row.protection_level, row.required_protection_level],
		[row.protection_level, row.required_protection_level],
	)
}

faults[i] contains fault if {
	some i, row in premises
	fault := ages.stale(row, "certified_at", acceptance, params.certificate_days)
}

faults[i] contains fault if {
	some i, row in premises
	some field, device in devices
	row[field] == false
	fault := findings.text("%s is not in operation", "%s未启用", [device.en], [device.zh])
}

levels := {
	"protection_level": {"en": "its protection level", "zh": "防护级别"},
	"required_protection_level": {"en": "the required level", "zh": "要求的防护级别"},
}

doubts[i] contains fault if {
	some i, row in premises
	some field, label in object.union(levels, devices)
	object.get(row, field, null) == null
	fault := findings.text(
		"of %s nothing is recorded",
		"没有%s的记录",
		[label.en],
		[label.zh],
	)
}

doubts[i] contains fault if {
	some i, row in premises
	fault := ages.unrecorded(row, "certified_at", acceptance)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(premises[i], ["site"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(premises[i], ["site"], texts)
}
