# METADATA
# scope: package
# title: "Customer information is protected from tampering"
# description: "Technology and measures make sure that customer information is not leaked, altered or misused."
# schemas:
#   - input.evidence.integrity_monitoring: schema.integrity_monitoring
#   - input.evidence.audit_logging: schema.audit_logging
#   - input.evidence.storage_inventory: schema.storage_inventory
# custom:
#   id: LOG-004
#   title_zh: "客户信息防篡改、防滥用"
#   description_zh: "应以技术和措施确保客户信息不被泄露、篡改或滥用。"
#   severity: medium
#   clause: "篇三 第三段(信息安全保护)"
#   other_clauses: [篇十一 第三段(信息安全保护), 篇十五 技术手段不当]
#   evidence: [integrity_monitoring, audit_logging, storage_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_age_days: 7
#     paper_kinds:
#     - paper_store
#     - archive
#     - server_room
#   param_basis:
#     max_age_days: "project default"
#     paper_kinds: "project default"
#   recommended_action: "Check the integrity of the store at least weekly, explain or undo each difference found, and make the audit log of its system append-only."
#   recommended_action_zh: "至少每周校验一次该存储的完整性,对发现的不一致作出说明或恢复,并将其系统的审计日志设为只可追加。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "ISO/IEC 27001:2022 A.8.15"
#     - "NIST SP 800-53r5 SI-7"
#     - "NIST SP 800-53r5 AU-9"
#     - "PCI DSS v4.0.1 10.3.2"
package rules.logging.unguarded_integrity

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["LOG-004"]

stores := input.evidence.storage_inventory

checks := input.evidence.integrity_monitoring

default applicable := false

applicable if count(held) > 0

# held: stores with customer information, or of which nobody says that they hold none.
held contains i if {
	some i, row in stores
	object.get(row, "holds_customer_info", true)
	kind := row.kind
	not kind in params.paper_kinds
}

of_store[store] contains i if {
	some i, row in checks
	store := row.store_id
}

fresh contains store if {
	some row in checks
	at := row.last_checked_at
	not times.ahead(at)
	not times.older_than_days(at, params.max_age_days)
	store := row.store_id
}

append_only contains system if {
	some row in input.evidence.audit_logging
	row.enabled
	row.append_only
	system := row.system_id
}

# lacking: what is missing, as [row of the store, kind that could supply it, finding].
lacking contains [i, "integrity_monitoring", finding] if {
	some i in held
	store := stores[i].store_id
	not store in fresh
	finding := findings.of(stores[i], ["store_id"], {findings.text(
		"its integrity was not checked in the last %v days",
		"最近%v天未校验其完整性",
		[params.max_age_days],
		[params.max_age_days],
	)})
}

lacking contains [i, "audit_logging", finding] if {
	some i in held
	system := stores[i].system_id
	not system in append_only
	finding := findings.about(
		stores[i]._loc,
		concat("/", [stores[i].store_id, "append_only"]),
		{findings.plain(
			"its system has no append-only audit log",
			"其系统没有只可追加的审计日志",
		)},
	)
}

# differing: differences that nobody explained, as [row of the store, finding].
differing contains [i, finding] if {
	some i in held
	some n in of_store[stores[i].store_id]
	checks[n].mismatches > 0
	not checks[n].explained
	finding := findings.of(checks[n], ["host", "path"], {findings.text(
		"%v differences are not explained",
		"有%v处不一致未作说明",
		[checks[n].mismatches],
		[checks[n].mismatches],
	)})
}

deny contains finding if {
	some [i, kind, finding] in lacking
	stores[i].holds_customer_info
	not evidence.incomplete(kind)
}

deny contains finding if {
	some [i, finding] in differing
	stores[i].holds_customer_info
}

unknown contains finding if {
	some [_, kind, finding] in lacking
	evidence.incomplete(kind)
}

unknown contains finding if {
	some [i, _, finding] in lacking
	not stores[i].holds_customer_info
}

unknown contains finding if {
	some [i, finding] in differing
	not stores[i].holds_customer_info
}

unknown contains finding if {
	some i in held
	some n in of_store[stores[i].store_id]
	not is_number(object.get(checks[n], "mismatches", ""))
	finding := findings.of(checks[n], ["host", "path"], {findings.plain(
		"the number of differences is not recorded",
		"缺少不一致数",
	)})
}

unknown contains finding if {
	some i in held
	not stores[i].system_id
	finding := findings.of(stores[i], ["store_id"], {findings.plain(
		"its system is not recorded, so that its audit log cannot be found",
		"未登记其所属系统,无法找到对应的审计日志",
	)})
}
