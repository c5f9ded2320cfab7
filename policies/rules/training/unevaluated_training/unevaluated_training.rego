# METADATA
# scope: package
# title: "Communication training is held and its effect evaluated"
# description: "Customer-communication training, including complaint and crisis handling, is given and its effect is evaluated."
# schemas:
#   - input.evidence.training_records: schema.training_records
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: TRN-004
#   title_zh: "沟通培训及效果评估"
#   description_zh: "开展客户沟通培训,包括投诉和危机处理,并评估培训效果。"
#   severity: low
#   clause: "金融服务客户沟通规范 第九章"
#   other_clauses: [篇一 (一)1]
#   evidence: [training_records, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: heading
#   tier: adjacent
#   params:
#     customer_facing_roles:
#     - account_manager
#     - service_desk
#     - telesales
#     interval_days: 365
#   param_basis:
#     customer_facing_roles: "project default"
#     interval_days: "project default"
#   recommended_action: "Train the person in client communication every year, and evaluate and record the effect."
#   recommended_action_zh: "每年安排该人员参加客户沟通培训,并评估和记录培训效果。"
package rules.training.unevaluated_training

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times
import data.lib.trainings

params := data.params["TRN-004"]

roster := input.evidence.hr_roster

default applicable := false

applicable if some _ in front

# front[person]: the posts in which the person faces customers.
front[person] contains i if {
	some i in people.in_service
	row := roster[i]
	row.role in params.customer_facing_roles
	person := row.person
}

found(person) := trainings.on(person, "client_communication", params.interval_days)

evaluated(person) if {
	some i in found(person)
	at := input.evidence.training_records[i].effect_evaluated_at
	not times.ahead(at)
}

faults[person] := fault if {
	some person, _ in front
	count(found(person)) == 0
	fault := findings.text(
		"no training in client communication in the last %v days",
		"最近%v天内没有客户沟通培训",
		[params.interval_days],
		[params.interval_days],
	)
}

faults[person] := fault if {
	some person, _ in front
	count(found(person)) > 0
	not evaluated(person)
	fault := findings.plain(
		"the effect of the training in client communication is not evaluated",
		"客户沟通培训的效果未经评估",
	)
}

deny contains finding if {
	not evidence.incomplete("training_records")
	some person, fault in faults
	finding := findings.of(roster[min(front[person])], ["person"], {fault})
}

unknown contains finding if {
	evidence.incomplete("training_records")
	some person, fault in faults
	finding := findings.of(roster[min(front[person])], ["person"], {fault})
}
