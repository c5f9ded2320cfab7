# METADATA
# scope: package
# title: "Designated persons carry important documents, with safeguards"
# description: "Receipt, dispatch, transfer and carrying-out of important documents are done by designated persons, with the necessary security measures."
# schemas:
#   - input.evidence.carriage_register: schema.carriage_register
#   - input.evidence.appointments: schema.appointments
# custom:
#   id: CIC-023-2
#   title_zh: "收发、传递和外出携带由指定人员负责并采取安全措施"
#   description_zh: "重要文件的收发、传递和外出携带由指定人员负责,并采取必要的安全措施。"
#   severity: high
#   clause: "篇五 第23条第2款"
#   other_clauses: [篇十八 第23条第2款]
#   evidence: [carriage_register, appointments]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     accepted_safeguards:
#     - sealed_envelope
#     - locked_case
#     - encrypted_medium
#     - two_person_carry
#     - encrypted_transfer
#     max_transit_hours: 48
#   param_basis:
#     accepted_safeguards: "project default"
#     max_transit_hours: "project default"
#   recommended_action: "Find out where the document is, let only appointed carriers move important documents, in a sealed, locked or encrypted form, and have the recipient sign for each."
#   recommended_action_zh: "查明文件下落;重要文件只由指定人员传递,采取密封、加锁或加密等措施,并由收件人逐件签收。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "ISO/IEC 27001:2022 A.7.9"
#     - "NIST SP 800-53r5 MP-5"
package rules.copying.unappointed_carrier

import data.lib.evidence
import data.lib.findings
import data.lib.levels
import data.lib.times

params := data.params["CIC-023-2"]

movements := input.evidence.carriage_register

default applicable := false

applicable if count(important) > 0

important contains i if {
	some i, row in movements
	levels.among(row, {"important", "secret", "top_secret"})
}

appointments[person] contains k if {
	some k, row in input.evidence.appointments
	row.duty == "document_carrier"
	person := row.person
}

appointed(row) if {
	some k in appointments[row.handler]
	appointment := input.evidence.appointments[k]
	times.covers(appointment.valid_from, object.get(appointment, "valid_until", ""), row.at)
}

strange_handler[i] := fault if {
	some i in important
	not appointed(movements[i])
	handler := movements[i].handler
	fault := findings.text(
		"%s was not appointed to carry documents then",
		"%s当时未被指定为文件传递人员",
		[handler],
		[handler],
	)
}

doubts[i] contains fault if {
	evidence.incomplete("appointments")
	some i, fault in strange_handler
}

protected(row) if {
	some safeguard in row.safeguards
	safeguard in params.accepted_safeguards
}

# What is received has arrived; all else must be signed for by its recipient.
sent contains i if {
	some i in important
	movements[i].direction != "receive"
}

faults[i] contains fault if {
	not evidence.incomplete("appointments")
	some i, fault in strange_handler
}

faults[i] contains fault if {
	some i in important
	not protected(movements[i])
	fault := findings.text(
		"no safeguard of these is recorded: %s",
		"未登记任何认可的安全措施(%s)",
		[concat(", ", params.accepted_safeguards)],
		[concat("、", params.accepted_safeguards)],
	)
}

faults[i] contains findings.plain(
	"the receipt is dated before the movement",
	"签收时间早于流转时间",
) if {
	some i in sent
	times.surely_before(movements[i].receipt_at, movements[i].at)
}

faults[i] contains fault if {
	some i in sent
	times.later_than_hours(movements[i].at, params.max_transit_hours, movements[i].receipt_at)
	fault := findings.text(
		"the receipt came later than %v h",
		"签收超过%v小时",
		[params.max_transit_hours],
		[params.max_transit_hours],
	)
}

faults[i] contains fault if {
	some i in lost
	fault := findings.text(
		"there is no receipt after %v h, the document may be lost",
		"超过%v小时仍未签收,文件可能遗失",
		[params.max_transit_hours],
		[params.max_transit_hours],
	)
}

lost contains i if {
	some i in sent
	not movements[i].receipt_at
	times.older_than_hours(movements[i].at, params.max_transit_hours)
}

level(i) := {"severity": "critical"} if i in lost

level(i) := {} if not i in lost

deny contains levelled if {
	some i, texts in faults
	finding := findings.of(movements[i], ["movement_id"], texts)
	levelled := object.union(finding, level(i))
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(movements[i], ["movement_id"], texts)
}
