# METADATA
# scope: package
# title: "Customer files follow one standard template"
# description: "Customer files are standardised, using the template in force with all its mandatory fields filled."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-004b
#   title_zh: "客户档案标准化、规范化"
#   description_zh: "客户档案使用现行标准模板,必填项目全部填写。"
#   severity: low
#   clause: "篇五 第4条"
#   other_clauses: [篇十八 第4条, 我公司客户管理规定 第五条第3项]
#   evidence: [customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     current_template_version: v1
#     mandatory_fields:
#     - name
#     - category
#     - contact
#     - basic_information
#     - needs
#     - preferences
#     template_effective_at: '1970-01-01'
#   param_basis:
#     current_template_version: "project default"
#     mandatory_fields: "document (fields of article 5 of the customer-management rules); contact is a project default"
#     template_effective_at: "project default (set it to the day the template took effect)"
#   recommended_action: "Move the file to the template in force and fill in its mandatory entries."
#   recommended_action_zh: "将档案改用现行模板,并补填全部必填项目。"
package rules.customer_files.off_template_file

import data.lib.findings
import data.lib.times

params := data.params["CIC-004b"]

files := input.evidence.customer_files

default applicable := false

applicable if count(kept) > 0

kept contains i if {
	some i, row in files
	row.status != "destroyed"
}

other_template contains i if {
	some i in kept
	not files[i].template_version == params.current_template_version
}

# Files that still follow the template of their own time; one without a day counts as new.
unmigrated contains i if {
	some i in other_template
	times.surely_before(files[i].created_at, params.template_effective_at)
}

faults[i] contains fault if {
	some i in other_template
	fault := findings.text(
		"it does not follow the template %s",
		"未使用现行模板%s",
		[params.current_template_version],
		[params.current_template_version],
	)
}

faults[i] contains fault if {
	some i in kept
	missing := [name | some name in params.mandatory_fields; name in files[i].missing_fields]
	count(missing) > 0
	fault := findings.text(
		"mandatory entries are missing: %s",
		"缺少必填项目:%s",
		[concat(", ", missing)],
		[concat("、", missing)],
	)
}

deny contains finding if {
	some i, texts in faults
	not i in unmigrated
	finding := findings.of(files[i], ["file_id"], texts)
}

warn contains noted if {
	some i in unmigrated
	finding := findings.of(files[i], ["file_id"], faults[i])
	noted := object.union(finding, {"severity": "low"})
}
