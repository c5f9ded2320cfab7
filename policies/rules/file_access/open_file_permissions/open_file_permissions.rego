# METADATA
# scope: package
# title: "File permissions keep customer files from everyone else"
# description: "Directories, shares and buckets that hold customer files give no access to the public, to all users or to groups outside the permission scheme."
# schemas:
#   - input.evidence.file_acl: schema.file_acl
#   - input.evidence.object_store_config: schema.object_store_config
#   - input.evidence.storage_inventory: schema.storage_inventory
# custom:
#   id: CIC-017c
#   title_zh: "客户档案目录的文件权限不对无关人员开放"
#   description_zh: "存放客户档案的目录、共享和存储桶,不得向公众、全体用户或权限方案以外的用户组和用户开放。"
#   severity: critical
#   clause: "篇五 第17条"
#   other_clauses: [篇十八 第17条]
#   evidence: [file_acl, storage_inventory]
#   optional_evidence: [object_store_config]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     forbidden_principals:
#     - everyone
#     - authenticated_users
#     - domain_users
#     - other
#     - '*'
#     allowed_groups:
#     - customer_service
#     - customer_records_admins
#     allowed_users:
#     - root
#   param_basis:
#     forbidden_principals: "project default"
#     allowed_groups: "project default"
#     allowed_users: "project default"
#   recommended_action: "Take the rights of others and of foreign groups and users away with chmod, setfacl or icacls, block public access to the bucket, and look for copies taken meanwhile."
#   recommended_action_zh: "用 chmod、setfacl 或 icacls 收回其他用户和无关用户组的权限,关闭存储桶的公开访问,并排查期间是否有人取走资料。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-3"
#     - "NIST SP 800-53r5 AC-6"
#     - "PIPL art. 51"
package rules.file_access.open_file_permissions

import data.lib.findings

params := data.params["CIC-017c"]

paths := input.evidence.file_acl

stores := input.evidence.storage_inventory

default applicable := false

applicable if {
	some row in paths
	concerned(row)
}

applicable if {
	some store in stores
	store.kind in {"bucket", "file_share"}
	concerned(store)
}

applicable if {
	some i in public_buckets
	undeclared(store_of(input.evidence.object_store_config[i]))
}

# Stores that hold customer information, and those of which nobody has said whether they do.
holding contains store_id if {
	some store in stores
	store.holds_customer_info
	store_id := store.store_id
}

unmarked contains store_id if {
	some store in stores
	not marked(store)
	store_id := store.store_id
}

listed := {store.store_id | some store in stores}

marked(store) if is_boolean(store.holds_customer_info)

certain(row) if row.content == "customer_information"

certain(row) if row.store_id in holding

concerned(row) if certain(row)

concerned(row) if row.store_id in unmarked

# Neither its label nor the inventory of stores says what the path holds.
concerned(row) if {
	not row.content
	store_id := row.store_id
	not store_id in listed
}

# parts(mode): the bits of the group and of others, from an octal mode or one like -rwxr-x---.
parts(mode) := {"group": substring(padded, 1, 1), "others": substring(padded, 2, 1)} if {
	regex.match(`^[0-7]{1,6}$`, mode)
	all := concat("", ["00", mode])
	padded := substring(all, count(all) - 3, 3)
}

parts(mode) := {"group": substring(bits, 3, 3), "others": substring(bits, 6, 3)} if {
	regex.match(`^[-bcdlps]?([-r][-w][-xsStT]){3}[.+@]?$`, mode)
	core := trim_right(mode, ".+@")
	bits := substring(core, count(core) - 9, 9)
}

grants(bits) if regex.match(`[1-7rwxst]`, bits)

mode_faults(row) := {findings.text(
	"mode %s grants rights to %s",
	"权限%s授予了%s访问权",
	[row.mode, bearer.en],
	[row.mode, bearer.zh],
) |
	some class, bits in parts(row.mode)
	grants(bits)
	bearer := strange_bearer(class, row)
}

