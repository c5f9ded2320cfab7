# METADATA
# scope: package
# title: "Customers are told before services change and rules are published"
# description: "The bank notifies customers in a suitable way before it changes services, and publishes charges, service introduction, answers to common questions and trading rules on its site and outlets."
# schemas:
#   - input.evidence.customer_notices: schema.customer_notices
#   - input.evidence.published_content: schema.published_content
# custom:
#   id: EBK-114
#   title_zh: "服务改进前通知客户,公布规则与收费"
#   description_zh: "银行改进服务前以适当方式通知客户,并在网站和网点公布收费标准、服务介绍、常见问题和交易规则。"
#   severity: low
#   clause: "个人网上银行协议 十三"
#   other_clauses: ["企业电子银行协议 第三条一(二)、二(三)"]
#   evidence: [customer_notices, published_content]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: adjacent
#   params:
#     website_items:
#     - service_introduction
#     - common_questions
#     - trading_rules
#     charge_places:
#     - website
#     - outlet
#   param_basis:
#     website_items: "document"
#     charge_places: "document"
#   recommended_action: "Tell customers before a change takes effect, and publish what is missing on the site and in the outlets."
#   recommended_action_zh: "在改进生效前通知客户,并在网站和网点补充公布所缺内容。"
package rules.ebanking.unannounced_change

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["EBK-114"]

notices := input.evidence.customer_notices

contents := input.evidence.published_content

# What must be published is missing most of all where nothing is on record.
applicable := true

changes contains i if {
	some i, row in contents
	row.item == "service_change"
	row.version
}

notice_days[ref] contains day if {
	some row in notices
	row.topic == "service_change"
	ref := row.ref
	day := times.day(row.sent_at)
}

told(row) if {
	some day in notice_days[row.version]
	day < row.subject_effective_at
}

# Until it takes effect there is still time to tell customers.
untold[i] := fault if {
	some i in changes
	row := contents[i]
	row.subject_effective_at <= times.today
	not told(row)
	fault := findings.text(
		"it took effect on %s and customers were not told before",
		"%s已生效,此前未通知客户",
		[row.subject_effective_at],
		[row.subject_effective_at],
	)
}

content_key := ["item", "place", "version"]

nameless := {
	"version": findings.plain("no notice can name it, it has no version", "没有版本,通知无法对应"),
	"subject_effective_at": findings.plain("when it takes effect is not recorded", "未登记生效日期"),
}

published contains pair if {
	some row in contents
	not planned(row)
	pair := [row.item, row.place]
}

planned(row) if times.future(row.published_at)

wanted contains [item, "website"] if some item in params.website_items

wanted contains ["charges", place] if some place in params.charge_places

absent contains finding if {
	some pair in (wanted - published)
	finding := findings.about({"file": "published_content"}, concat("/", pair), {findings.plain(
		"it is not published",
		"没有公布",
	)})
}

deny contains finding if {
	not evidence.incomplete("customer_notices")
	some i, fault in untold
	finding := findings.of(contents[i], content_key, {fault})
}

deny contains finding if {
	not evidence.incomplete("published_content")
	some finding in absent
}

unknown contains finding if {
	evidence.incomplete("customer_notices")
	some i, fault in untold
	finding := findings.of(contents[i], content_key, {fault})
}

unknown contains finding if {
	some row in contents
	row.item == "service_change"
	some field, fault in nameless
	not row[field]
	finding := findings.of(row, content_key, {fault})
}

unknown contains finding if {
	evidence.incomplete("published_content")
	some finding in absent
}
