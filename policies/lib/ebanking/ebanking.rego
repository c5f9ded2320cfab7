# METADATA
# description: |
#   Electronic banking: of which kind a registration of ebank_registry is, and how requests of
#   ebank_requests were made. A request that the bank rejected did nothing.
package lib.ebanking

import data.lib.findings

registrations := input.evidence.ebank_registry

by_id[reg_id] contains i if {
	some i, row in registrations
	reg_id := row.reg_id
}

# registered(row): the registration that the row names is on record.
registered(row) if by_id[row.reg_id]

# of_kind(row, kind): that registration is of the kind.
of_kind(row, kind) if {
	some i in by_id[row.reg_id]
	registrations[i].kind == kind
}

# perhaps(row, kind): it is, for all that is on record.
perhaps(row, kind) if of_kind(row, kind)

perhaps(row, _) if not registered(row)

# requests(kinds): the row numbers of the requests of one of the kinds that were not rejected.
requests(kinds) := {i |
	some i, row in input.evidence.ebank_requests
	row.kind in kinds
	not row.status == "rejected"
}

# unfiled(row): the faults of a request that was not made at a branch on a form.
unfiled(row) := {findings.plain("it was not made at a branch", "未在网点办理") |
	not object.get(row, "channel", "") in {"branch", "counter"}
} | {findings.plain("there is no form", "缺少申请表") |
	not row.form_ref
}

identity_steps := {
	"id_verified": findings.plain("no document was checked", "未核验证件"),
	"card_presented": findings.plain("no card was presented", "未出示卡片"),
}

# unidentified(row): the faults of a request that was made without document or card.
unidentified(row) := {fault | some field, fault in identity_steps; not row[field]}
