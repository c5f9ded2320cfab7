# METADATA
# scope: package
# title: "Every customer is classified as general or special"
# description: "Each customer record carries one of two categories, general (distributors and individuals that trade with the company) or special (cooperating lawyers, financial advisers, advertising, public-relations, banking, insurance and similar bodies or persons)."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-003
#   title_zh: "每个客户都归入一般客户或特殊客户"
#   description_zh: "每份客户档案都标明客户类别:一般客户(与公司有贸易往来的经销商和个人)或特殊客户(与公司合作的律师、财务顾问、广告、公关、银行、保险等机构或个人)。"
#   severity: medium
#   clause: "篇五 第3条"
#   other_clauses: [篇十八 第3条]
#   evidence: [customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: customer_files
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     categories:
#     - general
#     - special
#     trading_relationship_types:
#     - distributor
#     - individual
#     special_relationship_types:
#     - lawyer
#     - financial_adviser
#     - advertising
#     - public_relations
#     - bank
#     - insurance
#   param_basis:
#     categories: "document"
#     trading_relationship_types: "document"
#     special_relationship_types: "document"
#   recommended_action: "Enter the relationship type of the customer in the file and set its category to general or special to match."
#   recommended_action_zh: "在档案中登记客户的关系类型,并据此把类别定为一般客户或特殊客户。"
package rules.customer_files.uncategorised_customer

import data.lib.findings

params := data.params["CIC-003"]

default applicable := false

applicable if count(active) > 0

active contains i if {
	some i, row in input.evidence.customer_files
	row.status == "active"
}

faults[i] contains findings.plain("it has no category", "未归类") if {
	some i in active
	not input.evidence.customer_files[i].category
}

faults[i] contains fault if {
	some i in active
	category := input.evidence.customer_files[i].category
	not category in params.categories
	fault := findings.text(
		"its category is not one of %s",
		"类别不属于%s",
		[concat(", ", params.categories)],
		[concat("、", params.categories)],
	)
}

faults[i] contains fault if {
	some i in active
	row := input.evidence.customer_files[i]
	row.relationship_type in params.special_relationship_types
	row.category == "general"
	fault := findings.text(
		"a %s is a special customer, not a general one",
		"%s属于特殊客户,不是一般客户",
		[row.relationship_type],
		[row.relationship_type],
	)
}

faults[i] contains fault if {
	some i in active
	row := input.evidence.customer_files[i]
	row.relationship_type in params.trading_relationship_types
	row.category == "special"
	fault := findings.text(
		"a %s is a general customer, not a special one",
		"%s属于一般客户,不是特殊客户",
		[row.relationship_type],
		[row.relationship_type],
	)
}

faults[i] contains findings.plain("it has no relationship type", "未登记关系类型") if {
	some i in active
	not input.evidence.customer_files[i].relationship_type
}

# Types that the catalogue lets go uncompared; any other word may hide one of those that are compared.
known_types := {"other_cooperation"} | {type |
	some types in [params.trading_relationship_types, params.special_relationship_types]
	some type in types
}

unknown contains finding if {
	some i in active
	row := input.evidence.customer_files[i]
	type := row.relationship_type
	not type in known_types
	finding := findings.of(row, ["file_id"], {findings.plain(
		"its relationship type is not a known one",
		"关系类型不是已知的类型",
	)})
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(input.evidence.customer_files[i], ["file_id"], texts)
}
