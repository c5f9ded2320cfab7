# METADATA
# scope: package
# title: "Executed instructions are unaltered and kept as valid evidence"
# description: "An instruction executed after the security procedure is not changed or revoked, and its electronic record is valid evidence, so it is signed, complete and unaltered."
# schemas:
#   - input.evidence.ebank_instructions: schema.ebank_instructions
#   - input.evidence.audit_logging: schema.audit_logging
# custom:
#   id: EBK-110
#   title_zh: "已执行指令不可变更且记录作为有效凭据"
#   description_zh: "按安全程序执行的指令不得变更或撤销,其电子记录为有效凭据,应有签名、完整且未被改动。"
#   severity: high
#   clause: "企业电子银行协议 第二条二(四)、第三条一(六)"
#   other_clauses: ["个人网上银行协议 五"]
#   evidence: [ebank_instructions, audit_logging]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: ebank_instructions
#   kind: technical
#   basis: contract
#   tier: core
#   params:
#     min_retention_days: 3650
#     evidence_fields:
#     - instruction_id
#     - reg_id
#     - user_id
#     - account_id
#     - kind
#     - submitted_at
#     - executed_at
#     ebank_system_ids:
#     - ebank
#   param_basis:
#     min_retention_days: "Anti-Money Laundering Law (2024) art. 34, ten years"
#     evidence_fields: "project default"
#     ebank_system_ids: "project default"
#   recommended_action: "Restore the record from an untouched copy, find out who altered it, and keep the log so that it can only be added to, for the whole time of retention."
#   recommended_action_zh: "用未被改动的副本恢复记录,查明改动人,并使日志只能追加、按期限保存。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "ISO/IEC 27001:2022 A.8.15"
#     - "NIST SP 800-53r5 AU-10"
#     - "FATF R.11"
#     - "PRC Anti-Money Laundering Law (2024) art. 34"
package rules.ebanking.altered_instruction

import data.lib.findings
import data.lib.times

params := data.params["EBK-110"]

instructions := input.evidence.ebank_instructions

logs := input.evidence.audit_logging

default applicable := false

applicable if count(executed) > 0

applicable if count(kept) > 0

executed contains i if {
	some i, row in instructions
	row.executed_at
}

proofs := {
	"signature_valid": findings.plain("its signature does not hold", "签名无效"),
	"log_hash_ok": findings.plain("its record does not match the hash of the log", "记录与日志哈希不符"),
}

# The last change lies before the execution.
finished(row) if times.not_after(row.altered_at, row.executed_at)

lacking(row) := [field | some field in params.evidence_fields; not row[field]]

faults[i] contains fault if {
	some i in executed
	some field, fault in proofs
	not instructions[i][field]
}

faults[i] contains fault if {
	some i in executed
	row := instructions[i]
	not finished(row)
	fault := findings.text(
		"it was altered at %s, after its execution at %s",
		"执行于%s,此后在%s被改动",
		[row.altered_at, row.executed_at],
		[row.executed_at, row.altered_at],
	)
}

faults[i] contains fault if {
	some i in executed
	fields := lacking(instructions[i])
	count(fields) > 0
	fault := findings.text(
		"its record lacks %s",
		"记录缺少%s",
		[concat(", ", fields)],
		[concat("、", fields)],
	)
}

# The audit logs of the systems of electronic banking.
kept contains k if {
	some k, row in logs
	row.system_id in params.ebank_system_ids
}

log_key := ["system_id", "source"]

deny contains finding if {
	some i, texts in faults
	finding := findings.of(instructions[i], ["instruction_id"], texts)
}

deny contains finding if {
	some k in kept
	row := logs[k]
	not row.append_only
	finding := findings.at(row, "append_only", log_key, {findings.plain(
		"entries of the log can be changed or deleted",
		"日志内容可被修改或删除",
	)})
}

deny contains finding if {
	some k in kept
	row := logs[k]
	row.retention_days < params.min_retention_days
	finding := findings.at(row, "retention_days", log_key, {findings.text(
		"the log is kept for %v days, less than %v",
		"日志保存%v天,少于%v天",
		[row.retention_days, params.min_retention_days],
		[row.retention_days, params.min_retention_days],
	)})
}

limited(row) if is_number(row.retention_days)

logged contains system if {
	some k in kept
	not logs[k].enabled == false
	system := logs[k].system_id
}

unknown contains finding if {
	some k in kept
	row := logs[k]
	not limited(row)
	finding := findings.at(row, "retention_days", log_key, {findings.plain(
		"how long the log is kept is not recorded",
		"未登记日志保存期限",
	)})
}

unknown contains finding if {
	some system in params.ebank_system_ids
	not system in logged
	finding := findings.about({"file": "audit_logging"}, system, {findings.plain(
		"the system has no audit log on record that is switched on",
		"该系统没有已启用的审计日志登记",
	)})
}