strange_bearer("others", _) := {"en": "others", "zh": "其他用户"}

strange_bearer("group", row) := {"en": sprintf("the group %s", [group]), "zh": group} if {
	group := object.get(row, "group", "?")
	not group in params.allowed_groups
}

entry_faults(row) := {findings.text("%s:%s has rights", "%s:%s有访问权", words, words) |
	some entry in row.entries
	rights := sprintf("%v", [object.get(entry, "permissions", "all")])
	not rights in {"", "---", "none", "[]"}
	type := trim_prefix(sprintf("%v", [object.get(entry, "type", "any")]), "default:")
	name := principal(sprintf("%v", [object.get(entry, "principal", "")]), type, row)
	outsider(type, name)
	words := [type, name]
}

# Whom an entry means: one for a group without a name means the owning group. One for a user without
# a name means the owner, whom this control leaves alone.
principal(name, _, _) := name if name != ""

principal(name, type, row) := object.get(row, "group", "?") if {
	name == ""
	type == "group"
}

principal(name, type, _) := "?" if {
	name == ""
	not type in {"group", "user"}
}

# The same principal in the words of Windows, such as NT AUTHORITY\Authenticated Users.
canonical(name) := replace(lower(regex.replace(name, `^.*\\`, "")), " ", "_")

outsider(type, name) if {
	type != "mask"
	canonical(name) in params.forbidden_principals
}

outsider(type, name) if {
	type != "mask"
	not name in object.get(accepted, type, all_accepted)
}

accepted := {"group": params.allowed_groups, "user": params.allowed_users, "other": []}

all_accepted := array.concat(params.allowed_groups, params.allowed_users)

unreadable(row) if {
	row.mode
	not parts(row.mode)
}

unreadable(row) if {
	not row.mode
	count(object.get(row, "entries", [])) == 0
}

# What is wrong with the paths, as [row number, finding].
path_findings contains [i, finding] if {
	some i, row in paths
	concerned(row)
	some field, texts in {"mode": mode_faults(row), "entries": entry_faults(row)}
	count(texts) > 0
	finding := findings.at(row, field, ["host", "path"], texts)
}

deny contains finding if {
	some [i, finding] in path_findings
	certain(paths[i])
}

unknown contains finding if {
	some [i, finding] in path_findings
	not certain(paths[i])
}

unknown contains finding if {
	some row in paths
	concerned(row)
	unreadable(row)
	finding := findings.at(row, "mode", ["host", "path"], {findings.plain(
		"its permissions are not recorded or not readable",
		"访问权限未记录或无法识别",
	)})
}

public_buckets contains i if {
	some i, row in input.evidence.object_store_config
	row.public_access
}

public_finding(row) := findings.at(row, "public_access", ["bucket"], {findings.plain(
	"the bucket is open to the public",
	"存储桶对公众开放",
)})

deny contains finding if {
	some i in public_buckets
	row := input.evidence.object_store_config[i]
	store_of(row) in holding
	finding := public_finding(row)
}

unknown contains finding if {
	some i in public_buckets
	row := input.evidence.object_store_config[i]
	store_id := store_of(row)
	undeclared(store_id)
	not store_id in holding
	finding := public_finding(row)
}

undeclared(store_id) if store_id in unmarked

undeclared(store_id) if not store_id in listed

store_of(bucket) := object.get(bucket, "store_id", bucket.bucket)

judged.bucket contains store if {
	some row in input.evidence.object_store_config
	store := store_of(row)
}

judged.file_share contains store if {
	some row in paths
	store := row.store_id
}

unknown contains finding if {
	some store in stores
	store.kind in {"bucket", "file_share"}
	concerned(store)
	not collected(store)
	finding := findings.of(store, ["store_id"], {findings.plain(
		"no permissions of this store were collected",
		"未采集到该存储位置的权限",
	)})
}

collected(store) if store.store_id in judged[store.kind]
