# METADATA
# scope: package
# title: "The privacy officer's mandate and work cover the set fields"
# description: "The privacy officer sets, rolls out and adapts privacy policy, deals with internal matters (policy, current and former staff) and external matters (other firms, public, shareholders, customers, media), and attends to law, reputation, investment and restraint."
# schemas:
#   - input.evidence.policy_register: schema.policy_register
#   - input.evidence.privacy_reports: schema.privacy_reports
#   - input.evidence.appointments: schema.appointments
# custom:
#   id: PRV-202
#   title_zh: "首席隐私官职责涵盖内外部事务并有履职记录"
#   description_zh: "首席隐私官制定、推行和调整隐私政策,处理内部和外部事务,并兼顾法律、声誉、投资和约束各方面。"
#   severity: low
#   clause: "CRM数据隐私 2.设置隐私管理者 第二段"
#   evidence: [policy_register, privacy_reports, appointments]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_mandate:
#     - policy_setting
#     - policy_rollout
#     - internal_affairs
#     - external_affairs
#     four_aspects:
#     - law
#     - reputation
#     - investment
#     - restraint
#   param_basis:
#     required_mandate: "document"
#     four_aspects: "document"
#   recommended_action: "Put the missing duties into the officer's mandate, make the officer's department the owner of the privacy policy, and let the officer report on all four aspects."
#   recommended_action_zh: "在职责文件中补齐缺少的职责,由首席隐私官所在部门归口管理隐私政策,并由其就四个方面出具报告。"
#   frameworks:
#     - "NIST SP 800-53r5 PM-19"
#     - "PIPL art. 52"
#     - "GB/T 35273-2020 11.1"
package rules.privacy.privacy_mandate

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.privacy

params := data.params["PRV-202"]

register := input.evidence.policy_register

reports := input.evidence.privacy_reports

default applicable := false

applicable if place

place := evidence.place(["policy_register", "privacy_reports", "appointments"])

mandates := documents.current("privacy_officer_mandate")

policies := documents.current("privacy_policy")

officers := privacy.appointed({"chief_privacy_officer"})

officer_depts contains dept if {
	some i in officers
	dept := input.evidence.appointments[i].dept
}

# missing: what is not there at all, with the kind that would hold it.
missing contains ["policy_register", "privacy_officer_mandate", fault] if {
	count(mandates) == 0
	fault := findings.plain("no mandate of the privacy officer is current", "没有现行的首席隐私官职责文件")
}

missing contains ["policy_register", "privacy_policy", fault] if {
	count(policies) == 0
	fault := findings.plain("no privacy policy is current", "没有现行的隐私政策")
}

missing contains ["privacy_reports", "privacy_reports", fault] if {
	count(privacy.reports) == 0
	fault := findings.plain("no privacy report was published", "没有已出具的隐私报告")
}

absent_duties[i] contains fault if {
	some i in mandates
	some section in params.required_mandate
	not section in object.get(register[i], "sections", [])
	fault := findings.text("it lacks the section %s", "缺少章节%s", [section], [section])
}

# One complete mandate is enough, whatever further sites say.
complete_mandate if {
	some i in mandates
	sections := object.get(register[i], "sections", [])
	every section in params.required_mandate { section in sections }
}

owned if {
	some i in policies
	register[i].owner_dept in officer_depts
}

disowned[i] contains findings.plain(
	"it is not owned by the privacy officer's department",
	"不由首席隐私官所在部门归口管理",
) if {
	count(officers) > 0
	not owned
	some i in policies
}

faults[i] contains fault if {
	not complete_mandate
	some i, texts in absent_duties
	some fault in texts
}

faults[i] contains fault if {
	not evidence.incomplete("appointments")
	some i, texts in disowned
	some fault in texts
}

report_faults[i] contains fault if {
	some i in privacy.reports
	some section in params.four_aspects
	not section in object.get(reports[i], "sections", [])
	fault := findings.text("it lacks the section %s", "缺少章节%s", [section], [section])
}

report_faults[i] contains findings.plain(
	"it was not compiled by the privacy officer",
	"不是由首席隐私官编制",
) if {
	some i in privacy.reports
	not reports[i].compiled_by_duty == "chief_privacy_officer"
}

deny contains finding if {
	some [kind, subject, fault] in missing
	not evidence.incomplete(kind)
	finding := findings.about(place, subject, {fault})
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["doc_id", "version"], texts)
}

deny contains finding if {
	some i, texts in report_faults
	finding := findings.of(reports[i], ["report_id"], texts)
}

unknown contains finding if {
	some [kind, subject, fault] in missing
	evidence.incomplete(kind)
	finding := findings.about(place, subject, {fault})
}

unknown contains finding if {
	evidence.incomplete("appointments")
	some i, texts in disowned
	finding := findings.of(register[i], ["doc_id", "version"], texts)
}
