# METADATA
# scope: package
# title: "Purpose, nature, controller and beneficial owner are known"
# description: "For each customer the institution knows the purpose and nature of the dealings, the natural person in actual control and the actual beneficiary, with measures scaled to the risk."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
# custom:
#   id: AML-009
#   title_zh: "了解交易目的、性质、实际控制人和受益人"
#   description_zh: "了解客户交易的目的和性质,了解实际控制客户的自然人和交易的实际受益人,并按风险程度采取措施。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 第一款"
#   other_clauses: [农村商业银行管理办法 第三条, 客户身份识别基础知识 一.1]
#   evidence: [kyc_customers]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     placeholder_texts:
#     - 无
#     - 不详
#     - unknown
#     - n/a
#   param_basis:
#     placeholder_texts: "project default"
#   recommended_action: "Ask the customer for the purpose and nature of the dealings and for the natural persons in control and benefiting, verify the answers and register them."
#   recommended_action_zh: "向客户了解交易目的和性质以及实际控制人、实际受益人,核实后登记。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.aml.purpose_and_owner

import data.lib.findings

params := data.params["AML-009"]

rows := input.evidence.kyc_customers

default applicable := false

applicable if some _ in active

active contains i if {
	some i, row in rows
	row.status == "active"
}

organisations contains i if {
	some i in active
	rows[i].customer_type in {"unit", "merchant"}
}

placeholders contains word if {
	some text in params.placeholder_texts
	word := lower(text)
}

# given(row, field): the field holds more than a placeholder. Fields that are masked here were
# judged when the evidence was collected.
given(row, field) if {
	value := lower(trim_space(row[field]))
	not value in placeholders
	not field in object.get(row, "placeholder_fields", [])
}

dealings := {
	"purpose": {"en": "the purpose of the dealings", "zh": "交易目的"},
	"nature": {"en": "the nature of the dealings", "zh": "交易性质"},
}

persons := {
	"controller": {"en": "the person in actual control", "zh": "实际控制人"},
	"beneficial_owner": {"en": "the beneficial owner", "zh": "实际受益人"},
}

faults[i] contains fault if {
	some i in active
	some field, label in dealings
	not given(rows[i], field)
	fault := findings.text("%s is not known", "不了解%s", [label.en], [label.zh])
}

faults[i] contains fault if {
	some i in organisations
	some field, label in persons
	not given(rows[i], field)
	fault := findings.text("%s is not known", "不了解%s", [label.en], [label.zh])
}

faults[i] contains fault if {
	some i in organisations
	some field, label in persons
	given(rows[i], field)
	not natural(rows[i], field)
	fault := findings.text(
		"%s is not known to be a natural person",
		"%s未确认为自然人",
		[label.en],
		[label.zh],
	)
}

faults[i] contains fault if {
	some i in organisations
	some field, label in persons
	given(rows[i], field)
	rows[i][field] == rows[i].name
	fault := findings.text(
		"%s is the customer itself",
		"%s登记为客户自身",
		[label.en],
		[label.zh],
	)
}

natural(row, field) if row[concat("", [field, "_is_person"])]

level(row) := {} if row.risk_grade in {"low", "medium"}

level(row) := {"severity": "critical"} if {
	not object.get(row, "risk_grade", "") in {"low", "medium"}
}

deny contains levelled if {
	some i, texts in faults
	finding := findings.of(rows[i], ["customer_id"], texts)
	levelled := object.union(finding, level(rows[i]))
}
