# METADATA
# scope: package
# title: "Expired materials without value are destroyed by the rules"
# description: "Customer materials whose retention has ended and which have lost their value are destroyed following the prescribed steps of appraisal, approval, execution and witness."
# schemas:
#   - input.evidence.destruction_register: schema.destruction_register
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-025a
#   title_zh: "保管期满且无保存价值的资料按规定销毁"
#   description_zh: "客户资料保管期满并失去保存价值的,应经过鉴定、批准、执行、监销的规定步骤予以销毁。"
#   severity: high
#   clause: "篇五 第25条"
#   other_clauses: [篇十八 第25条]
#   evidence: [destruction_register, customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     accepted_methods:
#     - cross_cut_shred
#     - pulp
#     - incinerate
#     - degauss
#     - cryptographic_erase
#     - overwrite_verified
#     max_days_after_expiry: 90
#     witness_required: true
#   param_basis:
#     accepted_methods: "NIST SP 800-88r1 and project default (r2 replaced r1; degaussing reportedly dropped, review)"
#     max_days_after_expiry: "project default"
#     witness_required: "project default"
#   recommended_action: "Appraise expired files within 90 days, have the destruction approved first, use an accepted method, let operator, witness and approver be three different persons, and file the certificate of the vendor."
#   recommended_action_zh: "期满九十天内完成鉴定,先批准后销毁,采用认可的销毁方式,操作人、监销人、批准人由三个不同的人担任;委托外部单位销毁的,留存销毁证明。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.14"
#     - "ISO/IEC 27001:2022 A.8.10"
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-6"
#     - "PIPL art. 47"
#     - "GB/T 35273-2020 6.1"
#     - "PCI DSS v4.0.1 9.4.6"
#     - "PCI DSS v4.0.1 9.4.7"
package rules.destruction.irregular_destruction

import data.lib.approvals
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-025a"]

register := input.evidence.destruction_register

default applicable := false

applicable if count(destroyed) > 0

applicable if {
	some file in input.evidence.customer_files
	file.retention_until
}

destroyed contains i if {
	some i, row in register
	row.destroyed_at
}

approval(row) := object.union(given, {
	"act": row.destroyed_at,
	"label": "the approval of the destruction",
	"label_zh": "销毁批准",
}) if {
	given := {name: row[field] | some name, field in {"by": "approved_by", "at": "approved_at"}}
}

posts := {
	"approved_by": {"en": "the approver", "zh": "批准人"},
	"operator": {"en": "the operator", "zh": "操作人"},
	"witness": {"en": "the witness", "zh": "监销人"},
}

required_posts contains "approved_by"

required_posts contains "operator"

required_posts contains "witness" if params.witness_required

faults[i] contains findings.plain(
	"it was not appraised as of no value",
	"未经鉴定为无保存价值",
) if {
	some i in destroyed
	object.get(register[i], "appraisal", "") != "no_value"
}

faults[i] contains fault if {
	some i in destroyed
	some fault in approvals.faults(approval(register[i]))
}

faults[i] contains findings.plain("the method is missing", "缺少销毁方式") if {
	some i in destroyed
	not register[i].method
}

faults[i] contains fault if {
	some i in destroyed
	method := register[i].method
	not method in params.accepted_methods
	fault := findings.text(
		"the method %s is not an accepted one",
		"销毁方式%s不是认可的方式",
		[method],
		[method],
	)
}

faults[i] contains fault if {
	some i in destroyed
	some field in required_posts
	field != "approved_by" # a missing approver is a missing approval
	not register[i][field]
	post := posts[field]
	fault := findings.text("%s is missing", "缺少%s", [post.en], [post.zh])
}

faults[i] contains fault if {
	some i in destroyed
	row := register[i]
	some one in required_posts
	some other in required_posts
	one < other
	people.same(row[one], row[other])
	fault := findings.text(
		"%s and %s are the same person, %s",
		"%s和%s是同一人%s",
		[posts[one].en, posts[other].en, row[one]],
		[posts[one].zh, posts[other].zh, row[one]],
	)
}

faults[i] contains findings.plain(
	"the vendor gave no certificate of destruction",
	"外部单位未提供销毁证明",
) if {
	some i in destroyed
	register[i].vendor
	not register[i].certificate_ref
}

# limit: files whose retention ended before this day are overdue.
limit := times.add_days(times.today, 0 - params.max_days_after_expiry)

overdue contains i if {
	some i, file in input.evidence.customer_files
	file.retention_until < limit
	not file.legal_hold
	not gone(file)
	not file_decided(file)
}

gone(file) if file.status in {"destroyed", "transferred"}

file_decided(file) if decided[file.file_id]

# Files that were appraised as worth keeping, or whose destruction is approved and waits to be done.
decided contains file_id if {
	some row in register
	row.appraisal == "keep"
	file_id := row.file_id
}

decided contains file_id if {
	some row in register
	row.approved_by
	row.approved_at
	not times.future(row.approved_at)
	not row.destroyed_at
	file_id := row.file_id
}

overdue_findings contains finding if {
	some i in overdue
	file := input.evidence.customer_files[i]
	finding := findings.of(file, ["file_id"], {findings.text(
		"it is still kept more than %v days after its retention ended on %s",
		"保管期%s届满已超过%v天仍未处置",
		[params.max_days_after_expiry, file.retention_until],
		[file.retention_until, params.max_days_after_expiry],
	)})
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["batch_id", "file_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("destruction_register")
	some finding in overdue_findings
}

unknown contains finding if {
	evidence.incomplete("destruction_register")
	some finding in overdue_findings
}
