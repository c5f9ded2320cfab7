# METADATA
# scope: package
# title: "Affected customers are told promptly"
# description: "After a leak the affected customers are notified promptly."
# schemas:
#   - input.evidence.incident_register: schema.incident_register
#   - input.evidence.customer_notices: schema.customer_notices
# custom:
#   id: IRP-002
#   title_zh: "及时通知受影响客户"
#   description_zh: "发生泄漏后及时通知受到影响的客户。"
#   severity: critical
#   clause: "篇三 第四段"
#   evidence: [incident_register, customer_notices]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     max_notify_hours: 72
#   param_basis:
#     max_notify_hours: "project default (document says promptly, PIPL art. 57 at once; GDPR art. 34 sets no hours for customers)"
#   recommended_action: "Notify every affected customer of the leak within the allowed hours, and enter notices and time; where a ground for no notice is claimed, have it reviewed."
#   recommended_action_zh: "在规定时限内将泄漏情况通知每一位受影响的客户,登记通知和时间;以不通知理由处理的,须经复核。"
#   frameworks:
#     - "PIPL art. 57"
#     - "GB/T 35273-2020 10.2"
#     - "PRC Network Data Security Regulations (2024) art. 11"
package rules.incidents.untold_customers

import data.lib.evidence
import data.lib.findings
import data.lib.incidents
import data.lib.times

params := data.params["IRP-002"]

register := input.evidence.incident_register

default applicable := false

applicable if count(leaks) > 0

# leaks: those that affected customers, or of which nobody says that they did not.
leaks contains i if {
	some i, row in register
	row.kind == "leak"
	not row.customers_affected == 0
}

telling := {
	"field": "customers_notified_at",
	"hours": params.max_notify_hours,
	"en": "the notice to customers",
	"zh": "通知客户",
}

# told[incident]: the customers to whom a notice of it was delivered.
told[incident] contains customer if {
	some row in input.evidence.customer_notices
	row.topic == "leak"
	object.get(row, "delivered", true)
	sent_at := row.sent_at
	not times.ahead(sent_at)
	incident := row.ref
	customer := row.customer_id
}

# Notices are counted once they are said to have gone out, or the limit has passed.
due contains i if {
	some i in leaks
	register[i].customers_notified_at
}

due contains i if {
	some i in leaks
	times.older_than_hours(register[i].detected_at, telling.hours)
}

uncounted[i] contains fault if {
	some i in due
	row := register[i]
	reached := count({customer | some customer in told[row.incident_id]})
	reached < row.customers_affected
	fault := findings.text(
		"%v of %v affected customers were told",
		"%v名客户已获通知,受影响客户共%v名",
		[reached, row.customers_affected],
		[reached, row.customers_affected],
	)
}

faults[i] contains fault if {
	some i in leaks
	some fault in incidents.faults(register[i], telling)
}

faults[i] contains fault if {
	not evidence.incomplete("customer_notices")
	some i, texts in uncounted
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("customer_notices")
	some i, texts in uncounted
	some fault in texts
}

doubts[i] contains findings.plain(
	"how many customers it affected is not recorded",
	"未登记受影响客户数",
) if {
	some i in due
	not is_number(object.get(register[i], "customers_affected", ""))
}

deny contains finding if {
	some i, texts in faults
	not register[i].no_notice_ground
	finding := findings.of(register[i], ["incident_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	not register[i].no_notice_ground
	finding := findings.of(register[i], ["incident_id"], texts)
}

excused[i] contains fault if {
	some i, texts in faults
	register[i].no_notice_ground
	some fault in texts
}

excused[i] contains fault if {
	some i, texts in doubts
	register[i].no_notice_ground
	some fault in texts
}

# Whether the ground for no notice holds, a person must say.
review contains finding if {
	some i, texts in excused
	ground := findings.plain("a ground for no notice is recorded", "登记了不通知的理由")
	finding := findings.of(register[i], ["incident_id"], texts | {ground})
}
