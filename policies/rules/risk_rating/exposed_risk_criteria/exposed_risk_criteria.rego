# METADATA
# scope: package
# title: "Risk criteria and scoring are kept strictly confidential"
# description: "The classification standard, above all the risk factors and scoring, is internal secret information and is kept strictly confidential."
# schemas:
#   - input.evidence.file_acl: schema.file_acl
#   - input.evidence.postgres_grants: schema.postgres_grants
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.dlp_events: schema.dlp_events
#   - input.evidence.dlp_scan: schema.dlp_scan
# custom:
#   id: RSK-004
#   title_zh: "风险分类标准与评分严格保密"
#   description_zh: "风险分类标准,特别是风险因素和评分,属于内部机密信息,应严格保密。"
#   severity: high
#   clause: "客户洗钱风险分类管理 5.④保密性"
#   evidence: [file_acl, postgres_grants, disclosure_register, dlp_events, dlp_scan]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     allowed_groups:
#     - aml_post
#     - risk_model_owner
#     criteria_objects:
#     - risk_factors
#     - risk_scores_config
#     permitted_recipients:
#     - central_bank
#     - central_bank_branch
#     allowed_stores: []
#   param_basis:
#     allowed_groups: "project default"
#     criteria_objects: "project default"
#     permitted_recipients: "project default"
#     allowed_stores: "project default"
#   recommended_action: "Take the rights of everybody outside the allowed groups away, recover what was given out, move the data to an allowed store, and block its transfer."
#   recommended_action_zh: "收回允许范围以外人员的权限,追回已提供的内容,将数据移至获准的存放库,并阻断外发。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.12"
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-6"
#     - "NIST SP 800-53r5 AC-3"
package rules.risk_rating.exposed_risk_criteria

import data.lib.findings

params := data.params["RSK-004"]

paths := input.evidence.file_acl

default applicable := false

applicable if count(criteria_paths) > 0

applicable if count(criteria_grants) > 0

applicable if count(disclosures) > 0

applicable if count(untold) > 0

applicable if count(sent) > 0

applicable if count(found) > 0

criteria_paths contains i if {
	some i, row in paths
	row.content == "risk_criteria"
}

without_rights := {"", "---", "none", "[]"}

# principal(entry, row): whom the entry serves; without a name it is the owning group's or that of
# all others. The owner's own entry and the mask serve nobody else.
principal(entry, _) := name if {
	name := sprintf("%v", [object.get(entry, "principal", "")])
	name != ""
}

principal(entry, row) := object.get(row, "group", "?") if {
	object.get(entry, "principal", "") == ""
	entry.type == "group"
}

principal(entry, _) := "other" if {
	object.get(entry, "principal", "") == ""
	entry.type == "other"
}

path_faults[i] contains fault if {
	some i in criteria_paths
	some entry in paths[i].entries
	rights := sprintf("%v", [object.get(entry, "permissions", "all")])
	not rights in without_rights
	name := principal(entry, paths[i])
	not name in params.allowed_groups
	fault := findings.text("%s may open it", "%s有访问权", [name], [name])
}

unknown contains finding if {
	some i in criteria_paths
	count(object.get(paths[i], "entries", [])) == 0
	finding := findings.at(paths[i], "entries", ["host", "path"], {findings.plain(
		"its access rights were not collected",
		"未采集到访问权限",
	)})
}

unknown contains finding if {
	some i in untold
	row := input.evidence.disclosure_register[i]
	finding := findings.of(row, ["disclosure_id", "customer_id"], {findings.plain(
		"its topic is missing, and its recipient may not learn the risk criteria",
		"缺少主题,且接收方无权获知风险分类标准",
	)})
}

# The name of a table stands with or without its schema.
concerns_criteria(name) if name in params.criteria_objects

concerns_criteria(name) if {
	some table in params.criteria_objects
	endswith(name, concat("", [".", table]))
}

criteria_grants contains i if {
	some i, row in input.evidence.postgres_grants
	concerns_criteria(row.object_name)
}

disclosures contains i if {
	some i, row in input.evidence.disclosure_register
	row.topic == "risk_criteria"
}

# A topic that was left empty may be this one.
untold contains i if {
	some i, row in input.evidence.disclosure_register
	not row.topic
	not object.get(row, "recipient", "?") in params.permitted_recipients
}

sent contains i if {
	some i, row in input.evidence.dlp_events
	row.data_class == "risk_criteria"
}

found contains i if {
	some i, row in input.evidence.dlp_scan
	row.data_class == "risk_criteria"
}

deny contains finding if {
	some i, texts in path_faults
	finding := findings.at(paths[i], "entries", ["host", "path"], texts)
}

deny contains finding if {
	some i in criteria_grants
	row := input.evidence.postgres_grants[i]
	grantee := row.grantee
	not grantee in params.allowed_groups
	fault := findings.text("%s is outside the allowed groups", "%s不在允许的用户组内", [grantee], [grantee])
	finding := findings.of(row, ["host", "grantee", "object_name", "privilege"], {fault})
}

deny contains finding if {
	some i in disclosures
	row := input.evidence.disclosure_register[i]
	recipient := object.get(row, "recipient", "?")
	not recipient in params.permitted_recipients
	fault := findings.text(
		"risk criteria were given to %s",
		"向%s提供了风险分类标准",
		[recipient],
		[recipient],
	)
	finding := findings.of(row, ["disclosure_id", "customer_id"], {fault})
}

deny contains finding if {
	some i in sent
	row := input.evidence.dlp_events[i]
	row.action != "blocked"
	finding := findings.of(row, ["event_id"], {findings.plain(
		"risk criteria went out and were not blocked",
		"风险分类标准外发未被阻断",
	)})
}

deny contains finding if {
	some i in found
	row := input.evidence.dlp_scan[i]
	store := object.get(row, "store_id", "?")
	not store in params.allowed_stores
	fault := findings.text(
		"risk criteria lie in the store %s, which is not allowed",
		"风险分类标准存放在未获准的存放库%s",
		[store],
		[store],
	)
	finding := findings.of(row, ["finding_id"], {fault})
}
