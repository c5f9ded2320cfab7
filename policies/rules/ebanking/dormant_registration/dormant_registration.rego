# METADATA
# scope: package
# title: "Long-unused e-banking is cancelled"
# description: "A customer who has not used e-banking for a long time cancels it."
# schemas:
#   - input.evidence.ebank_registry: schema.ebank_registry
# custom:
#   id: EBK-108
#   title_zh: "长期不用电子银行应注销"
#   description_zh: "客户长期不使用电子银行的,应办理注销手续。"
#   severity: medium
#   clause: "企业电子银行协议 第二条二(十三)"
#   evidence: [ebank_registry]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: ebank_registry
#   kind: technical
#   basis: contract
#   tier: core
#   params:
#     dormant_days: 365
#   param_basis:
#     dormant_days: "project default (document says long)"
#   recommended_action: "Ask the customer whether the service is still wanted, and cancel it otherwise."
#   recommended_action_zh: "联系客户确认是否继续使用,不再使用的予以注销。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.18"
#     - "NIST SP 800-53r5 AC-2"
#     - "NIST SP 800-53r5 AC-2(3)"
package rules.ebanking.dormant_registration

import data.lib.ages
import data.lib.findings

params := data.params["EBK-108"]

rows := input.evidence.ebank_registry

default applicable := false

applicable if count(running) > 0

# Registrations in service, or of which nobody knows whether they are.
running contains i if {
	some i, row in rows
	object.get(row, "service_state", "active") == "active"
	not row.cancelled_at
}

last_use := {"en": "the last use", "zh": "最近使用"}

activation := {"en": "it was never used since its activation, which", "zh": "开通后从未使用,开通"}

idle[i] := fault if {
	some i in running
	fault := ages.stale(rows[i], "last_used_at", last_use, params.dormant_days)
}

idle[i] := fault if {
	some i in running
	not rows[i].last_used_at
	fault := ages.stale(rows[i], "activated_at", activation, params.dormant_days)
}

deny contains finding if {
	some i, fault in idle
	rows[i].service_state
	finding := findings.of(rows[i], ["reg_id"], {fault})
}

doubts[i] contains fault if {
	some i, fault in idle
	not rows[i].service_state
}

doubts[i] contains findings.plain(
	"neither use nor activation is recorded",
	"没有使用和开通记录",
) if {
	some i in running
	not rows[i].last_used_at
	not rows[i].activated_at
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(rows[i], ["reg_id"], texts)
}
