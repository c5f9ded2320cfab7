# METADATA
# scope: package
# title: "Only necessary information is collected"
# description: "A form, app or script asks for no more customer information than its purpose needs."
# schemas:
#   - input.evidence.collection_points: schema.collection_points
# custom:
#   id: COM-812
#   title_zh: "最小化收集客户信息"
#   description_zh: "各采集点收集的客户信息不超出业务目的所必需的范围。"
#   severity: medium
#   clause: "金融服务客户沟通规范 8.1.2"
#   evidence: [collection_points]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: heading
#   tier: core
#   params:
#     sensitive_fields:
#     - id_no
#     - biometrics
#     - health
#     - race
#     - religion
#     - precise_location
#   param_basis:
#     sensitive_fields: "project default"
#   recommended_action: "Remove the field from the form or script and delete what was collected through it, or have the business give reasons for it and enter it in the list of necessary fields."
#   recommended_action_zh: "从采集表单或话术中删除该字段并清除已采集的数据;确有必要的,说明理由后列入必要字段清单。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 SI-12(1)"
#     - "PIPL art. 6"
#     - "GB/T 35273-2020 5.2"
package rules.communication.excessive_collection

import data.lib.findings

params := data.params["COM-812"]

points := input.evidence.collection_points

listed(row) if count(row.necessary_fields) > 0

extra contains [i, field] if {
	some i, row in points
	listed(row)
	necessary := row.necessary_fields
	some field in row.fields
	not field in necessary
}

deny contains finding if {
	some row in points
	not listed(row)
	finding := findings.of(row, ["point_id"], {findings.plain(
		"no list of the fields that its purpose needs is set",
		"未设定用途所必需的字段清单",
	)})
}

deny contains graded if {
	some [i, field] in extra
	subject := concat("/", [points[i].point_id, field])
	fault := findings.text(
		"%s is collected, which its purpose does not need",
		"采集了用途并不需要的%s",
		[field],
		[field],
	)
	finding := findings.about(points[i]._loc, subject, {fault})
	graded := object.union(finding, level(field))
}

level(field) := {"severity": "high"} if field in params.sensitive_fields

level(field) := {} if not field in params.sensitive_fields
