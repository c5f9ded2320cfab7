# METADATA
# scope: package
# title: "Customer information is encrypted at rest"
# description: "Customer information is protected by effective encryption."
# schemas:
#   - input.evidence.storage_inventory: schema.storage_inventory
#   - input.evidence.object_store_config: schema.object_store_config
# custom:
#   id: SYS-005
#   title_zh: "客户信息存储加密"
#   description_zh: "客户信息应当以有效的加密方式存储保护。"
#   severity: high
#   clause: "篇二 第二段(挑战与对策)"
#   other_clauses: [篇十四 第二段(挑战与对策), 篇八 第三段, 篇十五 技术手段不当, 篇十六 第四段]
#   evidence: [storage_inventory]
#   optional_evidence: [object_store_config]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params: {}
#   recommended_action: "Encrypt the store or bucket at rest, lock paper stores and archives, and record this in the inventory."
#   recommended_action_zh: "对存储或存储桶启用静态加密,纸质库房和档案室上锁,并在存储清单中登记。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.24"
#     - "NIST SP 800-53r5 SC-28"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 6.3"
#     - "JR/T 0171-2020 6"
#     - "PRC Network Data Security Regulations (2024) art. 9"
package rules.systems.unencrypted_store

import data.lib.findings

stores := input.evidence.storage_inventory

default buckets := []

buckets := input.evidence.object_store_config

default applicable := false

applicable if count(held) > 0

applicable if count(strays) > 0

# held: stores with customer information, or of which nobody says that they hold none.
held contains i if {
	some i, row in stores
	object.get(row, "holds_customer_info", true)
}

on_paper(row) if row.kind in {"paper_store", "archive"}

# held_by_id[store]: the row numbers of the store.
held_by_id[id] contains i if {
	some i in held
	id := stores[i].store_id
}

encrypted(bucket) if bucket.encryption in {"sse", "kms", "client_side"}

faults contains [i, finding] if {
	some i in held
	on_paper(stores[i])
	not stores[i].physical_lock
	finding := findings.of(stores[i], ["store_id"], {findings.plain(
		"the store is not locked",
		"库房未上锁",
	)})
}

faults contains [i, finding] if {
	some i in held
	not on_paper(stores[i])
	not stores[i].encrypted
	finding := findings.of(stores[i], ["store_id"], {findings.plain(
		"the store is not encrypted",
		"该存储未加密",
	)})
}

faults contains [i, finding] if {
	some bucket in buckets
	not encrypted(bucket)
	some i in held_by_id[bucket.store_id]
	finding := findings.at(bucket, "encryption", ["bucket"], {findings.plain(
		"the bucket is not encrypted",
		"存储桶未加密",
	)})
}

deny contains finding if {
	some [i, finding] in faults
	stores[i].holds_customer_info
}

configured contains store if {
	some bucket in buckets
	store := bucket.store_id
}

# strays: buckets in the clear whose store the inventory does not hold.
strays contains finding if {
	some bucket in buckets
	not encrypted(bucket)
	not listed(bucket)
	finding := findings.at(bucket, "encryption", ["bucket"], {findings.plain(
		"the bucket is not encrypted, and the inventory does not tell what it holds",
		"存储桶未加密,且存储清单未说明其内容",
	)})
}

listed(bucket) if bucket.store_id in listed_stores

listed_stores contains store if {
	some row in stores
	store := row.store_id
}

unknown contains finding if {
	some [i, finding] in faults
	not stores[i].holds_customer_info
}

unknown contains finding if {
	some i in held
	row := stores[i]
	row.kind == "bucket"
	id := row.store_id
	not id in configured
	finding := findings.of(row, ["store_id"], {findings.plain(
		"the settings of the bucket were not collected",
		"未采集到存储桶设置",
	)})
}

unknown contains finding if some finding in strays
