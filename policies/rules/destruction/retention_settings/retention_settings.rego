# METADATA
# scope: package
# title: "Electronic retention settings delete expired customer data"
# description: "Stores with customer data enforce the retention period by lifecycle or purge settings, and no data older than its retention remains."
# schemas:
#   - input.evidence.object_store_config: schema.object_store_config
#   - input.evidence.dlp_scan: schema.dlp_scan
#   - input.evidence.storage_inventory: schema.storage_inventory
# custom:
#   id: CIC-025d
#   title_zh: "电子资料的保存设置能清除到期数据"
#   description_zh: "存有客户资料的存储通过生命周期或清除设置执行保存期限,不留存超期数据。"
#   severity: high
#   clause: "篇五 第25条"
#   other_clauses: [篇十八 第25条]
#   evidence: [dlp_scan, storage_inventory]
#   optional_evidence: [object_store_config]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     retention_days_by_class:
#       personal: 3650
#     grace_days: 30
#     default_retention_days: 3650
#   param_basis:
#     retention_days_by_class: "project default (set per record class)"
#     grace_days: "project default"
#     default_retention_days: "project default"
#   recommended_action: "Set the bucket to delete objects at the end of their retention period, and delete the data found beyond it."
#   recommended_action_zh: "将存储桶设置为在保存期满时自动删除对象,并删除已查出的超期数据。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.10"
#     - "NIST SP 800-53r5 SI-12"
#     - "NIST SP 800-53r5 SI-12(3)"
#     - "PIPL art. 19"
#     - "PIPL art. 47"
#     - "GB/T 35273-2020 6.1"
#     - "JR/T 0171-2020 6"
package rules.destruction.retention_settings

import data.lib.findings
import data.lib.times

params := data.params["CIC-025d"]

stores := input.evidence.storage_inventory

found := input.evidence.dlp_scan

default buckets := []

buckets := input.evidence.object_store_config

default applicable := false

applicable if count(found) > 0

applicable if {
	some _ in held_buckets
}

applicable if count(doubts) > 0

stores_by_id[store] contains i if {
	some i, row in stores
	store := row.store_id
}

# held_buckets[n]: the stores with customer data that the bucket is.
held_buckets[n] contains i if {
	some n, bucket in buckets
	some i in stores_by_id[bucket.store_id]
	stores[i].holds_customer_info
}

# period(row): the longest time that a class of data in the store must be kept, in days.
period(row) := max(listed(row))

period(row) := params.default_retention_days if count(listed(row)) == 0

listed(row) := {params.retention_days_by_class[name] | some name in row.data_classes}

faults[n] contains fault if {
	some n, _ in held_buckets
	bucket := buckets[n]
	not is_number(object.get(bucket, "lifecycle_expire_days", ""))
	fault := findings.plain(
		"it is not set to delete objects at any age",
		"未设置到期删除",
	)
}

faults[n] contains fault if {
	some n, held in held_buckets
	some i in held
	days := period(stores[i])
	buckets[n].lifecycle_expire_days > days + params.grace_days
	fault := findings.text(
		"objects are deleted after %v days, later than %v days of retention and %v of grace",
		"对象在%v天后删除,晚于保存期%v天加宽限%v天",
		[buckets[n].lifecycle_expire_days, days, params.grace_days],
		[buckets[n].lifecycle_expire_days, days, params.grace_days],
	)
}

faults[n] contains fault if {
	some n, held in held_buckets
	some i in held
	days := period(stores[i])
	buckets[n].lifecycle_expire_days < days
	fault := findings.text(
		"objects are deleted after %v days, before the end of %v days of retention",
		"对象在%v天后删除,早于保存期%v天",
		[buckets[n].lifecycle_expire_days, days],
		[buckets[n].lifecycle_expire_days, days],
	)
}

deny contains finding if {
	some n, texts in faults
	finding := findings.at(buckets[n], "lifecycle_expire_days", ["bucket"], texts)
}

deny contains finding if {
	some row in found
	times.older_than_days(row.retention_until, params.grace_days)
	fault := findings.text(
		"data is still there more than %v days after the end of its retention",
		"保存期满%v天后数据仍在",
		[params.grace_days],
		[params.grace_days],
	)
	finding := findings.of(row, ["finding_id"], {fault})
}

marked(row) if {
	some i in stores_by_id[row.store_id]
	is_boolean(stores[i].holds_customer_info)
}

configured contains store_id if {
	some row in buckets
	store_id := row.store_id
}

doubts contains finding if {
	some row in found
	not row.retention_until
	not row.data_class == "none"
	fault := findings.plain(
		"the end of the retention of its data is unknown",
		"数据的保存期限不明",
	)
	finding := findings.of(row, ["finding_id"], {fault})
}

doubts contains finding if {
	some row in buckets
	not marked(row)
	fault := findings.plain(
		"the inventory does not tell whether it holds customer information",
		"库房清单未说明其是否存有客户信息",
	)
	finding := findings.of(row, ["bucket"], {fault})
}

doubts contains finding if {
	some row in stores
	row.kind == "bucket"
	object.get(row, "holds_customer_info", true)
	id := row.store_id
	not id in configured
	fault := findings.plain(
		"the settings of the bucket were not collected",
		"未采集到存储桶设置",
	)
	finding := findings.of(row, ["store_id"], {fault})
}

unknown contains finding if some finding in doubts
