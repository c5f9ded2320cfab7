# METADATA
# scope: package
# title: "Third-party applications are vetted and suspicious ones removed"
# description: "Before a third-party application or service is used its privacy policy, user agreement and safeguards are looked at; one that behaves suspiciously or risks data sharing is removed at once."
# schemas:
#   - input.evidence.software_inventory: schema.software_inventory
# custom:
#   id: SYS-008
#   title_zh: "第三方应用审查隐私政策,可疑应用立即卸载"
#   description_zh: "使用第三方应用或服务前应审查其隐私政策、用户协议和安全措施,行为可疑的应用应立即卸载。"
#   severity: medium
#   clause: "篇五 第四段(审慎选择第三方应用)"
#   other_clauses: [篇一 第二段(选择有信誉的平台)]
#   evidence: [software_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: software_inventory
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     review_days: 365
#     max_removal_hours: 24
#     exempt_packages:
#     - lib*
#     - linux-*
#     - '*-base'
#   param_basis:
#     review_days: "project default"
#     max_removal_hours: "project default (document says at once)"
#     exempt_packages: "project default"
#   recommended_action: "Remove software that is not approved or is flagged as suspicious, review its privacy policy every year, and withdraw permissions that were not approved."
#   recommended_action_zh: "卸载未批准或被标记为可疑的软件,每年复核其隐私政策,并收回未经批准的权限。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.19"
#     - "NIST SP 800-53r5 CM-11"
package rules.systems.unvetted_application

import data.lib.ages
import data.lib.findings
import data.lib.times

params := data.params["SYS-008"]

software := input.evidence.software_inventory

default applicable := false

applicable if count(judged) > 0

exempt(row) if {
	some pattern in params.exempt_packages
	glob.match(pattern, null, row.name)
}

judged contains i if {
	some i, row in software
	not exempt(row)
}

last_review := {"en": "the review of its privacy policy", "zh": "隐私政策审查"}

# surplus(row): the permissions that nobody approved.
surplus(row) := {name |
	some name in row.permissions
	not name in object.get(row, "approved_permissions", [])
}

# Within the time allowed for its removal it may still be there.
removal_pending(row) if {
	at := row.flagged_at
	not times.ahead(at)
	not times.older_than_hours(at, params.max_removal_hours)
}

faults[i] contains findings.plain("it is not approved", "未经批准") if {
	some i in judged
	not software[i].approved
}

faults[i] contains fault if {
	some i in judged
	fault := ages.stale(software[i], "privacy_reviewed_at", last_review, params.review_days)
}

faults[i] contains fault if {
	some i in judged
	fault := ages.unrecorded(software[i], "privacy_reviewed_at", last_review)
}

faults[i] contains fault if {
	some i in judged
	names := sort(surplus(software[i]))
	count(names) > 0
	fault := findings.text(
		"it holds permissions that were not approved: %s",
		"拥有未经批准的权限:%s",
		[concat(", ", names)],
		[concat("、", names)],
	)
}

faults[i] contains fault if {
	some i in judged
	software[i].flagged_suspicious
	not removal_pending(software[i])
	fault := findings.text(
		"it is flagged as suspicious and was not removed within %v hours",
		"被标记为可疑,未在%v小时内卸载",
		[params.max_removal_hours],
		[params.max_removal_hours],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(software[i], ["host", "name", "version"], texts)
}
