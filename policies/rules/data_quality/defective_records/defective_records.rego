# METADATA
# scope: package
# title: "Collected data is true, accurate and complete"
# description: "Customer records are complete, well formed and verified; few of a system's records have defects, and none lacks what identifies the customer."
# schemas:
#   - input.evidence.crm_records: schema.crm_records
# custom:
#   id: DQ-001
#   title_zh: "客户信息真实、准确、完整"
#   description_zh: "客户信息真实、准确、完整:缺项、格式错误或未核实的记录不超过规定比例,身份要素不得缺失。"
#   severity: medium
#   clause: "篇三 第二段(信息收集和整理)"
#   other_clauses: [篇十一 第二段(信息收集和整理), 客户数据采集 第一段]
#   evidence: [crm_records]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_defect_pct: 1
#     grace_days: 30
#     identity_fields:
#     - name
#     - id_type
#     - id_no
#   param_basis:
#     max_defect_pct: "project default"
#     grace_days: "project default"
#     identity_fields: "project default"
#   recommended_action: "Fill and correct the records with defects, verify those never verified, and start with the fields that identify the customer."
#   recommended_action_zh: "补全并更正有缺陷的记录,核实从未核实的记录,优先补齐身份要素。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 SI-18"
#     - "PIPL art. 8"
package rules.data_quality.defective_records

import data.lib.findings
import data.lib.records
import data.lib.times

params := data.params["DQ-001"]

customers := input.evidence.crm_records

default applicable := false

applicable if count(records.active) > 0

by_system[system] contains i if {
	some i in records.active
	system := customers[i].system_id
}

defective contains i if {
	some i in records.active
	some field in ["missing_fields", "format_errors"]
	count(customers[i][field]) > 0
}

defective contains i if {
	some i in records.active
	not verified(customers[i])
	not in_grace(customers[i])
}

verified(row) if {
	at := row.verified_at
	not times.ahead(at)
}

in_grace(row) if {
	at := row.first_contact_at
	not times.older_than_days(at, params.grace_days)
}

deny contains finding if {
	some system, rows in by_system
	bad := count(rows & defective)
	bad * 100 > count(rows) * params.max_defect_pct
	fault := findings.text(
		"%v of %v active records are incomplete, malformed or unverified, more than %v%%",
		"缺项、格式错误或未核实的有效记录%v条,共%v条,超过%v%%",
		[bad, count(rows), params.max_defect_pct],
		[bad, count(rows), params.max_defect_pct],
	)
	finding := findings.about(customers[min(rows & defective)]._loc, system, {fault})
}

deny contains finding if {
	some i in records.active
	missing := {field |
		some field in customers[i].missing_fields
		field in params.identity_fields
	}
	count(missing) > 0
	fault := findings.text(
		"what identifies the customer is missing: %s",
		"缺少身份要素:%s",
		[concat(", ", sort(missing))],
		[concat("、", sort(missing))],
	)
	finding := findings.of(customers[i], ["system_id", "customer_id"], {fault})
}
