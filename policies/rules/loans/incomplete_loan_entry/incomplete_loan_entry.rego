# METADATA
# scope: package
# title: "The loan register entry is complete and signed"
# description: "The borrower writes the name of the material, number of copies, loan time and reason in the out-loan register and signs."
# schemas:
#   - input.evidence.loan_register: schema.loan_register
# custom:
#   id: CIC-019-5a
#   title_zh: "外借登记册填写完整并签字确认"
#   description_zh: "借阅客户资料时,借阅人应在外借登记册上写明资料名称、份数、借阅时间和事由,并签字确认。"
#   severity: medium
#   clause: "篇五 第19条第5款"
#   other_clauses: [篇十八 第19条第5款]
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
#     required_fields:
#     - item
#     - copies
#     - borrowed_at
#     - reason
#     - borrower_signature
#   param_basis:
#     required_fields: "document"
#   recommended_action: "Have the borrower complete the out-loan register and sign it before the material leaves, and lend a copy again only after its return is entered."
#   recommended_action_zh: "资料借出前由借阅人填全外借登记册并本人签字;同一份资料归还登记后方可再次借出。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-5"
package rules.loans.incomplete_loan_entry

import data.lib.findings
import data.lib.times

params := data.params["CIC-019-5a"]

loans := input.evidence.loan_register

labels := {
	"item": {"en": "the name of the material", "zh": "资料名称"},
	"copies": {"en": "the number of copies", "zh": "份数"},
	"borrowed_at": {"en": "the loan time", "zh": "借阅时间"},
	"reason": {"en": "the reason", "zh": "借阅理由"},
	"borrower_signature": {"en": "the signature", "zh": "借阅人签字"},
}

faults[i] contains fault if {
	some i, row in loans
	some field in params.required_fields
	not row[field]
	label := object.get(labels, field, {"en": field, "zh": field})
	fault := findings.text("%s is missing", "缺少%s", [label.en], [label.zh])
}

faults[i] contains fault if {
	some i, row in loans
	row.copies < 1
	fault := findings.text(
		"the number of copies is %v",
		"份数为%v",
		[row.copies],
		[row.copies],
	)
}

faults[i] contains fault if {
	some i, row in loans
	row.borrower_signature != row.borrower
	fault := findings.text(
		"signed by %s, not by the borrower %s",
		"由%s签字,而非借阅人%s",
		[row.borrower_signature, row.borrower],
		[row.borrower_signature, row.borrower],
	)
}

faults[i] contains fault if {
	some i, j in next_loan
	following := loans[j]
	out_at(loans[i], following.borrowed_at)
	fault := findings.text(
		"the copy was lent again as %s before it came back",
		"该份资料归还前又以%s借出",
		[following.loan_id],
		[following.loan_id],
	)
}

# The loans of one copy; an empty copy number is a copy of its own.
loans_of_copy[key] contains i if {
	some i, row in loans
	key := [row.file_id, object.get(row, "copy_no", "")]
}

# Most copies were lent once; only the others need an order.
lent_again contains group if {
	some group in loans_of_copy
	count(group) > 1
}

# next_loan[i]: the loan of the same copy that began next after loan i. If loan i overlaps any later
# loan, it overlaps this one.
next_loan[i] := j if {
	some group in lent_again
	ordered := sort([[times.start(loans[i].borrowed_at), i] | some i in group])
	some position, [_, i] in ordered
	j := ordered[position + 1][1]
}

# out_at(row, at): the loan in `row` had surely not ended when another began at `at`.
out_at(row, _) if not row.returned_at

out_at(row, at) if times.surely_before(at, row.returned_at)

deny contains finding if {
	some i, texts in faults
	finding := findings.of(loans[i], ["loan_id"], texts)
}
