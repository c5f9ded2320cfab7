# METADATA
# scope: package
# title: "Several accounts of one customer are linked and managed together"
# description: "When one customer holds several payment accounts they are linked and managed by customer."
# schemas:
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.kyc_customers: schema.kyc_customers
# custom:
#   id: AML-013
#   title_zh: "同一客户多个支付账户须建立关联统一管理"
#   description_zh: "同一客户持有多个支付账户的,建立关联,按客户统一管理。"
#   severity: medium
#   clause: "支付机构反洗钱办法 客户身份识别 多个支付账户"
#   evidence: [kyc_accounts, kyc_customers]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     normalise_id_numbers: true
#   param_basis:
#     normalise_id_numbers: "project default"
#   recommended_action: "Link all accounts of the holder under one customer with one risk grade, and register the holder's document."
#   recommended_action_zh: "将该持有人的全部账户关联到同一客户并统一风险等级,登记其证件。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "FATF R.10"
package rules.aml.linked_accounts

import data.lib.customers
import data.lib.findings

params := data.params["AML-013"]

rows := input.evidence.kyc_accounts

default applicable := false

applicable if some _ in open_accounts

open_accounts contains i if {
	some i, row in rows
	row.status != "closed"
}

# Numbers are brought to one form when the evidence is collected; what the documents are called may
# still differ in case and spaces.
type_of(text) := lower(trim_space(text)) if params.normalise_id_numbers

type_of(text) := text if not params.normalise_id_numbers

# holders[[type, number]]: the accounts of the holder of a document.
holders[key] contains i if {
	some i in open_accounts
	some j in customers.by_id[rows[i].customer_id]
	type := type_of(customers.rows[j].id_type)
	number := customers.rows[j].id_no
	key := [type, number]
}

identified contains i if {
	some found in holders
	some i in found
}

faults[i] contains fault if {
	some found in holders
	kept := {rows[i].master_customer_id | some i in found}
	count(kept) > 1
	i := min(found)
	fault := findings.text(
		"the %v accounts of its holder are kept under %v customers",
		"同一持有人的%v个账户分属%v个客户",
		[count(found), count(kept)],
		[count(found), count(kept)],
	)
}

faults[i] contains findings.plain(
	"it is linked to no customer under which accounts are kept together",
	"未关联到统一管理的客户",
) if {
	some i, row in rows
	row.status == "active"
	not row.master_customer_id
}

faults[i] contains fault if {
	some found in linked
	grades := {customers.rows[j].risk_grade |
		some i in found
		some j in customers.by_id[rows[i].customer_id]
	}
	count(grades) > 1
	i := min(found)
	fault := findings.text(
		"accounts linked with it carry different risk grades: %s",
		"与其关联的账户风险等级不一致:%s",
		[concat(", ", sort(grades))],
		[concat("、", sort(grades))],
	)
}

linked[master] contains i if {
	some i in open_accounts
	master := rows[i].master_customer_id
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["account_id"], texts)
}

unknown contains finding if {
	some i, row in rows
	row.status == "active"
	not i in identified
	finding := findings.of(row, ["account_id"], {findings.plain(
		"the document of its holder is not known, so its other accounts cannot be found",
		"持有人证件不明,无法查找其其他账户",
	)})
}
