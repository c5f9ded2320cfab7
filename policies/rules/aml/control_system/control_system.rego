# METADATA
# scope: package
# title: "One AML control system with all seven parts, filed with the central bank"
# description: "Headquarters keeps one internal control system against money laundering and terrorist financing, files it with the local People's Bank branch, and includes seven parts (customer identification; keeping of identity data and transaction records; suspicious-transaction standards and reporting procedure; internal audit, training and publicity; procedure for assisting investigations; confidentiality measures; other risk measures)."
# schemas:
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: AML-001
#   title_zh: "统一的反洗钱内控制度含七项内容并报备"
#   description_zh: "总部制定统一的反洗钱内部控制制度,包含规定的七项内容,并报当地人民银行分支机构备案。"
#   severity: high
#   clause: "支付机构反洗钱办法 内部控制制度(一)至(七)"
#   evidence: [policy_register]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_sections:
#     - customer_identification
#     - record_keeping
#     - suspicious_transaction_reporting
#     - audit_training_publicity
#     - assisting_investigations
#     - confidentiality
#     - other_measures
#     max_filing_days: 10
#     filing_authority: central_bank_branch
#   param_basis:
#     required_sections: "document"
#     max_filing_days: "project default (document names no period)"
#     filing_authority: "document"
#   recommended_action: "Complete the control system of headquarters with the missing part, have it approved, file this version with the local central bank branch, and enter the filing in the policy register."
#   recommended_action_zh: "补全总部内控制度缺少的内容,经批准后将该版本报当地人民银行分支机构备案,并在制度登记中记录报备情况。"
#   frameworks:
#     - "FATF R.18"
#     - "PRC Anti-Money Laundering Law (2024) art. 27"
package rules.aml.control_system

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-001"]

rows := input.evidence.policy_register

topic := "aml_internal_control"

# Nothing makes the institution exempt, least of all an empty register.
applicable := true

# The versions of headquarters.
current contains i if {
	some i in documents.current(topic)
	not rows[i].site
}

lacking contains finding if {
	count(current) == 0
	finding := findings.about({"file": "policy_register"}, topic, {findings.plain(
		"headquarters has no control system that is approved and in force",
		"总部没有经批准且现行有效的反洗钱内控制度",
	)})
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in lacking
}

deny contains finding if {
	some i in current
	others := current - {i}
	count(others) > 0
	fault := findings.text(
		"headquarters has %v control systems in force at a time, not one",
		"总部同时有%v个现行内控制度,而非一个",
		[count(current)],
		[count(current)],
	)
	finding := findings.of(rows[i], ["doc_id", "version"], {fault})
}

# One finding for each missing part.
deny contains finding if {
	some i in current
	row := rows[i]
	some section in params.required_sections
	not section in object.get(row, "sections", [])
	subject := concat("/", [findings.key(row, ["doc_id", "version"]), section])
	fault := findings.text("the part %s is missing", "缺少内容%s", [section], [section])
	finding := findings.about(object.get(row, ["_locs", "sections"], row._loc), subject, {fault})
}

deny contains finding if {
	some i in current
	row := rows[i]
	not filed(row)
	times.past(times.add_days(row.effective_at, params.max_filing_days))
	fault := findings.text(
		"this version is not filed with %s %v days after it took effect",
		"该版本仍未向%s报备,生效已超过%v天",
		[params.filing_authority, params.max_filing_days],
		[params.filing_authority, params.max_filing_days],
	)
	finding := findings.at(row, "filed_at", ["doc_id", "version"], {fault})
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in lacking
}

filed(row) if {
	row.filed_with == params.filing_authority
	row.filed_version == row.version
	at := row.filed_at
	not times.future(at)
}
