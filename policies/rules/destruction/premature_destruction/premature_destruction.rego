# METADATA
# scope: package
# title: "Nothing is destroyed before its retention ends or under hold"
# description: "Only materials whose retention period has ended may be destroyed, and never while a legal hold applies."
# schemas:
#   - input.evidence.destruction_register: schema.destruction_register
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-025c
#   title_zh: "未到期或被冻结的资料不得销毁"
#   description_zh: "只有保管期已满的客户资料才可以销毁;处于法律冻结期间的资料一律不得销毁。"
#   severity: high
#   clause: "篇五 第25条"
#   other_clauses: [篇十八 第25条, 法人类客户身份识别操作(五)资料保存]
#   evidence: [destruction_register, customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: derived
#   tier: core
#   params: {}
#   recommended_action: "Check the retention date and legal holds in the file catalogue before each batch is approved; try to restore what was destroyed too early, and report it to the compliance department."
#   recommended_action_zh: "每批销毁批准前,先核对档案目录中的保管期限和法律冻结状态;已提前销毁的,设法恢复并报告合规部门。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "NIST SP 800-53r5 SI-12"
package rules.destruction.premature_destruction

import data.lib.findings
import data.lib.times

register := input.evidence.destruction_register

default applicable := false

applicable if count(destroyed) > 0

destroyed contains i if {
	some i, row in register
	row.destroyed_at
}

# files[id]: the catalogue's entries of a file.
files[file_id] contains file if {
	some file in input.evidence.customer_files
	file_id := file.file_id
}

in_catalogue(row) if files[row.file_id]

faults[i] contains findings.plain(
	"the register gives no retention date",
	"登记册未注明保管期限",
) if {
	some i in destroyed
	not register[i].retention_until
}

faults[i] contains fault if {
	some i in destroyed
	row := register[i]
	times.day(row.destroyed_at) <= row.retention_until
	fault := findings.text(
		"it was destroyed before its retention ended on %s",
		"在保管期%s届满前销毁",
		[row.retention_until],
		[row.retention_until],
	)
}

faults[i] contains fault if {
	some i in destroyed
	row := register[i]
	some file in files[row.file_id]
	row.retention_until < file.retention_until
	fault := findings.text(
		"the register's retention date %s is earlier than the catalogue's, %s",
		"登记册的保管期限%s早于档案目录的%s",
		[row.retention_until, file.retention_until],
		[row.retention_until, file.retention_until],
	)
}

faults[i] contains findings.plain(
	"the catalogue gives the file no retention date",
	"档案目录未注明该资料的保管期限",
) if {
	some i in destroyed
	some file in files[register[i].file_id]
	not file.retention_until
}

faults[i] contains findings.plain(
	"it was destroyed under a legal hold",
	"在法律冻结期间销毁",
) if {
	some i in destroyed
	row := register[i]
	some file in files[row.file_id]
	held(file, row.destroyed_at)
}

# held(file, at): a legal hold was in force. Dates tell when, also of a hold that was lifted since;
# without dates the flag alone counts.
held(file, at) if {
	dated(file)
	from := object.get(file, "legal_hold_from", "")
	times.begun(from, at)
	until := object.get(file, "legal_hold_until", "")
	times.running(until, at)
}

held(file, _) if {
	file.legal_hold
	not dated(file)
}

dated(file) if file.legal_hold_from

dated(file) if file.legal_hold_until

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["batch_id", "file_id"], texts)
}

unknown contains finding if {
	some i in destroyed
	not in_catalogue(register[i])
	finding := findings.of(register[i], ["batch_id", "file_id"], {findings.plain(
		"the file is not in the catalogue, so its legal hold cannot be judged",
		"档案目录中没有该资料,无法判断是否被冻结",
	)})
}
