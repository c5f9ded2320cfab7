# METADATA
# scope: package
# title: "Affected accounts are frozen or watched"
# description: "After a leak, abnormal operations on the affected accounts are monitored and traced, and the account is frozen or the card reported lost where needed."
# schemas:
#   - input.evidence.incident_register: schema.incident_register
#   - input.evidence.security_alerts: schema.security_alerts
# custom:
#   id: IRP-003
#   title_zh: "冻结或监测受影响客户账户"
#   description_zh: "发生泄漏后监测和追踪受影响账户的异常操作,必要时冻结账户或挂失银行卡。"
#   severity: high
#   clause: "篇三 第四段"
#   other_clauses: [篇一 第四段(应对信息泄露风险), 篇七 第四段(应对信息泄露风险)]
#   evidence: [incident_register, security_alerts]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     max_protect_hours: 24
#     monitoring_days: 90
#     max_triage_hours: 4
#     account_classes:
#     - identity
#     - credential
#     - kyc
#   param_basis:
#     max_protect_hours: "project default"
#     monitoring_days: "project default"
#     max_triage_hours: "project default"
#     account_classes: "project default"
#   recommended_action: "Freeze or watch the affected accounts within the allowed hours of detection, and judge each alert on them in time while the watch lasts."
#   recommended_action_zh: "发现泄漏后在规定时限内冻结或监测受影响账户,监测期内及时研判这些账户的每条异常告警。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.26"
#     - "NIST SP 800-53r5 IR-4"
package rules.incidents.unprotected_accounts

import data.lib.alerts
import data.lib.findings
import data.lib.incidents
import data.lib.times

params := data.params["IRP-003"]

register := input.evidence.incident_register

default applicable := false

applicable if count(leaks) > 0

vocabulary := {
	"aml_report", "credential", "identity", "kyc", "none",
	"personal", "risk_criteria", "sensitive",
}

leaks contains i if {
	some i, row in register
	row.kind == "leak"
	touches_accounts(row)
}

touches_accounts(row) if {
	some class in row.data_classes
	class in params.account_classes
}

# A class that no vocabulary knows may be one of them.
touches_accounts(row) if {
	some class in row.data_classes
	not class in vocabulary
}

# What leaked is not known: accounts may be among it.
touches_accounts(row) if count(object.get(row, "data_classes", [])) == 0

protection := {
	"field": "accounts_protected_at",
	"hours": params.max_protect_hours,
	"en": "the protection of the accounts",
	"zh": "账户保护",
}

# neglected[j]: alerts that may be about an account and were not judged in time.
neglected[j] := fault if {
	some j, row in input.evidence.security_alerts
	object.get(row, "kind", "account_anomaly") == "account_anomaly"
	fault := alerts.triage(row, params.max_triage_hours)
}

watched(row, at) if {
	detected_at := row.detected_at
	not times.surely_before(at, detected_at)
	not times.later_than_days(detected_at, params.monitoring_days, at)
}

# concerned[j]: the leaks within whose watch a neglected alert was raised.
concerned[j] contains i if {
	some j, _ in neglected
	some i in leaks
	watched(register[i], input.evidence.security_alerts[j].raised_at)
}

# hit[j]: those of them that hit the customer of the alert.
hit[j] contains i if {
	some j, found in concerned
	alert := input.evidence.security_alerts[j]
	alert.kind
	some i in found
	alert.customer_id in register[i].affected_customer_ids
}

# unsure[j]: those that may have: nothing says which customers, or whose account or what kind of
# alert it is.
unsure[j] contains i if {
	some j, found in concerned
	some i in found
	not hit[j]
	possible(register[i], input.evidence.security_alerts[j])
}

possible(row, _) if {
	count(object.get(row, "affected_customer_ids", [])) == 0
	not row.customers_affected == 0
}

possible(_, alert) if not alert.customer_id

possible(row, alert) if alert.customer_id in row.affected_customer_ids

alert_finding(j, found) := object.union(finding, {"related": places}) if {
	finding := findings.of(input.evidence.security_alerts[j], ["alert_id"], {neglected[j]})
	places := [register[i]._loc | some i in found]
}

deny contains finding if {
	some i in leaks
	texts := incidents.faults(register[i], protection)
	count(texts) > 0
	finding := findings.of(register[i], ["incident_id"], texts)
}

deny contains finding if {
	some j, found in hit
	finding := alert_finding(j, found)
}

unknown contains finding if {
	some j, found in unsure
	finding := alert_finding(j, found)
}
