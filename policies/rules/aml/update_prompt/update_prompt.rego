# METADATA
# scope: package
# title: "Customers are prompted to update identity information"
# description: "While the business relationship lasts the institution prompts the customer in time to update identity information."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.customer_notices: schema.customer_notices
# custom:
#   id: AML-023
#   title_zh: "及时提示客户更新身份信息"
#   description_zh: "业务关系存续期间及时提示客户更新身份信息。"
#   severity: medium
#   clause: "支付机构反洗钱办法 持续身份识别 提示更新"
#   evidence: [kyc_customers, id_verifications, customer_notices]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     max_unconfirmed_days: 1095
#     max_prompt_days: 30
#     required_fields:
#       individual:
#       - name
#       - id_type
#       - id_no
#       - id_expires_at
#       - contact
#       unit:
#       - name
#       - licence_no
#       - licence_expires_at
#       - legal_representative
#       - contact
#   param_basis:
#     max_unconfirmed_days: "project default (document says in time)"
#     max_prompt_days: "project default"
#     required_fields: "project default after the usual PBoC list"
#   recommended_action: "Send the customer a prompt to update the identity data, see that it arrives, and enter it."
#   recommended_action_zh: "向客户发送更新身份信息的提示,确认送达并登记。"
package rules.aml.update_prompt

import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-023"]

rows := input.evidence.kyc_customers

default applicable := false

applicable if some _ in reasons

active contains i if {
	some i, row in rows
	row.status == "active"
}

checked[customer_id] contains day if {
	some row in checks.rows
	at := row.at
	not times.ahead(at)
	day := times.day(at)
	customer_id := row.customer_id
}

# reasons[i]: why a prompt is due, as [since when or "", fault].
reasons[i] contains [due, fault] if {
	some i in active
	row := rows[i]
	required := params.required_fields[customers.group(row)]
	missing := customers.unregistered(row, required)
	vague := [field | some field in required; field in object.get(row, "placeholder_fields", [])]
	lacking := array.concat(missing, vague)
	count(lacking) > 0
	due := object.get(row, "relationship_start_at", "")
	fault := findings.text(
		"these are missing: %s",
		"缺少信息:%s",
		[concat(", ", lacking)],
		[concat("、", lacking)],
	)
}

reasons[i] contains [due, findings.plain("its data are in doubt", "身份信息存疑")] if {
	some i in active
	rows[i].data_doubt
	due := object.get(rows[i], "data_doubt_at", "")
}

# Without any check, the time runs from the start of the relationship.
reasons[i] contains [due, fault] if {
	some i in active
	row := rows[i]
	due := times.add_days(confirmed(row), params.max_unconfirmed_days)
	times.past(due)
	fault := findings.text(
		"its data are unconfirmed for more than %v days",
		"身份信息超过%v天未经确认",
		[params.max_unconfirmed_days],
		[params.max_unconfirmed_days],
	)
}

confirmed(row) := max(checked[row.customer_id])

confirmed(row) := row.relationship_start_at if not ever_checked(row)

ever_checked(row) if checked[row.customer_id]

prompts[customer_id] contains day if {
	some row in input.evidence.customer_notices
	row.topic in {"identity_update", "id_expiry"}
	row.delivered
	at := row.sent_at
	not times.ahead(at)
	day := times.day(at)
	customer_id := row.customer_id
}

prompted(row, due) if {
	some day in prompts[row.customer_id]
	day >= times.day(due)
}

unprompted[i] contains fault if {
	some i, found in reasons
	some [due, fault] in found
	due != ""
	times.past(times.add_days(due, params.max_prompt_days))
	not prompted(rows[i], due)
}

undated[i] contains fault if {
	some i, found in reasons
	some [due, reason] in found
	due == ""
	fault := findings.text(
		"%s, and since when is not recorded",
		"%s,且没有起始日期",
		[reason.en],
		[reason.zh],
	)
}

text(reason) := findings.text(
	"%s, and no prompt was delivered within %v days",
	"%s,%v天内没有送达更新提示",
	[reason.en, params.max_prompt_days],
	[reason.zh, params.max_prompt_days],
)

faults[i] contains fault if {
	not evidence.incomplete("customer_notices")
	some i, found in unprompted
	some reason in found
	fault := text(reason)
}

faults[i] contains fault if {
	some i, found in undated
	some fault in found
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["customer_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("customer_notices")
	some i, found in unprompted
	finding := findings.of(rows[i], ["customer_id"], {text(reason) | some reason in found})
}
