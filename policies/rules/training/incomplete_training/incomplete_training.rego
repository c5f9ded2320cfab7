# METADATA
# scope: package
# title: "Training covers law, procedure and fraud, and is passed"
# description: "Staff learn the relevant laws and the correct confidentiality procedures, and how to recognise fraud, phishing and leaks."
# schemas:
#   - input.evidence.training_records: schema.training_records
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: TRN-002
#   title_zh: "培训涵盖法规、操作流程和防诈骗并考核合格"
#   description_zh: "员工了解相关法律法规,掌握正确的保密操作流程,并能识别诈骗、钓鱼和泄密。"
#   severity: medium
#   clause: "篇十五 加强员工培训"
#   other_clauses: [篇一 第三段(网络诈骗和钓鱼), 篇十六 第一段, 篇十 第四段(谨慎分享)]
#   evidence: [training_records, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_topics:
#     - laws
#     - confidentiality_procedures
#     - phishing_and_fraud
#     - leak_reporting
#     - three_prohibitions
#     interval_days: 365
#   param_basis:
#     required_topics: "document; three_prohibitions from the regulation"
#     interval_days: "project default"
#   recommended_action: "Train the person in the missing topics, and let failed courses be repeated until they are passed."
#   recommended_action_zh: "安排该人员补学缺少的主题,未通过的课程重修至考核合格。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.3"
#     - "NIST SP 800-53r5 AT-2"
#     - "NIST SP 800-53r5 AT-4"
package rules.training.incomplete_training

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times
import data.lib.trainings

params := data.params["TRN-002"]

roster := input.evidence.hr_roster

records := input.evidence.training_records

default applicable := false

applicable if some _ in staff

# staff[person]: the posts of persons who handle customer information, or of whom nobody says that
# they do not.
staff[person] contains i if {
	some i in people.in_service
	row := roster[i]
	object.get(row, "handles_customer_info", true)
	person := row.person
}

# certain: persons who surely do.
certain contains person if {
	some person, posts in staff
	some i in posts
	roster[i].handles_customer_info
}

learnt(person) := {topic |
	some i in trainings.recent(person, params.interval_days)
	some topic in records[i].topics
}

unlearnt[person] contains fault if {
	some person, _ in staff
	known := learnt(person)
	topics := [topic | some topic in params.required_topics; not topic in known]
	count(topics) > 0
	fault := findings.text(
		"not trained in %s in the last %v days",
		"最近%v天内未接受%s培训",
		[concat(", ", topics), params.interval_days],
		[params.interval_days, concat("、", topics)],
	)
}

# taken[[person, course]]: [instant, row number] of each time.
taken[key] contains moment if {
	some person, found in trainings.completed
	some i in found
	key := [person, object.get(records[i], "course", "")]
	moment := [times.start(records[i].completed_at), i]
}

# failed[person]: courses of which no row at the newest time is anything but failed.
failed[person] contains fault if {
	some key, moments in taken
	person := key[0]
	newest := max(moments)
	latest := newest[0]
	every moment in moments { lost(moment, latest) }
	fault := findings.text(
		"the newest result of the course %s is failed",
		"课程%s最近一次考核未通过",
		[key[1]],
		[key[1]],
	)
}

lost(moment, latest) if moment[0] < latest

lost(moment, _) if records[moment[1]].passed == false

deny contains finding if {
	not evidence.incomplete("training_records")
	some person in certain
	finding := told(person)
}

unknown contains finding if {
	evidence.incomplete("training_records")
	some person, _ in staff
	finding := told(person)
}

unknown contains finding if {
	some person, _ in staff
	not person in certain
	finding := told(person)
}

told(person) := findings.of(roster[min(staff[person])], ["person"], texts) if {
	texts := {fault | some fault in unlearnt[person]} | {fault | some fault in failed[person]}
	count(texts) > 0
}
