# METADATA
# scope: package
# title: "All staff have regular security and confidentiality training"
# description: "The company trains staff regularly in information protection and security awareness, including new staff."
# schemas:
#   - input.evidence.training_records: schema.training_records
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: TRN-001
#   title_zh: "员工定期接受信息安全和保密培训"
#   description_zh: "公司定期对员工进行信息保护和安全意识培训,新员工也不例外。"
#   severity: high
#   clause: "篇一 第二段(银行的保密责任)"
#   other_clauses: [篇七 第二段(银行的保密责任), 篇二 第二段(挑战与对策), 篇十四 第二段(挑战与对策), 篇三 第三段(信息安全保护), 篇十一 第三段(信息安全保护), 篇十三 第二段(科学管理), 篇二 第二段(科学管理), 篇三 第三段, 篇八 第三段, 篇十三 三、信息安全的重要性, 篇十五 加强员工培训]
#   evidence: [training_records, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     security_topics:
#     - information_security
#     - confidentiality
#     interval_days: 365
#     onboarding_days: 30
#   param_basis:
#     security_topics: "document"
#     interval_days: "PCI DSS v4.0.1 12.6.3 (document says regularly)"
#     onboarding_days: "project default"
#   recommended_action: "Enrol the person in the next course on information security or confidentiality, train newcomers within their first 30 days, and repeat it every year."
#   recommended_action_zh: "安排该员工参加最近一期信息安全或保密培训;新员工入职三十天内完成培训,以后每年重复一次。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.3"
#     - "NIST SP 800-53r5 AT-2"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 11.6"
#     - "PCI DSS v4.0.1 12.6.3"
package rules.training.missing_training

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["TRN-001"]

roster := input.evidence.hr_roster

default applicable := false

applicable if some _ in staff

# staff[person]: the roster rows of people who are employed and have not left, whatever their post.
staff[person] contains i if {
	some i, row in roster
	row.employed
	times.running(object.get(row, "left_at", ""), input.now)
	person := row.person
}

# trained[person]: when security training was completed.
trained[person] contains at if {
	some row in input.evidence.training_records
	person := people.identity(row.person)
	some topic in row.topics
	topic in params.security_topics
	at := row.completed_at
	not times.future(at)
}

# away[person]: the days of leave up to today, counted from 1970; leave without an end goes on.
away[person] contains number if {
	some row in roster
	from := times.days_between(epoch, row.leave_from)
	until := min({today, times.days_between(epoch, object.get(row, "leave_until", times.today))})
	from <= until
	some number in numbers.range(from, until)
	person := row.person
}

epoch := "1970-01-01"

today := times.days_between(epoch, times.today)

# leave(person, since): how many of the days after that day up to today were leave.
leave(person, since) := count({number | some number in away[person]; number > start}) if {
	start := times.days_between(epoch, since)
}

up_to_date(person) if {
	some at in trained[person]
	days := params.interval_days + leave(person, at)
	not times.older_than_days(at, days)
}

# Whoever has no hiring date is not taken for a newcomer.
newcomer(person) if {
	hired := {roster[i].hired_at | some i in staff[person]}
	since := min(hired)
	days := (params.onboarding_days - 1) + leave(person, since)
	not times.older_than_days(since, days)
}

untrained contains finding if {
	some person, rows in staff
	not up_to_date(person)
	not newcomer(person)
	finding := findings.of(roster[min(rows)], ["person"], {findings.text(
		"no training in %s in the last %v days at work",
		"在岗的最近%v天内未接受%s培训",
		[concat(" or ", params.security_topics), params.interval_days],
		[params.interval_days, concat("、", params.security_topics)],
	)})
}

deny contains finding if {
	not evidence.incomplete("training_records")
	some finding in untrained
}

unknown contains finding if {
	evidence.incomplete("training_records")
	some finding in untrained
}
