# METADATA
# scope: package
# title: "Physical safeguards protect customer information"
# description: "Rooms and archives in which customer information is kept are locked, open to named persons only, and inspected."
# schemas:
#   - input.evidence.storage_inventory: schema.storage_inventory
#   - input.evidence.inspection_register: schema.inspection_register
# custom:
#   id: COM-821
#   title_zh: "客户信息物理安全措施"
#   description_zh: "存放客户信息的库房、机房和档案室应上锁、控制出入,并定期进行安全检查。"
#   severity: medium
#   clause: "金融服务客户沟通规范 8.2.1"
#   evidence: [storage_inventory, inspection_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: heading
#   tier: core
#   params:
#     inspection_days: 183
#   param_basis:
#     inspection_days: "project default"
#   recommended_action: "Lock the room, let in named persons only, and enter the next inspection of its physical security in the register."
#   recommended_action_zh: "为该场所上锁并控制出入,及时进行物理安全检查并登记。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.1"
#     - "ISO/IEC 27001:2022 A.7.3"
#     - "NIST SP 800-53r5 PE-3"
#     - "NIST SP 800-53r5 MP-4"
package rules.communication.unsecured_room

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["COM-821"]

stores := input.evidence.storage_inventory

default applicable := false

applicable if count(rooms) > 0

rooms contains i if {
	some i, row in stores
	row.kind in {"paper_store", "server_room", "archive"}
}

safeguards := {
	"physical_lock": {"en": "it is not locked", "zh": "未上锁"},
	"access_controlled": {"en": "access to it is not controlled", "zh": "未控制出入"},
}

inspected contains store if {
	some row in input.evidence.inspection_register
	row.kind == "physical_security"
	at := row.performed_at
	not times.future(at)
	not times.older_than_days(at, params.inspection_days)
	store := row.store_id
}

uninspected[i] contains fault if {
	some i in rooms
	store := stores[i].store_id
	not store in inspected
	fault := findings.text(
		"no inspection of its physical security within %v days is recorded",
		"%v天内没有物理安全检查记录",
		[params.inspection_days],
		[params.inspection_days],
	)
}

faults[i] contains fault if {
	some i in rooms
	some field, fault in safeguards
	not stores[i][field]
}

faults[i] contains fault if {
	not evidence.incomplete("inspection_register")
	some i, texts in uninspected
	some fault in texts
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(stores[i], ["store_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("inspection_register")
	some i, texts in uninspected
	finding := findings.of(stores[i], ["store_id"], texts)
}
