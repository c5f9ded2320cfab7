# METADATA
# scope: package
# title: "Customers can question the statement and are told of changes"
# description: "Customers have a contact for challenging the statement, and measures are taken to notify them when it is updated."
# schemas:
#   - input.evidence.privacy_statement: schema.privacy_statement
#   - input.evidence.customer_notices: schema.customer_notices
#   - input.evidence.crm_records: schema.crm_records
# custom:
#   id: PRV-103
#   title_zh: "提供质疑联系方式,声明更新通知客户"
#   description_zh: "客户有质疑隐私声明的联系方式;声明更新时采取措施通知客户。"
#   severity: medium
#   clause: "CRM数据隐私 1(6)隐私权声明执行和修改"
#   evidence: [privacy_statement, customer_notices, crm_records]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     min_coverage_pct: 100
#     lead_days: 0
#   param_basis:
#     min_coverage_pct: "project default (document says notify customers)"
#     lead_days: "project default"
#   recommended_action: "State a contact in the statement, and before a material change takes effect send every active customer a notice that names the version; send it again where it was not delivered."
#   recommended_action_zh: "在声明中写明联系方式;重大变更生效前向每个有效客户发送注明版本的通知,未送达的重新发送。"
#   frameworks:
#     - "PIPL art. 17"
#     - "PIPL art. 48"
#     - "GB/T 35273-2020 5.5"
package rules.privacy.statement_contact_and_notice

import data.lib.evidence
import data.lib.findings
import data.lib.privacy
import data.lib.times

params := data.params["PRV-103"]

statements := input.evidence.privacy_statement

notices := input.evidence.customer_notices

current := privacy.statements

superseded(i) if {
	not i in current
	at := statements[i].effective_at
	not times.future(at)
}

by_version[version] contains k if {
	some k, row in notices
	row.topic == "statement_update"
	row.delivered
	version := row.ref
}

# Material changes of which customers must have been told by now.
due contains i if {
	some i, row in statements
	row.material_change
	passed(row.effective_at)
}

passed(effective_at) if times.past(times.add_days(effective_at, 0 - params.lead_days))

passed(effective_at) if {
	not times.is_day(effective_at)
	times.now > times.start(effective_at) - times.hours(24 * params.lead_days)
}

in_time(sent_at, effective_at) if {
	times.is_day(effective_at)
	times.not_after(sent_at, times.add_days(effective_at, 0 - params.lead_days))
}

in_time(sent_at, effective_at) if {
	times.end(sent_at) <= times.start(effective_at) - times.hours(24 * params.lead_days)
}

told[i] contains customer if {
	some i in due
	some k in by_version[statements[i].version]
	customer := notices[k].customer_id
	in_time(notices[k].sent_at, statements[i].effective_at)
}

# Whoever became a customer after the change has only ever seen the new version.
concerned[i] contains customer if {
	some i in due
	effective_at := statements[i].effective_at
	some row in input.evidence.crm_records
	not row.active == false
	not came_later(row, effective_at)
	customer := row.customer_id
}

came_later(row, effective_at) if times.surely_before(effective_at, row.first_contact_at)

coverage[i] contains fault if {
	some i, customers in concerned
	reached := count({customer | some customer in told[i]; customer in customers})
	reached * 100 < params.min_coverage_pct * count(customers)
	fault := findings.text(
		"%v of %v active customers were told of it %v days before it took effect, less than %v %%",
		"%v名(共%v名)有效客户在其生效前%v天收到通知,不足%v%%",
		[reached, count(customers), params.lead_days, params.min_coverage_pct],
		[reached, count(customers), params.lead_days, params.min_coverage_pct],
	)
}

fully_read if {
	not evidence.incomplete("customer_notices")
	not evidence.incomplete("crm_records")
}

faults[i] contains findings.plain("it states no contact", "没有联系方式") if {
	some i, row in statements
	not row.contact
	not superseded(i)
}

faults[i] contains findings.plain(
	"it has no time of effect",
	"没有生效时间",
) if {
	some i, row in statements
	row.material_change
	not row.effective_at
}

faults[i] contains fault if {
	fully_read
	some i, texts in coverage
	some fault in texts
}

doubts[i] contains findings.plain(
	"it is not recorded whether it is a material change",
	"未登记是否为重大变更",
) if {
	some i, row in statements
	object.get(row, "material_change", "") == ""
}

doubts[i] contains fault if {
	not fully_read
	some i, texts in coverage
	some fault in texts
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(statements[i], ["version"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(statements[i], ["version"], texts)
}
