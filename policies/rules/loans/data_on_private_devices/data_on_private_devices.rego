# METADATA
# scope: package
# title: "No customer data in home folders, laptops or private clouds"
# description: "Scans find no customer data outside approved stores, for instance in home directories, desktops, spreadsheets on shares, phones' address books or personal cloud drives."
# schemas:
#   - input.evidence.dlp_scan: schema.dlp_scan
#   - input.evidence.storage_inventory: schema.storage_inventory
#   - input.evidence.loan_register: schema.loan_register
# custom:
#   id: CIC-019-1b
#   title_zh: "个人目录、电脑和网盘中不得存放客户资料"
#   description_zh: "扫描在经批准的存放地点之外找不到客户数据,包括个人目录、桌面、共享表格、手机通讯录和个人网盘。"
#   severity: high
#   clause: "篇五 第19条第1款"
#   other_clauses: [篇十八 第19条第1款, 篇七 第二段, 篇十九 第二段, 篇十 第三段(统一的客户信息管理平台), 篇六 第三段(统一的客户信息管理平台)]
#   evidence: [dlp_scan, storage_inventory, loan_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     personal_classes:
#     - identity
#     - personal
#     - sensitive
#     personal_path_patterns:
#     - /home/*
#     - C:/Users/*
#     - '*OneDrive*'
#     - '*Dropbox*'
#     - '*百度网盘*'
#     max_scan_age_days: 31
#   param_basis:
#     personal_classes: "document"
#     personal_path_patterns: "project default"
#     max_scan_age_days: "project default"
#   recommended_action: "Move the data to an approved store, delete it safely where it was found, and find out how it got there; home folders and private clouds come first."
#   recommended_action_zh: "将数据移至经批准的存放地点并安全删除原处数据,查明来源;个人目录和个人网盘优先处理。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.12"
#     - "ISO/IEC 27001:2022 A.8.1"
#     - "NIST SP 800-53r5 MP-4"
#     - "NIST SP 800-53r5 CM-12"
package rules.loans.data_on_private_devices

import data.lib.evidence
import data.lib.findings
import data.lib.loans
import data.lib.times

params := data.params["CIC-019-1b"]

hits := input.evidence.dlp_scan

# A scan that found nothing is a pass, not a lack of subjects.
default applicable := false

applicable if evidence.delivered("dlp_scan")

stores contains store if {
	some row in input.evidence.storage_inventory
	store := row.store_id
}

approved_stores contains store if {
	some row in input.evidence.storage_inventory
	row.approved
	store := row.store_id
}

borrowers contains borrower if {
	some row in input.evidence.loan_register
	loans.running(row)
	borrower := row.borrower
}

strays contains i if {
	some i, row in hits
	row.data_class in params.personal_classes
	not in_approved_store(row)
	not lent(row)
}

in_approved_store(row) if row.store_id in approved_stores

lent(row) if row.owner in borrowers

# refutable(row): a store or a loan that could not be read may explain it.
refutable(row) if {
	evidence.incomplete("storage_inventory")
	store := row.store_id
	not store in stores
}

refutable(row) if {
	evidence.incomplete("loan_register")
	row.owner
}

# The newest hit tells the age of the scan; without any, it is that of the collection.
fresh if {
	some row in hits
	found_at := row.found_at
	times.start(found_at) + times.hours(params.max_scan_age_days * 24) > times.now
	not times.ahead(found_at)
}

found[i] := finding if {
	some i in strays
	row := hits[i]
	fault := findings.text(
		"%s data in %s, which is no approved store",
		"%s类数据存放在%s,并非经批准的存放地点",
		[row.data_class, object.get(row, "store_id", "an unknown place")],
		[row.data_class, object.get(row, "store_id", "未知地点")],
	)
	finding := findings.of(row, ["finding_id"], {fault})
}

# Paths of every system, compared without regard to case.
personal(row) if {
	path := lower(replace(row.path, "\\", "/"))
	some pattern in params.personal_path_patterns
	glob.match(lower(pattern), null, path)
}

level(row) := {"severity": "critical"} if personal(row)

level(row) := {} if not personal(row)

deny contains levelled if {
	fresh
	some i, finding in found
	not refutable(hits[i])
	levelled := object.union(finding, level(hits[i]))
}

unknown contains finding if {
	fresh
	some i, finding in found
	refutable(hits[i])
}

unknown contains finding if {
	not fresh
	fault := findings.text(
		"the newest hit is %v days old or older, or lies in the future",
		"最近一次发现距今已达%v天或在将来",
		[params.max_scan_age_days],
		[params.max_scan_age_days],
	)
	finding := findings.about(hits[0]._loc, "dlp_scan", {fault})
}
