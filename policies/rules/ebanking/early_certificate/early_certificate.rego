# METADATA
# scope: package
# title: "Certificates stay frozen until delivered and receipted"
# description: "The bank delivers certificate and password promptly after approval and keeps the certificate frozen until delivery; the customer confirms and returns the receipt slip and then asks for unfreezing."
# schemas:
#   - input.evidence.ebank_certificates: schema.ebank_certificates
#   - input.evidence.ebank_instructions: schema.ebank_instructions
# custom:
#   id: EBK-102
#   title_zh: "客户证书交付前冻结,交回领取单后解冻"
#   description_zh: "银行审核后及时交付客户证书和密码,交付之前证书均处于冻结状态;客户确认并交回领取单后申请解冻。"
#   severity: critical
#   clause: "企业电子银行协议 第三条二(五)"
#   other_clauses: ["企业电子银行协议 第二条二(三)"]
#   evidence: [ebank_certificates, ebank_instructions]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: contract
#   tier: core
#   params:
#     max_delivery_days: 10
#   param_basis:
#     max_delivery_days: "project default (document says promptly)"
#   recommended_action: "Freeze the certificate until it is delivered and the receipt slip is back, examine what was signed with it before, and deliver promptly after approval."
#   recommended_action_zh: "在证书交付并收回领取单之前将其冻结,核查此前用其签发的指令,审核后及时交付。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
package rules.ebanking.early_certificate

import data.lib.findings
import data.lib.times

params := data.params["EBK-102"]

certificates := input.evidence.ebank_certificates

instructions := input.evidence.ebank_instructions

# What must lie before the unfreezing, with what is said where it is missing or does not.
steps := {
	"delivered_at": {
		"early": findings.plain("it was unfrozen before it was delivered", "解冻早于交付"),
		"unclear": findings.plain(
			"whether it was unfrozen before it was delivered cannot be told from the day",
			"仅凭日期无法判断解冻是否早于交付",
		),
	},
	"receipt_slip_at": {
		"early": findings.plain(
			"it was unfrozen before the receipt slip was back",
			"解冻早于收回领取单",
		),
		"unclear": findings.plain(
			"whether it was unfrozen before the receipt slip was back cannot be told from the day",
			"仅凭日期无法判断解冻是否早于收回领取单",
		),
	},
}

needed := {
	"delivered_at": findings.plain("it is active, but not delivered", "已启用但未交付"),
	"receipt_slip_at": findings.plain("it is active without a receipt slip", "已启用但没有领取单"),
	"unfrozen_at": findings.plain("it is active, but was never unfrozen", "已启用但没有解冻记录"),
}

# Revoked certificates are looked at for early use only.
standing contains i if {
	some i, row in certificates
	row.state != "revoked"
}

of_certificate[cert_id] contains j if {
	some j, row in instructions
	cert_id := row.cert_id
}

early[i] contains j if {
	some i, row in certificates
	some j in of_certificate[row.cert_id]
	not row.unfrozen_at
}

early[i] contains j if {
	some i, row in certificates
	some j in of_certificate[row.cert_id]
	times.surely_before(instructions[j].submitted_at, row.unfrozen_at)
}

faults[i] contains fault if {
	some i in standing
	row := certificates[i]
	some field, step in steps
	times.surely_before(row.unfrozen_at, row[field])
	fault := step.early
}

faults[i] contains fault if {
	some i in standing
	row := certificates[i]
	row.state == "active"
	some field, fault in needed
	not row[field]
}

faults[i] contains fault if {
	some i in standing
	row := certificates[i]
	times.later_than_days(row.issued_at, params.max_delivery_days, row.delivered_at)
	fault := findings.text(
		"it was delivered on %s, more than %v days after its issue on %s",
		"交付于%s,距签发时间%s超过%v天",
		[row.delivered_at, params.max_delivery_days, row.issued_at],
		[row.delivered_at, row.issued_at, params.max_delivery_days],
	)
}

faults[i] contains fault if {
	some i in standing
	row := certificates[i]
	not row.delivered_at
	times.older_than_days(row.issued_at, params.max_delivery_days)
	fault := findings.text(
		"it was issued on %s and not delivered within %v days",
		"签发于%s,%v天内未交付",
		[row.issued_at, params.max_delivery_days],
		[row.issued_at, params.max_delivery_days],
	)
}

faults[i] contains fault if {
	some i, used in early
	fault := findings.text(
		"it was used for %d instructions before it was unfrozen",
		"解冻前已用于%d笔指令",
		[count(used)],
		[count(used)],
	)
}

deny contains linked if {
	some i, texts in faults
	finding := findings.of(certificates[i], ["cert_id"], texts)
	related := [instructions[j]._loc | some j in early[i]]
	linked := object.union(finding, {"related": related})
}

# unclear(first, second): which of them came first cannot be told, one being a plain date.
unclear(first, second) if {
	not times.not_after(first, second)
	not times.surely_before(second, first)
}

doubts[i] contains fault if {
	some i in standing
	row := certificates[i]
	some field, step in steps
	unclear(row[field], row.unfrozen_at)
	fault := step.unclear
}

doubts[i] contains findings.plain(
	"whether instructions came before its unfreezing cannot be told from the day",
	"仅凭日期无法判断指令是否早于解冻",
) if {
	some i, row in certificates
	some j in of_certificate[row.cert_id]
	unclear(instructions[j].submitted_at, row.unfrozen_at)
}

doubts[i] contains findings.plain("the day of its issue is missing", "缺少签发日期") if {
	some i in standing
	not certificates[i].issued_at
}

known contains cert_id if {
	some row in certificates
	cert_id := row.cert_id
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(certificates[i], ["cert_id"], texts)
}

unknown contains finding if {
	some row in instructions
	cert_id := row.cert_id
	not cert_id in known
	finding := findings.of(row, ["instruction_id"], {findings.text(
		"its certificate %s is not on record",
		"其证书%s没有登记",
		[cert_id],
		[cert_id],
	)})
}
