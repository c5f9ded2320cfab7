# METADATA
# scope: package
# title: "The data model identifies every personal and sensitive field"
# description: "The logical data model is checked and names all customer data entities, marking identity fields (account, name), personal data (age, income, habits) and sensitive personal data (race, religion)."
# schemas:
#   - input.evidence.data_dictionary: schema.data_dictionary
# custom:
#   id: PRV-301
#   title_zh: "逻辑数据模型标明身份、个人和敏感字段"
#   description_zh: "检查逻辑数据模型,列明全部客户数据实体,标出身份字段、个人数据和敏感个人数据。"
#   severity: high
#   clause: "CRM数据隐私 3(1)增强逻辑数据模型"
#   evidence: [data_dictionary]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: data_dictionary
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     classes:
#     - identity
#     - personal
#     - sensitive
#     - none
#     sensitive_patterns:
#     - (?i)race|ethnic|民族|宗教|religion|health|病史|指纹|biometric
#     review_days: 183
#     grace_days: 14
#   param_basis:
#     classes: "document"
#     sensitive_patterns: "document for race and religion, PIPL art. 28 for the rest"
#     review_days: "project default"
#     grace_days: "project default"
#   recommended_action: "Class the column in the data dictionary, as sensitive where its name or content shows it, and enter the review."
#   recommended_action_zh: "在数据字典中为该列定类,名称或内容显示为敏感的定为敏感,并登记复核时间。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.12"
#     - "NIST SP 800-53r5 PM-5(1)"
#     - "NIST SP 800-53r5 CM-12"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 11.3"
package rules.privacy.unclassed_column

import data.lib.findings
import data.lib.times

params := data.params["PRV-301"]

columns := input.evidence.data_dictionary

default applicable := false

applicable if count(judged) > 0

judged contains i if {
	some i, row in columns
	not fresh(row)
}

fresh(row) if {
	created_at := row.column_created_at
	not times.older_than_days(created_at, params.grace_days)
	not times.ahead(created_at)
}

# Columns whose class is milder than their name or content may allow.
mild contains i if {
	some i in judged
	columns[i].data_class in {"none", "personal"}
}

sounds_sensitive(name) if {
	some pattern in params.sensitive_patterns
	regex.match(pattern, name)
}

faults[i] contains findings.plain("it has no class", "没有类别") if {
	some i in judged
	not columns[i].data_class
}

faults[i] contains fault if {
	some i in judged
	class := columns[i].data_class
	not class in params.classes
	fault := findings.text(
		"%s is no class of the data model",
		"%s不是数据模型的类别",
		[class],
		[class],
	)
}

faults[i] contains fault if {
	some i in mild
	sounds_sensitive(columns[i].column_name)
	class := columns[i].data_class
	fault := findings.text(
		"it is classed %s while its name tells of sensitive data",
		"类别为%s,但列名显示为敏感数据",
		[class],
		[class],
	)
}

faults[i] contains fault if {
	some i in mild
	columns[i].detected_class == "sensitive"
	class := columns[i].data_class
	fault := findings.text(
		"it is classed %s while sampling found sensitive data",
		"类别为%s,但抽样发现敏感数据",
		[class],
		[class],
	)
}

faults[i] contains findings.plain("it was never reviewed", "从未复核") if {
	some i in judged
	not columns[i].reviewed_at
}

faults[i] contains fault if {
	some i in judged
	times.older_than_days(columns[i].reviewed_at, params.review_days)
	fault := findings.text(
		"its review is older than %v days",
		"复核已超过%v天",
		[params.review_days],
		[params.review_days],
	)
}

faults[i] contains findings.plain("its review lies in the future", "复核时间在将来") if {
	some i in judged
	times.ahead(columns[i].reviewed_at)
}

faults[i] contains findings.plain(
	"it was reviewed before it was created",
	"复核早于列的创建",
) if {
	some i in judged
	times.surely_before(columns[i].reviewed_at, columns[i].column_created_at)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(columns[i], ["schema_name", "table_name", "column_name"], texts)
}
