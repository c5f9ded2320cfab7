# METADATA
# scope: package
# title: "Amendments to report items are approved and filed"
# description: "A change to individual items of a statistics report is approved by the general manager and put on file by the customer service department; no further approval is needed."
# schemas:
#   - input.evidence.report_register: schema.report_register
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: CIC-011
#   title_zh: "报表个别项修改须总经理批准并备案"
#   description_zh: "修改统计报表的个别项目须经总经理批准,并由客户服务部门备案,不需再办理其他审批;修改项目较多的,按定期报表办理审批。"
#   severity: medium
#   clause: "篇五 第11条"
#   other_clauses: [篇十八 第11条]
#   evidence: [report_register, hr_roster, reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_filing_days: 5
#     max_items: 5
#     approving_role: general_manager
#     filing_dept: customer_service
#   param_basis:
#     max_filing_days: "project default"
#     max_items: "project default (document says individual items)"
#     approving_role: "document"
#     filing_dept: "document"
#   recommended_action: "Have the general manager approve the change before it is made, and let the customer service department file it within the working days allowed; send larger changes through both approvals."
#   recommended_action_zh: "修改前先经总经理批准,并由客户服务部门在规定的工作日内备案;修改项目较多的,须经经理同意和总经理批准。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
package rules.reports.unapproved_report_amendment

import data.lib.approvals
import data.lib.calendar
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-011"]

register := input.evidence.report_register

default applicable := false

applicable if count(amendments) > 0

amendments contains i if {
	some i, row in register
	row.record == "amendment"
}

general_manager := {
	"by": "gm_approver",
	"at": "gm_approved_at",
	"roles": [params.approving_role],
	"label": "the general manager's approval",
	"label_zh": "总经理批准",
}

manager := {
	"by": "manager_approver",
	"at": "manager_approved_at",
	"roles": ["customer_service_manager"],
	"label": "the manager's agreement",
	"label_zh": "经理同意",
}

# A change of many items is a new report: it takes both approvals of a periodic report.
large contains i if {
	some i in amendments
	count(object.get(register[i], "items_changed", [])) > params.max_items
}

approvals_of[i] contains given if {
	some i in amendments
	given := approval(register[i], general_manager)
}

approvals_of[i] contains given if {
	some i in large
	given := approval(register[i], manager)
}

approval(row, post) := object.union_n([
	{"roles": post.roles, "label": post.label, "label_zh": post.label_zh},
	approvals.fields(row, {"by": post.by, "at": post.at, "act": "amended_at"}),
])

# filing_day(row): the last day on which the amendment may be put on file.
filing_day(row) := calendar.add_working_days(times.day(row.amended_at), params.max_filing_days)

faults[i] contains fault if {
	some i, needed in approvals_of
	some given in needed
	some fault in approvals.proven_faults(given)
}

faults[i] contains findings.plain(
	"the general manager approved before the manager agreed",
	"总经理批准早于经理同意",
) if {
	some i in large
	row := register[i]
	row.gm_approved_at
	row.manager_approved_at
	not times.not_after(row.manager_approved_at, row.gm_approved_at)
}

faults[i] contains fault if {
	some i in large
	row := register[i]
	people.same(row.manager_approver, row.gm_approver)
	fault := findings.text(
		"%s gave both approvals",
		"%s一人作出两项批准",
		[row.gm_approver],
		[row.gm_approver],
	)
}

faults[i] contains fault if {
	some i in large
	row := register[i]
	some post in [general_manager, manager]
	people.same(row[post.by], row.requested_by)
	fault := findings.text(
		"%s approved a request of their own",
		"%s批准了本人提出的申请",
		[row[post.by]],
		[row[post.by]],
	)
}

faults[i] contains findings.plain("it has no time of amendment", "没有修改时间") if {
	some i in amendments
	not register[i].amended_at
}

faults[i] contains fault if {
	some i in amendments
	row := register[i]
	times.start(row.filed_at) >= times.end(filing_day(row))
	fault := findings.text(
		"it was put on file later than %v working days after the amendment",
		"备案晚于修改后%v个工作日",
		[params.max_filing_days],
		[params.max_filing_days],
	)
}

faults[i] contains fault if {
	some i in amendments
	row := register[i]
	not row.filed_at
	times.now >= times.end(filing_day(row))
	fault := findings.text(
		"it is not on file %v working days after the amendment",
		"修改%v个工作日后仍未备案",
		[params.max_filing_days],
		[params.max_filing_days],
	)
}

faults[i] contains fault if {
	some i in amendments
	row := register[i]
	row.filed_at
	object.get(row, "filed_by_dept", "") != params.filing_dept
	fault := findings.text(
		"it was not put on file by the department %s",
		"备案部门不是%s",
		[params.filing_dept],
		[params.filing_dept],
	)
}

doubts[i] contains fault if {
	some i, needed in approvals_of
	some given in needed
	some fault in approvals.unproven_faults(given)
}

doubts[i] contains findings.plain(
	"the items changed are not recorded, so that their number is unknown",
	"未登记修改的项目,修改项数不明",
) if {
	some i in amendments
	count(object.get(register[i], "items_changed", [])) == 0
}

doubts[i] contains findings.plain(
	"the calendar does not cover the working days in which it must be put on file",
	"工作日历未覆盖备案期限",
) if {
	some i in amendments
	row := register[i]
	row.amended_at
	not filing_day(row)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["record_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(register[i], ["record_id"], texts)
}
