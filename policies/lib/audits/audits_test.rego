package lib.audits_test

import data.lib.audits

audit := {
	"audit_id": "A1",
	"kind": "risk_assessment",
	"scope": ["core", "crm"],
	"performed_at": "2026-02-28T12:00:00+08:00",
	"report_ref": "R1",
}

other := object.union(audit, {"audit_id": "A2", "kind": "aml_audit", "scope": ["web"]})

given(rows) := {"now": "2026-03-10T12:00:00+08:00", "evidence": {"audit_register": rows}}

found(rows) := result if {
	result := audits.reported("risk_assessment", 10) with input as given(rows)
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

changed(change) := found([other, object.union(audit, change)])

test_the_last_ten_days_to_the_second if {
	changed({}) == {1}
	changed({"performed_at": "2026-02-28T11:59:59+08:00"}) == set()
	changed({"performed_at": "2026-02-28"}) == {1}
	changed({"performed_at": "2026-02-27"}) == set()
}

test_an_audit_to_come if {
	changed({"performed_at": "2026-03-10T12:00:00+08:00"}) == {1}
	changed({"performed_at": "2026-03-10T12:00:01+08:00"}) == set()
}

test_an_audit_without_report if found([object.remove(audit, ["report_ref"])]) == set()

names(chosen, one) if {
	audits.covers(chosen, one) with input as given([audit, other])
}

test_one_of_them_names_the_system if {
	names({0, 1}, "crm")
	names({0, 1}, "web")
	not names({0}, "web")
	not names({0, 1}, "mail")
}

test_an_audit_without_scope_covers_nothing if {
	bare := object.remove(audit, ["scope"])
	not audits.covers({0}, "crm") with input as given([bare])
}
