package rules.privacy.warehouse_review_test

import data.rules.privacy.warehouse_review

params := {
	"PRV-304": {
		"review_days": 365,
		"exempt_roles": ["etl_service", "privacy_officer", "dba_breakglass"],
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := warehouse_review with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := warehouse_review.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

column := {
	"schema_name": "crm",
	"table_name": "customer",
	"column_name": "income",
	"data_class": "personal",
	"_loc": {"file": "dictionary.csv"},
}

view := {
	"view_name": "crm.v_daily",
	"view_kind": "standard",
	"columns": [],
	"_loc": {"file": "views.csv"},
}

grant := {
	"grantee": "desk",
	"object_name": "crm.v_daily",
	"privilege": "SELECT",
	"host": "db1",
	"_loc": {"file": "grants.csv"},
}

review_row := {
	"audit_id": "W-1",
	"kind": "warehouse_privacy_review",
	"performed_at": "2025-03-10",
	"scope": ["desk"],
	"_loc": {"file": "audits.csv"},
}

reading := {
	"event_id": "E-1",
	"actor": "desk",
	"at": "2026-03-01",
	"object_id": "crm.v_daily",
	"action": "read",
	"_loc": {"file": "access.csv"},
}

given(audits, grants, readings) := {
	"audit_register": audits,
	"postgres_grants": grants,
	"access_log": readings,
	"db_views": [view],
	"data_dictionary": [column],
}

reviewed_by(patch) := judged(given([object.union(review_row, patch)], [grant], []))

granted(patch) := judged(given([review_row], [grant, object.union(grant, patch)], []))

read(patch) := judged(given([review_row], [grant], [object.union(reading, patch)]))

none := {"warehouse_privacy_review: no review of the warehouse was made in the last 365 days"}

test_a_reviewed_warehouse if {
	reviewed_by({}) == clean
	read({}) == clean
}

test_no_review if {
	reviewed_by({"performed_at": "2025-03-09"}) == denied(none)
	reviewed_by({"performed_at": "2026-03-11"}) == denied(none)
	reviewed_by({"kind": "risk_assessment"}) == denied(none)
	judged(given([], [grant], [])) == denied(none)
	gapped("audit_register", given([], [grant], [])) == doubted(none)
	judged(given([review_row], [], [])) == clean
}

unnamed := {"W-1/: the review does not name the reading role desk"}

test_scope_of_the_review if {
	reviewed_by({"scope": ["other"]}) == denied(unnamed)
	judged(given([object.remove(review_row, ["scope"])], [grant], [])) == denied(unnamed)
	gapped(
		"audit_register",
		given([object.union(review_row, {"scope": []})], [grant], []),
	) == doubted(unnamed)
	second := object.union(review_row, {"audit_id": "W-2", "performed_at": "2026-01-01", "scope": []})
	judged(given([second, review_row], [grant], [])) == clean
	narrow := object.union(review_row, {"scope": []})
	latest := denied({"W-2/: the review does not name the reading role desk"})
	judged(given([second, narrow], [grant], [])) == latest
	part := object.union(review_row, {"finding_id": "F-1", "scope": []})
	judged(given([part, review_row], [grant], [])) == clean
}

test_reading_roles if {
	etl := {"grantee": "etl_service", "object_name": "crm.customer"}
	granted(etl) == denied({"W-1/: the review does not name the reading role etl_service"})
	granted(object.union(etl, {"privilege": "INSERT"})) == clean
	granted(object.union(etl, {"object_name": "crm.other"})) == clean
	unnamed_view := {"grantee": "etl_service", "object_name": "hr.v_x", "object_kind": "view"}
	granted(unnamed_view) == denied({"W-1/: the review does not name the reading role etl_service"})
}

test_roles_without_a_view if {
	viewless := {"bi: the role reads customer data and has no privacy view"}
	row := object.union(grant, {"grantee": "bi", "object_name": "crm.customer"})
	wide := object.union(review_row, {"scope": ["desk", "bi", "etl_service"]})
	judged(given([wide], [grant, row], [])) == denied(viewless)
	judged(given([wide], [grant, row, object.union(grant, {"grantee": "bi"})], [])) == clean
	judged(given([wide], [grant, object.union(row, {"grantee": "etl_service"})], [])) == clean
	gapped("db_views", given([wide], [grant, row], [])) == doubted(viewless)
	gapped("postgres_grants", given([wide], [grant, row], [])) == doubted(viewless)
}

test_readings_of_base_tables if {
	read({"object_id": "crm.customer", "action": "update"}) == clean
	read({"object_id": "crm.customer", "actor": "etl_service"}) == clean
	base := denied({"E-1: desk read the base customer table crm.customer, not a view"})
	unsaid := object.remove(object.union(reading, {"object_id": "crm.customer"}), ["action"])
	judged(given([review_row], [grant], [unsaid])) == base
	every action in ["read", "bulk_read", "search", "export", "print"] {
		read({"object_id": "crm.customer", "action": action}) == base
	}
}

test_an_empty_dictionary if {
	blind := object.union(given([review_row], [grant], []), {"data_dictionary": []})
	judged(blind) == doubted({
		"data_dictionary: no table is described, so that customer tables are not known",
	})
	applies(object.union(given([review_row], [], []), {"data_dictionary": []}))
	not applies({kind: [] | some kind, _ in given([], [], [])})
}

test_applicable if {
	applies(given([], [], []))
	other := {"data_dictionary": [object.union(column, {"data_class": "none"})]}
	applies(object.union(given([], [grant], []), other))
	not applies(object.union(given([], [], [reading]), other))
	judged(object.union(given([], [], [reading]), other)) == clean
}
