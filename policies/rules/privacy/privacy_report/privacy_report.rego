# METADATA
# scope: package
# title: "The privacy officer reports on privacy infrastructure with set contents"
# description: "The privacy officer produces and checks reports on privacy infrastructure and activity, covering the logical data model, the warehouse, the privacy views with their privilege levels, and the user applications that reach the data through the views."
# schemas:
#   - input.evidence.privacy_reports: schema.privacy_reports
# custom:
#   id: PRV-307
#   title_zh: "首席隐私官定期出具内容齐全的隐私报告"
#   description_zh: "首席隐私官编制并审核隐私基础设施和活动报告,内容涵盖逻辑数据模型、数据仓库、隐私视图及权限级别和经视图访问数据的应用。"
#   severity: medium
#   clause: "CRM数据隐私 3(4)提供报告验证"
#   evidence: [privacy_reports]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_sections:
#     - logical_data_model
#     - warehouse_overview
#     - privacy_views
#     - privilege_levels
#     - user_applications
#     report_interval_days: 183
#   param_basis:
#     required_sections: "document"
#     report_interval_days: "project default"
#   recommended_action: "Have the privacy officer or the officer's staff issue a report with all required sections at the set interval."
#   recommended_action_zh: "由首席隐私官或其人员按规定周期出具章节齐全的报告。"
#   frameworks:
#     - "NIST SP 800-53r5 PM-27"
#     - "PIPL art. 52"
#     - "GB/T 35273-2020 11.1"
package rules.privacy.privacy_report

import data.lib.evidence
import data.lib.findings
import data.lib.privacy
import data.lib.times

params := data.params["PRV-307"]

reports := input.evidence.privacy_reports

lacking contains finding if {
	count(privacy.reports) == 0
	place := evidence.place(["privacy_reports"])
	finding := findings.about(place, "privacy_reports", {findings.plain(
		"no report was published yet",
		"尚无已出具的报告",
	)})
}

stale[i] contains fault if {
	some i in privacy.reports
	times.older_than_days(reports[i].published_at, params.report_interval_days)
	fault := findings.text(
		"it is the newest report and older than %v days",
		"最新报告已超过%v天",
		[params.report_interval_days],
		[params.report_interval_days],
	)
}

faults[i] contains fault if {
	some i in privacy.reports
	some section in params.required_sections
	not section in object.get(reports[i], "sections", [])
	fault := findings.text("it lacks the section %s", "缺少章节%s", [section], [section])
}

faults[i] contains findings.plain(
	"it was not compiled by the privacy officer or the officer's staff",
	"不是由首席隐私官或其人员编制",
) if {
	some i in privacy.reports
	not object.get(reports[i], "compiled_by_duty", "") in {"chief_privacy_officer", "privacy_staff"}
}

# A newer report may stand in a part that could not be read.
faults[i] contains fault if {
	not evidence.incomplete("privacy_reports")
	some i, texts in stale
	some fault in texts
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(reports[i], ["report_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("privacy_reports")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("privacy_reports")
	some i, texts in stale
	finding := findings.of(reports[i], ["report_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("privacy_reports")
	some finding in lacking
}
