# METADATA
# scope: package
# title: "Risk alerts are raised and handled in time"
# description: "An effective mechanism of risk assessment and monitoring is set up."
# schemas:
#   - input.evidence.security_alerts: schema.security_alerts
# custom:
#   id: LOG-002
#   title_zh: "建立有效风险监测机制并及时处置告警"
#   description_zh: "应建立有效的风险评估和监测机制。"
#   severity: high
#   clause: "篇十三 三、信息安全的重要性"
#   other_clauses: [篇三 第四段]
#   evidence: [security_alerts]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_triage_hours:
#       critical: 1
#       high: 4
#       medium: 24
#       low: 72
#     max_close_days: 30
#     max_silence_hours: 24
#     expected_sources: []
#   param_basis:
#     max_triage_hours: "project default"
#     max_close_days: "project default"
#     max_silence_hours: "project default"
#     expected_sources: "project default"
#   recommended_action: "Have a person judge each alert within the time allowed for its severity, close it within the allowed days, and repair sources that fall silent."
#   recommended_action_zh: "每条告警在其级别对应的时限内由专人研判,在规定天数内关闭,并修复长时间无告警的来源。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.16"
#     - "NIST SP 800-53r5 SI-4"
#     - "NIST SP 800-53r5 AU-6"
#     - "PRC Data Security Law art. 29"
package rules.logging.late_alert_handling

import data.lib.alerts
import data.lib.findings
import data.lib.times

params := data.params["LOG-002"]

raised := input.evidence.security_alerts

default applicable := false

applicable if count(raised) > 0

applicable if count(params.expected_sources) > 0

# hours(row): the hours allowed for the alert; a severity without a limit has none.
hours(row) := object.get(params.max_triage_hours, row.severity, 0)

faults[i] contains fault if {
	some i, row in raised
	fault := alerts.triage(row, hours(row))
}

faults[i] contains fault if {
	some i, row in raised
	not row.closed_at
	times.older_than_days(row.raised_at, params.max_close_days)
	fault := findings.text(
		"it is not closed after %v days",
		"%v天后仍未关闭",
		[params.max_close_days],
		[params.max_close_days],
	)
}

faults[i] contains findings.plain(
	"its closing is dated in the future",
	"关闭时间在将来",
) if {
	some i, row in raised
	times.ahead(row.closed_at)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(raised[i], ["alert_id"], texts)
}

# heard: sources that raised an alert of late; one dated ahead proves nothing.
heard contains source if {
	some row in raised
	at := row.raised_at
	not times.ahead(at)
	not times.older_than_hours(at, params.max_silence_hours)
	source := row.source
}

# A source stands in no evidence while it is silent, so that only the kind can be named.
unknown contains finding if {
	some source in params.expected_sources
	not source in heard
	finding := findings.about({"file": "security_alerts"}, source, {findings.text(
		"the source has raised no alert for more than %v hours: does it still watch?",
		"该来源已超过%v小时没有告警,须确认其是否仍在监测",
		[params.max_silence_hours],
		[params.max_silence_hours],
	)})
}
