# METADATA
# scope: package
# title: "A file is opened promptly for each new customer, through the specialist"
# description: "For every new customer that a development specialist contacts or signs, a customer file is opened promptly with the customer information specialist."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
#   - input.evidence.crm_records: schema.crm_records
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: CIC-004a
#   title_zh: "新客户及时经客户信息专员建档"
#   description_zh: "每名新客户首次接触或签约后,客户开发专员应及时通过客户信息专员建立客户档案。"
#   severity: medium
#   clause: "篇五 第4条"
#   other_clauses: [篇十八 第4条, 我公司客户管理规定 第五条第3项]
#   evidence: [customer_files, crm_records, hr_roster, reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_file_opening_days: 3
#     registrar_role: customer_information_specialist
#   param_basis:
#     max_file_opening_days: "project default (document says promptly)"
#     registrar_role: "document"
#   recommended_action: "Open a file for each customer within the allowed working days of the first contact, have the customer information specialist enter it, and record the day of first contact."
#   recommended_action_zh: "客户首次接触后在规定的工作日内建档,由客户信息专员登记,并填写首次接触日期。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.9"
package rules.customer_files.late_file_opening

import data.lib.calendar
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-004a"]

files := input.evidence.customer_files

customers := input.evidence.crm_records

default applicable := false

applicable if count(files) > 0

applicable if count(current) > 0

# A customer record that does not say whether it is active may be.
current contains i if {
	some i, row in customers
	object.get(row, "active", true)
}

current_of[customer] contains i if {
	some i in current
	customer := customers[i].customer_id
}

contacts[customer] contains contact if {
	some i in current
	customer := customers[i].customer_id
	contact := [times.day(customers[i].first_contact_at), i]
}

all_contacts[customer] contains day if {
	some row in customers
	customer := row.customer_id
	day := times.day(row.first_contact_at)
}

filed contains customer_id if {
	some row in files
	customer_id := row.customer_id
}

# due(day): the last day on which the file may be opened.
due(day) := calendar.add_working_days(day, params.max_file_opening_days)

# in_time(day, to): so few days lie between that the calendar need not be asked.
in_time(day, to) if times.days_between(day, to) <= params.max_file_opening_days

unfiled[customer] := places if {
	some customer, places in current_of
	not customer in filed
}

# The row of a customer that a finding stands at: that of the first contact.
unfiled_row[customer] := i if {
	some customer, _ in unfiled
	[_, i] := min(contacts[customer])
}

unfiled_row[customer] := i if {
	some customer, places in unfiled
	not contacts[customer]
	i := min(places)
}

unopened[i] contains fault if {
	some customer, i in unfiled_row
	[day, _] := min(contacts[customer])
	times.today > due(day)
	fault := findings.text(
		"no file was opened in the %v working days after the first contact",
		"首次接触后%v个工作日内未建档",
		[params.max_file_opening_days],
		[params.max_file_opening_days],
	)
}

unopened[i] contains findings.plain(
	"there is neither a file nor a day of first contact",
	"既无档案也无首次接触日期",
) if {
	some customer, i in unfiled_row
	not contacts[customer]
}

# A file may stand in a part of the catalogue that was not read, and a customer may be a past one.
unopened_doubted contains i if {
	evidence.incomplete("customer_files")
	some i, _ in unopened
}

unopened_doubted contains i if {
	some customer, i in unfiled_row
	every n in unfiled[customer] {
		not customers[n].active
	}
}

calendar_ends := findings.plain(
	"the calendar does not cover the working days in which the file must be opened",
	"工作日历未覆盖建档期限",
)

customer_doubts[i] contains fault if {
	some i in unopened_doubted
	some fault in unopened[i]
}

customer_doubts[i] contains calendar_ends if {
	some customer, i in unfiled_row
	[day, _] := min(contacts[customer])
	today := times.today
	not in_time(day, today)
	not due(day)
}

key := ["system_id", "customer_id"]

created[i] := day if {
	some i, row in files
	day := times.day(row.created_at)
}

# first_contact(row): the day of the file, else the first of the customer's records; those of past
# customers tell it where no other does.
first_contact(row) := times.day(row.first_contact_at)

first_contact(row) := day if {
	not row.first_contact_at
	[day, _] := min(contacts[row.customer_id])
}

first_contact(row) := min(all_contacts[customer]) if {
	not row.first_contact_at
	customer := row.customer_id
	not contacts[customer]
}

# Where opening took more days than are allowed at the least: the day of the first contact.
slow[i] := day if {
	some i, opened in created
	day := first_contact(files[i])
	not in_time(day, opened)
}

no_contact := findings.plain("no day of first contact is recorded", "没有首次接触日期")

without_contact contains i if {
	some i, row in files
	not first_contact(row)
}

# A post without a beginning may reach back to any day.
roster_begins := min([from |
	some row in input.evidence.hr_roster
	from := object.get(row, "valid_from", object.get(row, "hired_at", ""))
])

before_roster(row) if times.day(row.created_at) < roster_begins

unentitled[i] contains fault if {
	some i, day in created
	row := files[i]
	name := row.registered_by
	not people.holds(name, params.registrar_role, day)
	not before_roster(row)
	fault := findings.text(
		"%s, who entered it, did not hold the role %s on that day",
		"登记人%s当日不具备角色%s",
		[name, params.registrar_role],
		[name, params.registrar_role],
	)
}

faults[i] contains findings.plain("it has no time of opening", "没有建档时间") if {
	some i, row in files
	not row.created_at
}

faults[i] contains fault if {
	some i, day in slow
	created[i] > due(day)
	fault := findings.text(
		"it was opened later than %v working days after the first contact",
		"建档晚于首次接触后%v个工作日",
		[params.max_file_opening_days],
		[params.max_file_opening_days],
	)
}

faults[i] contains no_contact if {
	not evidence.incomplete("crm_records")
	some i in without_contact
}

faults[i] contains findings.plain("who entered it is not recorded", "未登记登记人") if {
	some i, row in files
	not row.registered_by
	not before_roster(row)
}

faults[i] contains fault if {
	not evidence.incomplete("hr_roster")
	some i, texts in unentitled
	some fault in texts
}

doubts[i] contains calendar_ends if {
	some i, day in slow
	not due(day)
}

doubts[i] contains no_contact if {
	evidence.incomplete("crm_records")
	some i in without_contact
}

doubts[i] contains fault if {
	evidence.incomplete("hr_roster")
	some i, texts in unentitled
	some fault in texts
}

deny contains finding if {
	some i, texts in unopened
	not i in unopened_doubted
	finding := findings.of(customers[i], key, texts)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(files[i], ["file_id"], texts)
}

unknown contains finding if {
	some i, texts in customer_doubts
	finding := findings.of(customers[i], key, texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(files[i], ["file_id"], texts)
}
