# METADATA
# scope: package
# title: "Software used for e-banking is lawful"
# description: "The bank answers for the lawfulness of the software used for e-banking."
# schemas:
#   - input.evidence.software_inventory: schema.software_inventory
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: EBK-115
#   title_zh: "电子银行软件合法合规"
#   description_zh: "银行对电子银行所使用的相关软件的合法性承担责任。"
#   severity: low
#   clause: "企业电子银行协议 第三条二(一)"
#   evidence: [software_inventory, system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: contract
#   tier: core
#   params:
#     ebank_system_ids:
#     - ebank
#   param_basis:
#     ebank_system_ids: "project default"
#   recommended_action: "Obtain licence and approval, or remove the software."
#   recommended_action_zh: "取得授权许可和批准,或卸载该软件。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.32"
#     - "NIST SP 800-53r5 CM-10"
package rules.ebanking.unlicensed_software

import data.lib.findings

params := data.params["EBK-115"]

software := input.evidence.software_inventory

systems := input.evidence.system_inventory

# The systems of electronic banking.
concerned contains i if {
	some i, row in systems
	row.system_id in params.ebank_system_ids
}

hosts contains host if {
	some i in concerned
	host := systems[i].host
}

rights := {
	"licensed": findings.plain("no licence is on record", "没有授权许可记录"),
	"approved": findings.plain("it is not approved", "未经批准"),
}

faults[i] contains fault if {
	some i, row in software
	row.host in hosts
	some field, fault in rights
	not row[field]
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(software[i], ["host", "name", "version"], texts)
}

inventoried contains host if {
	some row in software
	host := row.host
}

doubts[i] contains findings.plain("its host is not recorded", "未登记主机") if {
	some i in concerned
	not systems[i].host
}

doubts[i] contains findings.plain(
	"the software on its host is not on record",
	"其主机没有软件登记",
) if {
	some i in concerned
	host := systems[i].host
	not host in inventoried
}

known contains system if {
	some i in concerned
	system := systems[i].system_id
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(systems[i], ["system_id"], texts)
}

unknown contains finding if {
	some system in params.ebank_system_ids
	not system in known
	finding := findings.about({"file": "system_inventory"}, system, {findings.plain(
		"the system is not on record",
		"该系统没有登记",
	)})
}
