# METADATA
# scope: package
# title: "Updates to customer data pass a mediated check first"
# description: "Before any data of the customer warehouse is updated, an intermediary check establishes what changes."
# schemas:
#   - input.evidence.customer_changes: schema.customer_changes
#   - input.evidence.crm_records: schema.crm_records
# custom:
#   id: PRV-306
#   title_zh: "更新客户数据前须经中介检查"
#   description_zh: "更新客户数据仓库的任何数据之前,由中介检查确认变更内容。"
#   severity: high
#   clause: "CRM数据隐私 3(3)交互式客户服务界面"
#   evidence: [customer_changes]
#   optional_evidence: [crm_records]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     auto_review_rules_allowed: true
#     check_unlogged_changes: false
#   param_basis:
#     auto_review_rules_allowed: "project default"
#     check_unlogged_changes: "project default (switch on where the change stream is complete)"
#   recommended_action: "Let a person other than the one who asks and the one who applies, or an approved automatic rule, approve each change before it is applied."
#   recommended_action_zh: "每项变更在执行前由申请人和执行人以外的人员或经批准的自动规则复核通过。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "NIST SP 800-53r5 SI-18"
#     - "NIST SP 800-53r5 AC-5"
#     - "PIPL art. 8"
#     - "PIPL art. 46"
package rules.privacy.unchecked_change

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["PRV-306"]

changes := input.evidence.customer_changes

default applicable := false

applicable if count(applied) > 0

applicable if {
	params.check_unlogged_changes
	count(object.get(input.evidence, "crm_records", [{}])) > 0
}

applied contains i if {
	some i, row in changes
	row.applied_at
}

checked_first(row) if times.not_after(row.reviewed_at, row.applied_at)

hands := {
	"requested_by": {"en": "asked for it", "zh": "申请"},
	"applied_by": {"en": "applied it", "zh": "执行"},
}

automatic(reviewer) if regex.match(`^rule:.`, reviewer)

faults[i] contains findings.plain("it was applied without a check", "未经复核即执行") if {
	some i in applied
	not changes[i].reviewed_at
}

faults[i] contains findings.plain(
	"it was applied before its check",
	"执行早于复核",
) if {
	some i in applied
	changes[i].reviewed_at
	not checked_first(changes[i])
}

faults[i] contains findings.plain("its check did not approve it", "复核结果不是通过") if {
	some i in applied
	not changes[i].review_result == "approved"
}

faults[i] contains findings.plain("it has no reviewer", "没有复核人") if {
	some i in applied
	not changes[i].reviewer
}

faults[i] contains fault if {
	some i in applied
	some field, hand in hands
	changes[i].reviewer == changes[i][field]
	fault := findings.text(
		"its reviewer %s also %s",
		"复核人%s同时是%s人",
		[changes[i].reviewer, hand.en],
		[changes[i].reviewer, hand.zh],
	)
}

faults[i] contains fault if {
	not params.auto_review_rules_allowed
	some i in applied
	reviewer := changes[i].reviewer
	automatic(reviewer)
	fault := findings.text(
		"it was checked by %s, and automatic rules do not count",
		"由%s复核,自动规则不被认可",
		[reviewer],
		[reviewer],
	)
}

# Persons who cannot be told apart because one of them is not recorded.
doubts[i] contains findings.plain(
	"it is not recorded who applied it",
	"未登记执行人",
) if {
	some i in applied
	reviewer := changes[i].reviewer
	not automatic(reviewer)
	not changes[i].applied_by
}

doubts[i] contains findings.plain(
	"it is not recorded which member of staff asked for it",
	"未登记由哪位员工申请",
) if {
	some i in applied
	reviewer := changes[i].reviewer
	not automatic(reviewer)
	changes[i].origin == "staff"
	not changes[i].requested_by
}

# Records that changed although no change of the customer was applied then.
ends[customer] contains ns if {
	some i in applied
	customer := changes[i].customer_id
	ns := times.end(changes[i].applied_at)
}

# A change accounts for what was updated until an hour after it.
logged(customer, updated) if {
	some ns in ends[customer]
	updated <= ns + times.hours(1)
}

unlogged contains finding if {
	params.check_unlogged_changes
	some row in input.evidence.crm_records
	updated := times.start(row.updated_at)
	customer := row.customer_id
	not logged(customer, updated)
	finding := findings.of(row, ["system_id", "customer_id"], {findings.plain(
		"it was updated without an applied change of that time",
		"更新时没有相应的已执行变更记录",
	)})
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(changes[i], ["change_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("customer_changes")
	some finding in unlogged
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(changes[i], ["change_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("customer_changes")
	some finding in unlogged
}

unknown contains finding if {
	params.check_unlogged_changes
	some row in input.evidence.crm_records
	not row.updated_at
	finding := findings.of(row, ["system_id", "customer_id"], {findings.plain(
		"it is not known when it was updated",
		"更新时间未知",
	)})
}

unknown contains finding if {
	params.check_unlogged_changes
	not evidence.delivered("crm_records")
	place := evidence.place(["customer_changes"])
	finding := findings.about(place, "crm_records", {findings.plain(
		"they were not collected, so that unlogged changes cannot be found",
		"未采集,无法查找未登记的变更",
	)})
}
