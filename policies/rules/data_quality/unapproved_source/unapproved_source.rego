# METADATA
# scope: package
# title: "Collection channels and their legal ground are recorded"
# description: "Customer data comes through approved channels only, and the legal ground for holding it is recorded."
# schemas:
#   - input.evidence.collection_points: schema.collection_points
#   - input.evidence.crm_records: schema.crm_records
# custom:
#   id: DQ-005
#   title_zh: "记录信息收集渠道和合法依据"
#   description_zh: "客户信息仅通过经批准的渠道采集,并记录合法依据。"
#   severity: medium
#   clause: "篇三 第二段(信息收集和整理)"
#   other_clauses: [篇十一 第二段(信息收集和整理), 篇十 第三段(采集和管理), 篇六 第三段(采集和管理), 客户数据采集 第二段]
#   evidence: [collection_points, crm_records]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: crm_records
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     forbidden_channels:
#     - purchased_list
#     - scraped
#   param_basis:
#     forbidden_channels: "project default"
#   recommended_action: "Have the channel approved or stop it, record channel and legal ground of the record, and delete data from purchased or scraped lists."
#   recommended_action_zh: "渠道经批准后方可使用,否则停用;补登记录的来源渠道和合法依据;删除购买或抓取的数据。"
#   frameworks:
#     - "NIST SP 800-53r5 PT-2"
#     - "PIPL art. 5"
#     - "PIPL art. 13"
#     - "GB/T 35273-2020 5.1"
package rules.data_quality.unapproved_source

import data.lib.evidence
import data.lib.findings
import data.lib.records

params := data.params["DQ-005"]

points := input.evidence.collection_points

customers := input.evidence.crm_records

default applicable := false

applicable if count(points) > 0

applicable if count(records.active) > 0

forbidden(channel) := findings.text(
	"data must not come from %s",
	"不得从%s获取数据",
	[channel],
	[channel],
) if {
	channel in params.forbidden_channels
}

point_faults[i] contains findings.plain("it is not approved", "未经批准") if {
	some i, row in points
	not row.approved
}

point_faults[i] contains fault if {
	some i, row in points
	fault := forbidden(row.point_id)
}

known contains channel if {
	some row in points
	channel := row.point_id
}

approved contains channel if {
	some row in points
	row.approved
	channel := row.point_id
}

unapproved[i] contains fault if {
	some i in records.active
	channel := customers[i].source_channel
	not channel in approved
	fault := findings.text(
		"its source channel %s is not an approved collection point",
		"来源渠道%s不是经批准的采集点",
		[channel],
		[channel],
	)
}

faults[i] contains findings.plain("it has no source channel", "没有来源渠道") if {
	some i in records.active
	not customers[i].source_channel
}

faults[i] contains findings.plain("it has no legal ground", "没有合法依据") if {
	some i in records.active
	not customers[i].legal_basis
}

faults[i] contains fault if {
	some i in records.active
	fault := forbidden(customers[i].source_channel)
}

faults[i] contains fault if {
	some i, texts in unapproved
	certain(customers[i].source_channel)
	some fault in texts
}

doubts[i] contains fault if {
	some i, texts in unapproved
	channel := customers[i].source_channel
	not certain(channel)
	some fault in texts
}

# A point that is not listed may stand in a part that could not be read.
certain(channel) if channel in known

certain(_) if not evidence.incomplete("collection_points")

deny contains finding if {
	some i, texts in point_faults
	finding := findings.of(points[i], ["point_id"], texts)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(customers[i], ["system_id", "customer_id"], texts)
}
