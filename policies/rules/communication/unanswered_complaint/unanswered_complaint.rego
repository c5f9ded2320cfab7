# METADATA
# scope: package
# title: "Complaints and reported problems get a timely answer"
# description: "A complaint is taken up, settled and answered within set times, what weighs is reported upwards, and causes that come back are removed."
# schemas:
#   - input.evidence.complaint_register: schema.complaint_register
# custom:
#   id: COM-830
#   title_zh: "投诉和问题反映及时处理并告知结果"
#   description_zh: "投诉按规定时限受理、处理并告知结果,重要事项及时上报,反复出现的原因应有改进措施。"
#   severity: medium
#   clause: "金融服务客户沟通规范 4.3"
#   other_clauses: [篇十二 3.保护机制, 贷款电销维护客户 3, 客户关系维护 投诉沟通渠道, 企业电子银行协议 第三条二(七), 篇一 (二)2, 我公司客户管理规定 第七条第1项、第八条第4项, 企业电子银行协议 第五条]
#   evidence: [complaint_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     max_ack_days: 2
#     max_resolution_days: 15
#     escalate_topics:
#     - privacy
#     - leak
#     - loan
#     min_repeats: 3
#   param_basis:
#     max_ack_days: "project default"
#     max_resolution_days: "CBIRC Order 2020 No. 3, fifteen days to decide"
#     escalate_topics: "project default"
#     min_repeats: "project default"
#   recommended_action: "Confirm receipt, settle the complaint and tell the customer the result; report it upwards where its topic calls for that, and record the improvement that removes a cause that keeps coming back."
#   recommended_action_zh: "确认受理,处理投诉并告知客户结果;按主题要求上报;对反复出现的原因登记改进措施。"
#   frameworks:
#     - "NIST SP 800-53r5 PM-26"
#     - "GB/T 35273-2020 8.8"
package rules.communication.unanswered_complaint

import data.lib.deadlines
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["COM-830"]

complaints := input.evidence.complaint_register

# What has to be done with a complaint, and within how many days.
steps := {
	"acknowledged_at": {
		"en": "acknowledged",
		"zh": "确认受理",
		"days": params.max_ack_days,
	},
	"resolved_at": {"en": "resolved", "zh": "解决", "days": params.max_resolution_days},
	"replied_at": {"en": "answered", "zh": "答复", "days": params.max_resolution_days},
}

faults[i] contains fault if {
	some i, row in complaints
	some field, step in steps
	deadlines.missed(row, "received_at", field, step.days)
	fault := findings.text(
		"it was not %s within %v days",
		"未在规定天数内%s(%v天)",
		[step.en, step.days],
		[step.zh, step.days],
	)
}

faults[i] contains fault if {
	some i, row in complaints
	row.topic in params.escalate_topics
	not row.reported_up_at
	fault := findings.text(
		"it concerns %s and was not reported upwards",
		"涉及%s但未上报",
		[row.topic],
		[row.topic],
	)
}

faults[i] contains findings.plain("it is dated in the future", "收到时间在将来") if {
	some i, row in complaints
	times.ahead(row.received_at)
}

by_cause[cause] contains i if {
	some i, row in complaints
	cause := row.root_cause
}

improved contains cause if {
	some row in complaints
	row.improvement_ref
	cause := row.root_cause
}

neglected contains linked if {
	some cause, rows in by_cause
	count(rows) >= params.min_repeats
	not cause in improved
	first := min(rows)
	fault := findings.text(
		"the cause occurred %v times, and no improvement is recorded",
		"该原因已出现%v次,没有改进措施",
		[count(rows)],
		[count(rows)],
	)
	finding := findings.about(complaints[first]._loc, cause, {fault})
	related := [complaints[i]._loc | some i in rows; i != first]
	linked := object.union(finding, {"related": related})
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(complaints[i], ["complaint_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("complaint_register")
	some finding in neglected
}

unknown contains finding if {
	evidence.incomplete("complaint_register")
	some finding in neglected
}
