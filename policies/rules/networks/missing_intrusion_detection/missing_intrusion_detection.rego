# METADATA
# scope: package
# title: "Intrusion detection covers the networks with customer information"
# description: "System protection includes network intrusion detection."
# schemas:
#   - input.evidence.ids_status: schema.ids_status
#   - input.evidence.security_alerts: schema.security_alerts
# custom:
#   id: NET-002
#   title_zh: "部署网络入侵检测并更新规则"
#   description_zh: "系统防护应包括网络入侵检测。"
#   severity: high
#   clause: "篇一 第二段(银行的保密责任)"
#   other_clauses: [篇七 第二段(银行的保密责任), 篇三 第三段]
#   evidence: [ids_status, security_alerts]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     required_segments:
#     - dmz
#     - core
#     max_rule_age_days: 7
#     max_triage_hours: 24
#   param_basis:
#     required_segments: "project default"
#     max_rule_age_days: "project default"
#     max_triage_hours: "project default"
#   recommended_action: "Put a running sensor on each required segment, update its rules at least weekly, and have each intrusion alert judged by a person within a day."
#   recommended_action_zh: "在每个规定的网段部署并运行入侵检测探针,规则至少每周更新,每条入侵告警一日内由专人研判。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.16"
#     - "NIST SP 800-53r5 SI-4"
#     - "PCI DSS v4.0.1 11.5.1"
#     - "PRC Cybersecurity Law (2025 amendment) art. 23"
package rules.networks.missing_intrusion_detection

import data.lib.ages
import data.lib.alerts
import data.lib.evidence
import data.lib.findings

params := data.params["NET-002"]

sensors := input.evidence.ids_status

default applicable := false

applicable if count(params.required_segments) > 0

applicable if count(intrusions) > 0

segments contains segment if {
	some row in sensors
	segment := row.segment
}

# A segment stands in no evidence, so that only the kind can be named as the place.
unwatched contains finding if {
	some segment in params.required_segments
	not segment in segments
	finding := findings.about({"file": "ids_status"}, segment, {findings.plain(
		"no sensor watches the segment",
		"该网段没有入侵检测探针",
	)})
}

judged contains i if {
	some i, row in sensors
	row.segment in params.required_segments
}

update := {"en": "the update of its rules", "zh": "规则更新"}

faults contains [i, "running", findings.plain("the sensor does not run", "探针未运行")] if {
	some i in judged
	not sensors[i].running
}

faults contains [i, "rules_updated_at", fault] if {
	some i in judged
	fault := ages.stale(sensors[i], "rules_updated_at", update, params.max_rule_age_days)
}

faults contains [i, "rules_updated_at", fault] if {
	some i in judged
	fault := ages.unrecorded(sensors[i], "rules_updated_at", update)
}

# intrusions: alerts of intrusions, or of a kind that nobody names.
intrusions contains i if {
	some i, row in input.evidence.security_alerts
	object.get(row, "kind", "intrusion") == "intrusion"
}

late contains [i, finding] if {
	some i in intrusions
	row := input.evidence.security_alerts[i]
	fault := alerts.triage(row, params.max_triage_hours)
	finding := findings.of(row, ["alert_id"], {fault})
}

deny contains finding if {
	not evidence.incomplete("ids_status")
	some finding in unwatched
}

deny contains finding if {
	some [i, field, text] in faults
	finding := findings.at(sensors[i], field, ["sensor"], {text})
}

deny contains finding if {
	some [i, finding] in late
	input.evidence.security_alerts[i].kind
}

unknown contains finding if {
	evidence.incomplete("ids_status")
	some finding in unwatched
}

unknown contains finding if {
	some [i, finding] in late
	not input.evidence.security_alerts[i].kind
}
