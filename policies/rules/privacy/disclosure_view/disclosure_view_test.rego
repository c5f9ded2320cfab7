package rules.privacy.disclosure_view_test

import data.rules.privacy.disclosure_view

params := {
	"PRV-303-5": {
		"compelled_bases": ["statute", "court_order", "authority_request"],
		"internal_recipient_types": ["internal_dept", "customer_self"],
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"review": {finding.msg | some finding in found.review},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := disclosure_view with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set(), "review": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

reviewed(messages) := object.union(clean, {"review": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := disclosure_view.applicable
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

branch := object.union(column, {"column_name": "branch", "data_class": "none"})

view := {
	"view_name": "crm.v_out",
	"view_kind": "selective_anonymous",
	"columns": [],
	"_loc": {"file": "views.csv"},
}

agreement := {
	"agreement_id": "A-1",
	"kind": "service",
	"allowed_fields": ["income"],
	"_loc": {"file": "a.csv"},
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"recipient_type": "partner",
	"data_class": "personal",
	"view": "crm.v_out",
	"agreement_id": "A-1",
	"fields": ["income", "branch"],
	"disclosed_at": "2026-03-01",
	"_loc": {"file": "disclosures.csv"},
}

given(views, rows, agreements) := {
	"db_views": views,
	"disclosure_register": rows,
	"data_dictionary": [column, branch],
	"agreements": agreements,
}

changed(patch) := judged(given([view], [object.union(disclosure, patch)], [agreement]))

without(field) := judged(given([view], [object.remove(disclosure, [field])], [agreement]))

none := {"selective_anonymous: there is no selectively anonymised view for disclosures"}

source := {"D-1/C-1: the data was not taken from a selectively anonymised view"}

excess := {"D-1/C-1: no agreement permits the personal field income"}

test_disclosed_from_the_view if {
	changed({}) == clean
	without("fields") == clean
	changed({"fields": ["branch"]}) == clean
}

test_no_view if {
	judged(given([], [disclosure], [agreement])) == denied(none | source)
	judged(given([object.union(view, {"view_kind": "standard"})], [], [])) == denied(none)
	gapped("db_views", given([], [disclosure], [agreement])) == doubted(none | source)
	judged(given([], [], [])) == clean
	judged(given([], [object.union(disclosure, {"recipient_type": "internal_dept"})], [])) == clean
}

test_other_sources if {
	changed({"view": "crm.customer"}) == denied(source)
	without("view") == denied(source)
}

test_fields_beyond_the_agreement if {
	judged(given([view], [disclosure], [])) == denied(excess)
	judged(given(
		[view],
		[disclosure],
		[object.remove(agreement, ["allowed_fields"])],
	)) == denied(excess)
	judged(given(
		[view],
		[disclosure],
		[object.union(agreement, {"agreement_id": "A-2"})],
	)) == denied(excess)
	without("agreement_id") == denied(excess)
	changed({"fields": ["crm.customer.income"]}) == denied({
		"D-1/C-1: no agreement permits the personal field crm.customer.income",
	})
	gapped("agreements", given([view], [disclosure], [])) == doubted(excess)
}

test_fields_without_a_class if {
	unclassed := concat(" ", [
		"D-1/C-1: the field tel, which no agreement permits,",
		"has no class in the data dictionary",
	])
	changed({"fields": ["tel"]}) == doubted({unclassed})
	tel := object.remove(object.union(column, {"column_name": "tel"}), ["data_class"])
	rows := given([view], [object.union(disclosure, {"fields": ["tel"]})], [agreement])
	judged(object.union(rows, {"data_dictionary": [tel]})) == doubted({unclassed})
	judged(object.union(
		rows,
		{"agreements": [object.union(agreement, {"allowed_fields": ["tel"]})]},
	)) == clean
}

test_which_disclosures_count if {
	changed({"recipient_type": "internal_dept", "view": "x"}) == clean
	changed({"recipient_type": "customer_self", "view": "x"}) == clean
	changed({"data_class": "none", "view": "x"}) == clean
	judged(given(
		[view],
		[object.remove(disclosure, ["data_class", "view"])],
		[agreement],
	)) == denied(source)
	every class in ["identity", "sensitive"] {
		changed({"data_class": class, "view": "x"}) == denied(source)
	}
}

test_compelled_disclosures_are_listed if {
	changed({"legal_basis": "court_order"}) == clean
	changed({"legal_basis": "consent", "view": "x"}) == denied(source)
	changed({"legal_basis": "court_order", "view": "x"}) == reviewed({concat("", [
		"D-1/C-1: it was compelled by court_order; ",
		"the data was not taken from a selectively anonymised view",
	])})
	changed({"legal_basis": "court_order", "fields": ["tel"]}) == clean
}

test_applicable if {
	applies(given([view], [], []))
	applies(given([], [disclosure], []))
	not applies(given([], [object.union(disclosure, {"data_class": "none"})], []))
	not applies(given([], [], []))
}
