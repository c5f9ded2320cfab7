# METADATA
# scope: package
# title: "Guests register with a valid document and their privacy is kept"
# description: "Guests register with a valid personal document on arrival, and the host strictly applies privacy and confidentiality measures for them."
# schemas:
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.file_acl: schema.file_acl
#   - input.evidence.disclosure_register: schema.disclosure_register
# custom:
#   id: NDA-402
#   title_zh: "住客凭有效证件登记且隐私保密"
#   description_zh: "客人入住凭本人有效证件登记,接待方应严格做好客人的隐私保密措施。"
#   severity: medium
#   clause: "酒店优惠协议 三.3、四.1"
#   evidence: [id_verifications, file_acl, disclosure_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: id_verifications
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: adjacent
#   params:
#     allowed_groups:
#     - front_desk
#     guest_purposes:
#     - guest_stay
#     - guest_register
#   param_basis:
#     allowed_groups: "project default"
#     guest_purposes: "project default"
#   recommended_action: "Register guests only with a valid document that was checked, open the guest register to the front desk alone, and give guest data out only on a ground in law."
#   recommended_action_zh: "凭经核验的有效证件登记入住,住客登记仅限前台访问,没有法律依据不得对外提供住客信息。"
package rules.agreements.exposed_guests

import data.lib.findings
import data.lib.times

params := data.params["NDA-402"]

default applicable := false

applicable if count(checks) > 0

applicable if count(guest_paths) > 0

applicable if count(guest_disclosures) > 0

checks contains i if {
	some i, row in input.evidence.id_verifications
	row.subject_role == "guest"
}

guest_paths contains i if {
	some i, row in input.evidence.file_acl
	row.content == "guest_register"
}

guest_disclosures contains i if {
	some i, row in input.evidence.disclosure_register
	row.purpose in params.guest_purposes
}

check_faults[i] contains findings.plain("the document number is missing", "缺少证件号码") if {
	some i in checks
	not input.evidence.id_verifications[i].id_no
}

check_faults[i] contains fault if {
	some i in checks
	result := input.evidence.id_verifications[i].result
	result != "match"
	fault := findings.text(
		"the check of the document gave %s",
		"证件核验结果为%s",
		[result],
		[result],
	)
}

check_faults[i] contains fault if {
	some i in checks
	row := input.evidence.id_verifications[i]
	row.id_expires_at < times.day(row.at)
	fault := findings.text(
		"the document had expired on %s",
		"证件已于%s到期",
		[row.id_expires_at],
		[row.id_expires_at],
	)
}

strangers(row) := {findings.text("%s:%s has rights", "%s:%s有访问权", [type, name], [type, name]) |
	some entry in row.entries
	gives_rights(entry)
	[type, name] := bearer(entry, row)
	not name in params.allowed_groups
}

gives_rights(entry) if {
	not object.get(entry, "permissions", "all") in {"", "---", "none", []}
	not object.get(entry, "type", "any") in {"mask", "default:mask"}
}

# Whom an entry means. One for a group without a name means the owning group; one for a user without
# a name means the owner, whom this control leaves alone.
bearer(entry, row) := [type, principal(name, trim_prefix(type, "default:"), row)] if {
	type := sprintf("%v", [object.get(entry, "type", "any")])
	name := sprintf("%v", [object.get(entry, "principal", "")])
}

principal(name, _, _) := name if name != ""

principal("", "group", row) := object.get(row, "group", "?")

principal("", type, _) := type if not type in {"group", "user"}

deny contains finding if {
	some i, texts in check_faults
	row := input.evidence.id_verifications[i]
	finding := findings.of(row, ["verification_id"], texts)
}

deny contains finding if {
	some i in guest_paths
	row := input.evidence.file_acl[i]
	texts := strangers(row)
	count(texts) > 0
	finding := findings.at(row, "entries", ["host", "path"], texts)
}

deny contains finding if {
	some i in guest_disclosures
	row := input.evidence.disclosure_register[i]
	not row.legal_basis
	finding := findings.of(row, ["disclosure_id", "customer_id"], {findings.plain(
		"guest data was given out without a ground in law",
		"提供住客信息没有法律依据",
	)})
}

unknown contains finding if {
	some i in checks
	row := input.evidence.id_verifications[i]
	not row.id_expires_at
	finding := findings.of(row, ["verification_id"], {findings.plain(
		"the last day of the document is not recorded",
		"未登记证件有效期",
	)})
}

unknown contains finding if {
	some i in guest_paths
	row := input.evidence.file_acl[i]
	not row.entries
	finding := findings.at(row, "entries", ["host", "path"], {findings.plain(
		"its access-control list is not recorded",
		"未采集访问控制列表",
	)})
}
