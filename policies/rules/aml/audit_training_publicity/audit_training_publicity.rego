# METADATA
# scope: package
# title: "AML audit, training and publicity take place"
# description: "Internal audit, staff training and publicity on money laundering and terrorist financing are carried out."
# schemas:
#   - input.evidence.audit_register: schema.audit_register
#   - input.evidence.training_records: schema.training_records
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.published_content: schema.published_content
# custom:
#   id: AML-002-4
#   title_zh: "反洗钱内部审计、培训和宣传得到落实"
#   description_zh: "开展反洗钱内部审计、员工培训和宣传。"
#   severity: medium
#   clause: "支付机构反洗钱办法 内部控制制度(四)"
#   evidence: [audit_register, training_records, hr_roster, published_content]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     audit_interval_days: 365
#     training_interval_days: 365
#     onboarding_days: 30
#     publicity_interval_days: 365
#   param_basis:
#     audit_interval_days: "project default"
#     training_interval_days: "project default"
#     onboarding_days: "project default"
#     publicity_interval_days: "project default"
#   recommended_action: "Hold the audit, the training or the publicity that is overdue and enter it in its register."
#   recommended_action_zh: "补做逾期的审计、培训或宣传,并登记在相应台账中。"
#   frameworks:
#     - "NIST SP 800-53r5 AT-3"
#     - "FATF R.18"
#     - "PRC Anti-Money Laundering Law (2024) art. 27"
package rules.aml.audit_training_publicity

import data.lib.ages
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["AML-002-4"]

roster := input.evidence.hr_roster

default applicable := false

applicable if {
	some kind in ["audit_register", "hr_roster", "published_content"]
	count(input.evidence[kind]) > 0
}

# What the institution as a whole does: the rows that show it, and how often it is due.
activities := {
	"audit_register": {
		"subject": "aml_audit",
		"time": "performed_at",
		"days": params.audit_interval_days,
		"label": {"en": "the last AML audit", "zh": "最近一次反洗钱审计"},
	},
	"published_content": {
		"subject": "aml_publicity",
		"time": "published_at",
		"days": params.publicity_interval_days,
		"label": {"en": "the last AML publicity", "zh": "最近一次反洗钱宣传"},
	},
}

# done[kind]: [instant, row number] of each time it was done.
done[kind] contains moment if {
	some kind, activity in activities
	some i, row in input.evidence[kind]
	shows(kind, row)
	at := row[activity.time]
	not times.ahead(at)
	moment := [times.start(at), i]
}

shows("audit_register", row) if row.kind == "aml_audit"

shows("published_content", row) if row.item == "aml_publicity"

neglected[kind] := finding if {
	some kind, moments in done
	[_, i] := max(moments)
	row := input.evidence[kind][i]
	activity := activities[kind]
	fault := ages.stale(row, activity.time, activity.label, activity.days)
	finding := findings.about(row._loc, activity.subject, {fault})
}

neglected[kind] := finding if {
	some kind, activity in activities
	not done[kind]
	finding := findings.about({"file": kind}, activity.subject, {findings.text(
		"%s is not recorded",
		"没有%s的记录",
		[activity.label.en],
		[activity.label.zh],
	)})
}

# staff[person]: the roster rows of those who are employed now.
staff[person] contains i if {
	some i, row in roster
	row.employed
	people.in_post(row, input.now)
	person := row.person
}

trained contains person if {
	some row in input.evidence.training_records
	"aml" in row.topics
	at := row.completed_at
	not times.ahead(at)
	not times.older_than_days(at, params.training_interval_days)
	person := people.identity(row.person)
}

# The days of grace run from the day of hiring.
fresh(found) if {
	hired_at := min([roster[i].hired_at | some i in found])
	not times.older_than_days(hired_at, params.onboarding_days)
}

untrained[person] := finding if {
	some person, found in staff
	not person in trained
	not fresh(found)
	fault := findings.text(
		"no AML training within %v days",
		"%v天内没有反洗钱培训记录",
		[params.training_interval_days],
		[params.training_interval_days],
	)
	finding := findings.of(roster[min(found)], ["person"], {fault})
}

deny contains finding if {
	some kind, finding in neglected
	not evidence.incomplete(kind)
}

deny contains finding if {
	not evidence.incomplete("training_records")
	some finding in untrained
}

unknown contains finding if {
	some kind, finding in neglected
	evidence.incomplete(kind)
}

unknown contains finding if {
	evidence.incomplete("training_records")
	some finding in untrained
}
