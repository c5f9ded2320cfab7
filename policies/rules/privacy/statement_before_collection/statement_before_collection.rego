# METADATA
# scope: package
# title: "A binding, plain privacy statement is shown before collection"
# description: "Whenever the company collects information it provides a legally effective statement that tells users, in plain words, how the data will be used and processed."
# schemas:
#   - input.evidence.privacy_statement: schema.privacy_statement
#   - input.evidence.collection_points: schema.collection_points
# custom:
#   id: PRV-101
#   title_zh: "收集信息前提供有效且浅显易懂的隐私声明"
#   description_zh: "公司在收集信息前提供具有法律效力的隐私声明,以浅显的语言告知用户数据将如何使用和处理。"
#   severity: critical
#   clause: "CRM数据隐私 1.设置隐私权声明"
#   evidence: [privacy_statement, collection_points]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     max_avg_sentence_chars: 60
#   param_basis:
#     max_avg_sentence_chars: "project default"
#   recommended_action: "Have the legal department approve the statement before it takes effect, keep it reachable at its address, and show the version in force at every collection point."
#   recommended_action_zh: "隐私声明生效前由法务批准,保证其网址可以访问,并在每个采集点展示现行版本。"
#   frameworks:
#     - "NIST SP 800-53r5 PT-5"
#     - "PIPL art. 17"
#     - "PIPL art. 7"
#     - "GB/T 35273-2020 5.5"
#     - "PRC Network Data Security Regulations (2024) art. 21"
package rules.privacy.statement_before_collection

import data.lib.evidence
import data.lib.findings
import data.lib.privacy
import data.lib.times

params := data.params["PRV-101"]

statements := input.evidence.privacy_statement

points := input.evidence.collection_points

lacking contains finding if {
	count(privacy.statements) == 0
	place := evidence.place(["privacy_statement", "collection_points"])
	finding := findings.about(place, "privacy_statement", {findings.plain(
		"no privacy statement is in force",
		"没有已生效的隐私声明",
	)})
}

approved_in_time(row) if times.not_after(row.legal_approved_at, row.effective_at)

faults[i] contains findings.plain("it has no legal approval", "未经法务批准") if {
	some i in privacy.statements
	not statements[i].legal_approved_at
}

# An approval counts only when given before the act.
faults[i] contains findings.plain(
	"its legal approval came after it took effect",
	"法务批准晚于生效",
) if {
	some i in privacy.statements
	statements[i].legal_approved_at
	not approved_in_time(statements[i])
}

faults[i] contains findings.plain("it has no address", "没有网址") if {
	some i in privacy.statements
	not statements[i].url
}

faults[i] contains findings.plain("it cannot be reached", "无法访问") if {
	some i in privacy.statements
	not statements[i].reachable
}

versions contains version if {
	some i in privacy.statements
	version := statements[i].version
}

point_faults[i] contains findings.plain(
	"it shows no version of the privacy statement",
	"没有展示任何版本的隐私声明",
) if {
	some i, row in points
	not row.statement_version
}

point_faults[i] contains fault if {
	some i, row in points
	version := row.statement_version
	not version in versions
	fault := findings.text(
		"it shows version %s, not the privacy statement in force",
		"展示的是版本%s,而非现行隐私声明",
		[version],
		[version],
	)
}

# The version that a point shows may stand in a part that could not be read.
judgeable if not evidence.incomplete("privacy_statement")

deny contains finding if {
	not evidence.incomplete("privacy_statement")
	some finding in lacking
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(statements[i], ["version"], texts)
}

deny contains finding if {
	judgeable
	some i, texts in point_faults
	finding := findings.of(points[i], ["point_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("privacy_statement")
	some finding in lacking
}

unknown contains finding if {
	not judgeable
	some i, texts in point_faults
	finding := findings.of(points[i], ["point_id"], texts)
}

review contains finding if {
	some i in privacy.statements
	average := statements[i].avg_sentence_chars
	average > params.max_avg_sentence_chars
	finding := findings.of(statements[i], ["version"], {findings.text(
		"its sentences have %v characters on average, more than %v",
		"平均句长%v字,超过%v字",
		[average, params.max_avg_sentence_chars],
		[average, params.max_avg_sentence_chars],
	)})
}

review contains finding if {
	some i in privacy.statements
	object.get(statements[i], "avg_sentence_chars", "") == ""
	finding := findings.of(statements[i], ["version"], {findings.plain(
		"the length of its sentences is not known",
		"句长未知",
	)})
}
