# METADATA
# scope: package
# title: "Secret and top-secret materials are stored apart"
# description: "Secret and top-secret customer material is kept in a store of its own."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
#   - input.evidence.storage_inventory: schema.storage_inventory
#   - input.evidence.file_acl: schema.file_acl
# custom:
#   id: CIC-022b
#   title_zh: "机密、绝密资料单独存放"
#   description_zh: "机密、绝密的客户资料须与其他资料分开,存放在专用库房或专用存储中。"
#   severity: high
#   clause: "篇五 第22条"
#   other_clauses: [篇十八 第22条]
#   evidence: [customer_files, storage_inventory]
#   optional_evidence: [file_acl]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     classified_levels:
#     - secret
#     - top_secret
#     levels_may_share: true
#   param_basis:
#     classified_levels: "document"
#     levels_may_share: "project default (document does not ask to keep 机密 and 绝密 apart from each other)"
#   recommended_action: "Move secret and top-secret files into a store of their own, marked as dedicated in the inventory, and give its directory or bucket permissions that are not inherited."
#   recommended_action_zh: "把机密、绝密档案移入在存储清单中登记为专用的库房或存储,其目录或存储桶单独设权,不得继承上级权限。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-4"
package rules.custody.classified_file_not_apart

import data.lib.evidence
import data.lib.findings

params := data.params["CIC-022b"]

files := input.evidence.customer_files

default applicable := false

applicable if count(classified_files) > 0

applicable if count(classified_paths) > 0

vocabulary := {"public", "internal", "important", "secret", "top_secret"}

# level(row): its classification; what is missing or unknown counts as secret.
level(row) := row.classification if row.classification in vocabulary

level(row) := "secret" if not object.get(row, "classification", "") in vocabulary

classified_files contains i if {
	some i, row in files
	row.status != "destroyed"
	level(row) in params.classified_levels
}

levels_in[store] contains held if {
	some row in files
	row.status != "destroyed"
	store := row.store_id
	held := level(row)
}

stores[store] contains row if {
	some row in input.evidence.storage_inventory
	store := row.store_id
}

dedicated(store) if {
	some row in stores[store]
	row.dedicated
}

not_dedicated := findings.plain(
	"its store is not a dedicated one",
	"所在库房不是专用库房",
)

# The store may stand in a part of the inventory that could not be read.
store_unread(store) if {
	not stores[store]
	evidence.incomplete("storage_inventory")
}

faults[i] contains findings.plain("no store is recorded for it", "未登记库房") if {
	some i in classified_files
	not files[i].store_id
}

faults[i] contains not_dedicated if {
	some i in classified_files
	store := files[i].store_id
	not dedicated(store)
	not store_unread(store)
}

faults[i] contains findings.plain(
	"its store also holds files of a lower level",
	"所在库房同时存放较低密级的档案",
) if {
	some i in classified_files
	some other in levels_in[files[i].store_id]
	not other in params.classified_levels
}

faults[i] contains fault if {
	not params.levels_may_share
	some i in classified_files
	some other in levels_in[files[i].store_id]
	other in params.classified_levels
	other != level(files[i])
	fault := findings.text(
		"its store also holds %s files",
		"所在库房同时存放%s档案",
		[other],
		[other],
	)
}

paths := object.get(input.evidence, "file_acl", [])

# A path with an unknown label is secret; one without any is an unclassified path.
classified_paths contains i if {
	some i, row in paths
	row.classification
	level(row) in params.classified_levels
}

parents contains place if {
	some row in paths
	place := [object.get(row, "host", ""), parent(row.path)]
}

parent(path) := concat("/", array.slice(parts, 0, count(parts) - 1)) if {
	parts := split(trim_suffix(path, "/"), "/")
}

is_directory(row) if endswith(row.path, "/")

is_directory(row) if startswith(object.get(row, "mode", ""), "d")

is_directory(row) if [object.get(row, "host", ""), row.path] in parents

in_bucket(row) if {
	some store in stores[row.store_id]
	store.kind == "bucket"
}

# folder(row): the directory the path is or lies in; a bucket is one directory.
folder(row) := [object.get(row, "host", ""), trim_suffix(row.path, "/")] if {
	not in_bucket(row)
	is_directory(row)
}

folder(row) := [object.get(row, "host", ""), parent(row.path)] if {
	not in_bucket(row)
	not is_directory(row)
}

folder(row) := ["bucket", row.store_id] if in_bucket(row)

open_folders contains place if {
	some i, row in paths
	not i in classified_paths
	place := folder(row)
}

path_faults[i] contains findings.plain(
	"it shares its directory or bucket with unclassified paths",
	"与未定密路径共用目录或存储桶",
) if {
	some i in classified_paths
	folder(paths[i]) in open_folders
}

path_faults[i] contains findings.plain(
	"it inherits the permissions of a wider place",
	"继承了上级更宽的权限",
) if {
	some i in classified_paths
	paths[i].inherited
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(files[i], ["file_id"], texts)
}

deny contains finding if {
	some i, texts in path_faults
	finding := findings.of(paths[i], ["host", "path"], texts)
}

# Stores that consist of paths; databases and mailboxes have grants of their own.
path_stores := {"file_share", "bucket", "cloud_drive", "device"}

used_stores contains store_id if {
	some i in classified_files
	store_id := files[i].store_id
}

listed_stores contains store_id if {
	some row in paths
	store_id := row.store_id
}

unknown contains finding if {
	some i in classified_files
	store_unread(files[i].store_id)
	fault := findings.plain(
		"its store was not read, so that nobody can tell whether it is a dedicated one",
		"未读到库房资料,无法判断是否专用库房",
	)
	finding := findings.of(files[i], ["file_id"], {fault})
}

unknown contains finding if {
	some store in used_stores
	not store in listed_stores
	some row in stores[store]
	row.kind in path_stores
	fault := findings.plain(
		"no permissions of its paths were collected",
		"未采集到其路径权限",
	)
	finding := findings.of(row, ["store_id"], {fault})
}
