# METADATA
# scope: package
# title: "Identity records are kept safe, confidential and for the full term"
# description: "Identity data and transaction records are kept safe and confidential, protected from loss and change for their full term."
# schemas:
#   - input.evidence.kyc_documents: schema.kyc_documents
#   - input.evidence.object_store_config: schema.object_store_config
#   - input.evidence.storage_inventory: schema.storage_inventory
#   - input.evidence.integrity_monitoring: schema.integrity_monitoring
# custom:
#   id: KYC-303b
#   title_zh: "身份资料和交易记录安全、保密、足期保存"
#   description_zh: "采取措施保证客户身份资料和交易记录安全、保密,在保存期内不丢失、不被篡改。"
#   severity: critical
#   clause: "农村商业银行管理办法 第三条第二款"
#   evidence: [storage_inventory, integrity_monitoring]
#   optional_evidence: [object_store_config, kyc_documents]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     require_object_lock: true
#     max_integrity_age_days: 7
#   param_basis:
#     require_object_lock: "project default"
#     max_integrity_age_days: "project default"
#   recommended_action: "Limit access to the store, encrypt or lock it, keep versions and locks on its buckets, check its integrity at the set interval, and restore documents that changed or cannot be read."
#   recommended_action_zh: "限制存放库访问,加密或上锁,存储桶启用版本控制和对象锁定,按周期检查完整性,并恢复被改动或无法读取的资料。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "NIST SP 800-53r5 SC-28"
#     - "FATF R.11"
#     - "PRC Anti-Money Laundering Law (2024) art. 7"
#     - "PRC Anti-Money Laundering Law (2024) art. 34"
package rules.identification.unprotected_identity_records

import data.lib.ages
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["KYC-303b"]

stores := input.evidence.storage_inventory

default applicable := false

applicable if count(concerned) > 0

applicable if count(unmarked) > 0

applicable if count(input.evidence.kyc_documents) > 0

classes(row) := object.get(row, "data_classes", [])

concerned contains i if {
	some i, row in stores
	"kyc" in classes(row)
}

concerned contains i if {
	some i, row in stores
	count(classes(row)) == 0
	row.holds_customer_info
}

marked(row) if is_boolean(row.holds_customer_info)

unmarked contains i if {
	some i, row in stores
	count(classes(row)) == 0
	not marked(row)
}

# Paper is locked up where data is encrypted.
on_paper(row) if row.kind in {"paper_store", "archive"}

store_faults[i] contains findings.plain(
	"access to the store is not controlled",
	"存放库没有访问控制",
) if {
	some i in concerned
	not stores[i].access_controlled
}

store_faults[i] contains findings.plain("the store is not encrypted", "存放库未加密") if {
	some i in concerned
	not on_paper(stores[i])
	not stores[i].encrypted
}

store_faults[i] contains findings.plain("the store is not locked", "存放库未上锁") if {
	some i in concerned
	on_paper(stores[i])
	not stores[i].physical_lock
}

buckets[store] contains j if {
	some j, row in input.evidence.object_store_config
	store := object.get(row, "store_id", row.bucket)
}

settings[j] contains ["public_access", fault] if {
	some j, row in input.evidence.object_store_config
	row.public_access
	fault := findings.plain("the bucket is open to the public", "存储桶对公众开放")
}

settings[j] contains ["versioning", fault] if {
	some j, row in input.evidence.object_store_config
	not row.versioning
	fault := findings.plain("the bucket does not keep older versions", "存储桶未启用版本控制")
}

settings[j] contains ["object_lock", fault] if {
	params.require_object_lock
	some j, row in input.evidence.object_store_config
	not row.object_lock
	fault := findings.plain("the bucket does not lock its objects", "存储桶未启用对象锁定")
}

configured(row) if some _ in buckets[row.store_id]

watched[store] contains k if {
	some k, row in input.evidence.integrity_monitoring
	store := row.store_id
}

electronic contains i if {
	some i in concerned
	not on_paper(stores[i])
}

paths contains k if {
	some i in electronic
	some k in watched[stores[i].store_id]
}

check := {"en": "the last integrity check", "zh": "最近一次完整性检查"}

path_faults[k] contains fault if {
	some k in paths
	row := input.evidence.integrity_monitoring[k]
	fault := ages.stale(row, "last_checked_at", check, params.max_integrity_age_days)
}

path_faults[k] contains fault if {
	some k in paths
	row := input.evidence.integrity_monitoring[k]
	row.mismatches > 0
	not row.explained
	fault := findings.text(
		"%v deviations are not explained",
		"%v处差异未作说明",
		[row.mismatches],
		[row.mismatches],
	)
}

counted(row) if is_number(row.mismatches)

monitored(row) if some _ in watched[row.store_id]

unwatched contains finding if {
	some i in electronic
	not monitored(stores[i])
	finding := findings.of(stores[i], ["store_id"], {findings.plain(
		"no integrity check of the store is recorded",
		"存放库没有完整性检查记录",
	)})
}

document_faults[n] contains findings.plain(
	"the document differs from the one that was filed",
	"资料内容与归档时不一致",
) if {
	some n, row in input.evidence.kyc_documents
	lower(row.sha256_actual) != lower(row.sha256)
}

# An empty end of the retention period is not known, so that the document is still needed.
document_faults[n] contains findings.plain(
	"the document cannot be read before the end of its retention period",
	"保存期内资料无法读取",
) if {
	some n, row in input.evidence.kyc_documents
	not row.readable
	not times.past(object.get(row, "retention_until", "9999-12-31"))
}

deny contains finding if {
	some i, texts in store_faults
	finding := findings.of(stores[i], ["store_id"], texts)
}

deny contains finding if {
	some i in concerned
	some j in buckets[stores[i].store_id]
	some [field, fault] in settings[j]
	finding := findings.at(input.evidence.object_store_config[j], field, ["bucket"], {fault})
}

deny contains finding if {
	some k, texts in path_faults
	finding := findings.of(input.evidence.integrity_monitoring[k], ["host", "path"], texts)
}

deny contains finding if {
	not evidence.incomplete("integrity_monitoring")
	some finding in unwatched
}

deny contains finding if {
	some n, texts in document_faults
	finding := findings.of(input.evidence.kyc_documents[n], ["doc_id"], texts)
}

unknown contains finding if {
	some i in unmarked
	finding := findings.of(stores[i], ["store_id"], {findings.plain(
		"whether the store holds customer information is not recorded",
		"未登记存放库是否存有客户信息",
	)})
}

unknown contains finding if {
	some i in concerned
	stores[i].kind == "bucket"
	not configured(stores[i])
	finding := findings.of(stores[i], ["store_id"], {findings.plain(
		"the settings of the bucket were not collected",
		"未采集到存储桶设置",
	)})
}

unknown contains finding if {
	some k in paths
	row := input.evidence.integrity_monitoring[k]
	not counted(row)
	finding := findings.of(row, ["host", "path"], {findings.plain(
		"the number of deviations is missing",
		"缺少差异数量",
	)})
}

unknown contains finding if {
	evidence.incomplete("integrity_monitoring")
	some finding in unwatched
}

unknown contains finding if {
	some row in input.evidence.kyc_documents
	row.sha256_actual
	not row.sha256
	finding := findings.of(row, ["doc_id"], {findings.plain(
		"the digest of the document as it was filed is missing",
		"缺少归档时的摘要值",
	)})
}
