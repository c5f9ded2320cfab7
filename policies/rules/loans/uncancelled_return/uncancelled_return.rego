# METADATA
# scope: package
# title: "Returned materials are cancelled on the register promptly"
# description: "When a borrower returns customer material the entry in the out-loan register is cancelled at once."
# schemas:
#   - input.evidence.loan_register: schema.loan_register
# custom:
#   id: CIC-020
#   title_zh: "归还时及时在登记册上注销"
#   description_zh: "借阅人归还客户资料时,应及时在外借登记册上注销;注销应有时间和注销人,归还份数与借出份数一致。"
#   severity: medium
#   clause: "篇五 第20条"
#   other_clauses: [篇十八 第20条]
#   evidence: [loan_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: {loan_register: file_id}
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_cancellation_hours: 24
#     borrower_may_cancel: true
#   param_basis:
#     max_cancellation_hours: "project default (document says promptly)"
#     borrower_may_cancel: "document (the sentence names the borrower as the one who cancels on return)"
#   recommended_action: "Cancel the entry in the out-loan register within a day of the return, with time, name and number of copies, and trace copies that did not come back."
#   recommended_action_zh: "资料归还后一天内在外借登记册上注销,写明时间、注销人和份数;份数不符的应立即追查。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.10"
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-5"
package rules.loans.uncancelled_return

import data.lib.findings
import data.lib.times

params := data.params["CIC-020"]

loans := input.evidence.loan_register

default applicable := false

applicable if {
	some row in loans
	in_scope(row)
}

in_scope(row) if row.returned_at

in_scope(row) if cancelled(row)

cancelled(row) if row.cancelled_at

cancelled(row) if row.cancelled_by

faults[i] contains fault if {
	some i, row in loans
	times.later_than_hours(row.returned_at, params.max_cancellation_hours, row.cancelled_at)
	fault := findings.text(
		"cancelled later than %v h after the return",
		"注销晚于归还后%v小时",
		[params.max_cancellation_hours],
		[params.max_cancellation_hours],
	)
}

faults[i] contains fault if {
	some i, row in loans
	not row.cancelled_at
	times.older_than_hours(row.returned_at, params.max_cancellation_hours)
	fault := findings.text(
		"not cancelled %v h after the return",
		"归还%v小时后仍未注销",
		[params.max_cancellation_hours],
		[params.max_cancellation_hours],
	)
}

faults[i] contains findings.plain("who cancelled it is missing", "缺少注销人") if {
	some i, row in loans
	row.cancelled_at
	not row.cancelled_by
}

faults[i] contains findings.plain(
	"cancelled by the borrower, who may not",
	"由借阅人自行注销,不符合规定",
) if {
	not params.borrower_may_cancel
	some i, row in loans
	row.cancelled_by == row.borrower
}

faults[i] contains fault if {
	some i, row in loans
	row.returned_at
	not row.copies == row.copies_returned
	fault := findings.text(
		"copies lent: %v, returned: %v",
		"借出份数:%v,归还份数:%v",
		[object.get(row, "copies", "unknown"), object.get(row, "copies_returned", "unknown")],
		[object.get(row, "copies", "不明"), object.get(row, "copies_returned", "不明")],
	)
}

faults[i] contains findings.plain("cancelled without a return", "未登记归还即注销") if {
	some i, row in loans
	not row.returned_at
	cancelled(row)
}

faults[i] contains findings.plain("cancelled before the return", "注销早于归还") if {
	some i, row in loans
	times.surely_before(row.cancelled_at, row.returned_at)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(loans[i], ["loan_id"], texts)
}
