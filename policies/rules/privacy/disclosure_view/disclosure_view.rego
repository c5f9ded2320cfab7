# METADATA
# scope: package
# title: "Disclosures use the selectively anonymised view"
# description: "A selective-anonymisation view makes chosen personal data anonymous and is the source of disclosures of personal data."
# schemas:
#   - input.evidence.db_views: schema.db_views
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.data_dictionary: schema.data_dictionary
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: PRV-303-5
#   title_zh: "对外披露使用选择性匿名化视图"
#   description_zh: "选择性匿名化视图将选定的个人数据匿名,个人数据的披露均以其为来源。"
#   severity: high
#   clause: "CRM数据隐私 3(2)隐私视图"
#   evidence: [db_views, disclosure_register, data_dictionary, agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: disclosure_register
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     compelled_bases:
#     - statute
#     - court_order
#     - authority_request
#     internal_recipient_types:
#     - internal_dept
#     - customer_self
#   param_basis:
#     compelled_bases: "project default"
#     internal_recipient_types: "project default"
#   recommended_action: "Take data for outsiders from the selectively anonymised view only, and write every personal field that they may have into the agreement."
#   recommended_action_zh: "对外披露的数据只从选择性匿名化视图提取,并在协议中写明对方可以取得的每个个人字段。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.11"
#     - "NIST SP 800-53r5 SI-19"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 9.2"
package rules.privacy.disclosure_view

import data.lib.evidence
import data.lib.findings
import data.lib.tables

params := data.params["PRV-303-5"]

views := input.evidence.db_views

disclosures := input.evidence.disclosure_register

default applicable := false

applicable if count(views) > 0

applicable if count(outward) > 0

selective contains name if {
	some row in views
	row.view_kind == "selective_anonymous"
	name := row.view_name
}

lacking contains finding if {
	applicable
	count(selective) == 0
	place := evidence.place(["db_views", "data_dictionary", "agreements", "disclosure_register"])
	finding := findings.about(place, "selective_anonymous", {findings.plain(
		"there is no selectively anonymised view for disclosures",
		"没有供对外披露的选择性匿名化视图",
	)})
}

# Personal data for outsiders; an empty class may be personal.
outward contains i if {
	some i, row in disclosures
	tables.class(row) in tables.guarded
	recipient_type := row.recipient_type
	not recipient_type in params.internal_recipient_types
}

compelled(row) if row.legal_basis in params.compelled_bases

from_view(row) if row.view in selective

allowed[agreement] contains field if {
	some row in input.evidence.agreements
	agreement := row.agreement_id
	some field in row.allowed_fields
}

permitted(row, field) if field in allowed[row.agreement_id]

wrong_source[i] contains findings.plain(
	"the data was not taken from a selectively anonymised view",
	"数据不是取自选择性匿名化视图",
) if {
	some i in outward
	not from_view(disclosures[i])
}

# personal_fields: fields that no agreement permits and the dictionary calls personal.
personal_fields[i] contains field if {
	some i in outward
	some field in disclosures[i].fields
	not permitted(disclosures[i], field)
	some class in tables.classes(field)
	class in (tables.guarded - {""})
}

# unclassed_fields: fields that no agreement permits and that have no class.
unclassed_fields[i] contains field if {
	some i in outward
	some field in disclosures[i].fields
	not permitted(disclosures[i], field)
	count(tables.classes(field) - {""}) == 0
}

excess[i] contains fault if {
	some i, fields in personal_fields
	some field in fields
	fault := findings.text(
		"no agreement permits the personal field %s",
		"没有协议允许提供个人字段%s",
		[field],
		[field],
	)
}

objections[i] contains fault if {
	not evidence.incomplete("db_views")
	some i, texts in wrong_source
	some fault in texts
}

objections[i] contains fault if {
	not evidence.incomplete("agreements")
	some i, texts in excess
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("db_views")
	some i, texts in wrong_source
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("agreements")
	some i, texts in excess
	some fault in texts
}

doubts[i] contains fault if {
	some i, fields in unclassed_fields
	some field in fields
	fault := findings.text(
		"the field %s, which no agreement permits, has no class in the data dictionary",
		"没有协议允许提供的字段%s在数据字典中没有类别",
		[field],
		[field],
	)
}

deny contains finding if {
	not evidence.incomplete("db_views")
	some finding in lacking
}

deny contains finding if {
	some i, texts in objections
	not compelled(disclosures[i])
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("db_views")
	some finding in lacking
}

unknown contains finding if {
	some i, texts in doubts
	not compelled(disclosures[i])
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], texts)
}

# A compelled disclosure is no fault, and is shown to a person.
review contains finding if {
	some i, texts in objections
	compelled(disclosures[i])
	basis := disclosures[i].legal_basis
	fault := findings.text("it was compelled by %s", "依据%s强制提供", [basis], [basis])
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], texts | {fault})
}
