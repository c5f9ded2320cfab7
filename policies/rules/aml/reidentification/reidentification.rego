# METADATA
# scope: package
# title: "The four triggers lead to re-identification"
# description: "A customer is identified again when (1) it asks to change name, document type or number, registered capital, business scope, legal representative or head, (2) behaviour or transactions are abnormal, (3) earlier identity data is in doubt, or (4) other cases call for it, including suspicion of laundering and persons that authorities ask to trace; one or more additional measures may be used beside the document check."
# schemas:
#   - input.evidence.customer_changes: schema.customer_changes
#   - input.evidence.aml_alerts: schema.aml_alerts
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.investigation_requests: schema.investigation_requests
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-025
#   title_zh: "出现四类情形须重新识别客户"
#   description_zh: "客户要求变更重要信息、行为或交易异常、身份资料存疑以及其他情形下,重新识别客户,并可采取补充识别措施。"
#   severity: high
#   clause: "支付机构反洗钱办法 重新识别(一)至(四)"
#   other_clauses: [支付机构反洗钱办法 识别措施(一)至(五), 客户身份识别操作规程 二(二)重点识别]
#   evidence: [customer_changes, aml_alerts, kyc_customers, investigation_requests, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     change_fields:
#     - name
#     - id_type
#     - id_no
#     - registered_capital
#     - business_scope
#     - legal_representative
#     - head
#     accepted_measures:
#     - supplementary_documents
#     - customer_callback
#     - site_visit
#     - authority_verification
#     - other_lawful
#     max_reidentify_days: 5
#     abnormal_alert_kinds:
#     - abnormal_behaviour
#     - abnormal_transaction
#     - suspicion
#     require_additional_measure: false
#   param_basis:
#     change_fields: "document"
#     accepted_measures: "document"
#     max_reidentify_days: "project default"
#     abnormal_alert_kinds: "document"
#     require_additional_measure: "document (the measures may be used, 可以)"
#   recommended_action: "Identify the customer again, name the event in the check, and apply changes only after that."
#   recommended_action_zh: "重新识别客户,在核对记录中注明触发事件,完成后再执行变更。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
#     - "PRC Anti-Money Laundering Law (2024) art. 30"
package rules.aml.reidentification

import data.lib.checks
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-025"]

default applicable := false

applicable if some _ in events

keys := {
	"customer_changes": "change_id",
	"aml_alerts": "alert_id",
	"kyc_customers": "customer_id",
	"investigation_requests": "request_id",
}

moments := {
	"customer_changes": "requested_at",
	"aml_alerts": "raised_at",
	"kyc_customers": "data_doubt_at",
	"investigation_requests": "received_at",
}

triggers := {
	"customer_changes": "data_change",
	"aml_alerts": "abnormal",
	"kyc_customers": "data_doubt",
	"investigation_requests": "authority_request",
}

# Events that call for a new identification: [kind, row number].
events contains ["customer_changes", i] if {
	some i, row in input.evidence.customer_changes
	row.field in params.change_fields
}

events contains ["aml_alerts", i] if {
	some i, row in input.evidence.aml_alerts
	row.kind in params.abnormal_alert_kinds
}

events contains ["kyc_customers", i] if {
	some i, row in input.evidence.kyc_customers
	row.data_doubt
}

events contains ["investigation_requests", i] if {
	some i, row in input.evidence.investigation_requests
	row.customer_id
}

timed(kind, row) if row[moments[kind]]

# answers(kind, row, at): the checks that answer the event, sooner or later.
answers(kind, row, at) := {j |
	some j in checks.matches[row.customer_id]
	check := checks.rows[j]
	caused(check, kind, row)
	checked_at := check.at
	not times.surely_before(checked_at, at)
}

caused(check, kind, row) if check.trigger_ref == row[keys[kind]]

caused(check, kind, _) if check.trigger == triggers[kind]

# timely(found, at): those of them that came in time.
timely(found, at) := {j |
	some j in found
	checked_at := checks.rows[j].at
	not times.later_than_days(at, params.max_reidentify_days, checked_at)
}

# problems: [kind, row number, the kind that lacks a row or "", fault].
problems contains [kind, i, "", fault] if {
	some [kind, i] in events
	row := input.evidence[kind][i]
	not timed(kind, row)
	fault := findings.plain("the time of the event is missing", "缺少事件时间")
}

problems contains [kind, i, "id_verifications", fault] if {
	some [kind, i] in events
	row := input.evidence[kind][i]
	at := row[moments[kind]]
	times.older_than_days(at, params.max_reidentify_days)
	count(timely(answers(kind, row, at), at)) == 0
	fault := findings.text(
		"the customer was not identified again within %v days",
		"%v天内未重新识别客户",
		[params.max_reidentify_days],
		[params.max_reidentify_days],
	)
}

problems contains ["customer_changes", i, "id_verifications", fault] if {
	some ["customer_changes", i] in events
	row := input.evidence.customer_changes[i]
	applied_at := row.applied_at
	not identified_before(row, applied_at)
	fault := findings.plain(
		"the change was applied before the customer was identified again",
		"变更在重新识别客户之前已经生效",
	)
}

problems contains [kind, i, "", fault] if {
	params.require_additional_measure
	some [kind, i] in events
	row := input.evidence[kind][i]
	at := row[moments[kind]]
	found := answers(kind, row, at)
	count(found) > 0
	not strengthened(found)
	fault := findings.plain(
		"no additional measure was used beside the document check",
		"除核对证件外未采取其他识别措施",
	)
}

identified_before(row, applied_at) if {
	some j in answers("customer_changes", row, row.requested_at)
	checks.dated_by(checks.rows[j].at, applied_at)
}

strengthened(found) if {
	some j in found
	some measure in checks.rows[j].measures
	measure in params.accepted_measures
}

doubtful(lacking) if {
	lacking != ""
	evidence.incomplete(lacking)
}

faults[key] contains fault if {
	some [kind, i, lacking, fault] in problems
	not doubtful(lacking)
	key := [kind, i]
}

doubts[key] contains fault if {
	some [kind, i, lacking, fault] in problems
	doubtful(lacking)
	key := [kind, i]
}

deny contains finding if {
	some [kind, i], texts in faults
	finding := findings.of(input.evidence[kind][i], [keys[kind]], texts)
}

unknown contains finding if {
	some [kind, i], texts in doubts
	finding := findings.of(input.evidence[kind][i], [keys[kind]], texts)
}

answering contains j if {
	some [kind, i] in events
	row := input.evidence[kind][i]
	some j in answers(kind, row, row[moments[kind]])
}

warn contains note if {
	some j in answering
	row := checks.rows[j]
	strange := {measure | some measure in row.measures; not measure in params.accepted_measures}
	count(strange) > 0
	words := sort(strange)
	fault := findings.text(
		"these measures are not among the accepted ones: %s",
		"以下措施不在认可范围内:%s",
		[concat(", ", words)],
		[concat("、", words)],
	)
	finding := findings.of(row, ["verification_id"], {fault})
	note := object.union(finding, {"severity": "low"})
}
