package rules.privacy.unclassed_column_test

import data.rules.privacy.unclassed_column

params := {
	"PRV-301": {
		"classes": ["identity", "personal", "sensitive", "none"],
		"sensitive_patterns": ["(?i)race|ethnic|民族|宗教|religion|health|病史|指纹|biometric"],
		"review_days": 183,
		"grace_days": 14,
	},
}

results(evidence, gaps) := {"deny": {finding.msg | some finding in found.deny}} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := unclassed_column with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set()}

denied(messages) := object.union(clean, {"deny": messages})

applies(evidence) := answer if {
	answer := unclassed_column.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

column := {
	"schema_name": "crm",
	"table_name": "customer",
	"column_name": "income",
	"data_class": "personal",
	"column_created_at": "2025-01-01",
	"reviewed_at": "2026-02-01",
	"_loc": {"file": "dictionary.csv"},
}

changed(patch) := judged({"data_dictionary": [object.union(column, patch)]})

without(field) := judged({"data_dictionary": [object.remove(column, [field])]})

fault(name, text) := denied({concat("", ["crm/customer/", name, ": ", text])})

income(text) := fault("income", text)

test_a_classed_column if {
	changed({}) == clean
	changed({"data_class": "none"}) == clean
	without("column_created_at") == clean
}

test_class if {
	without("data_class") == income("it has no class")
	changed({"data_class": "kyc"}) == income("kyc is no class of the data model")
}

test_names_of_sensitive_data if {
	mild := "it is classed none while its name tells of sensitive data"
	changed({"column_name": "race", "data_class": "none"}) == fault("race", mild)
	changed({"column_name": "race", "data_class": "sensitive"}) == clean
	changed({"column_name": "race", "data_class": "identity"}) == clean
	text := "it is classed personal while its name tells of sensitive data"
	every name in ["Religion", "customer_race", "民族代码"] {
		changed({"column_name": name}) == fault(name, text)
	}
}

test_content_of_sensitive_data if {
	text := "it is classed personal while sampling found sensitive data"
	changed({"detected_class": "sensitive"}) == income(text)
	changed({"detected_class": "identity"}) == clean
	changed({"detected_class": "sensitive", "data_class": "sensitive"}) == clean
}

test_review if {
	without("reviewed_at") == income("it was never reviewed")
	changed({"reviewed_at": "2025-09-08"}) == clean
	changed({"reviewed_at": "2025-09-07"}) == income("its review is older than 183 days")
	changed({"reviewed_at": "2026-03-10T10:00:00+08:00"}) == clean
	changed({"reviewed_at": "2026-03-10T10:00:01+08:00"}) == income("its review lies in the future")
	late := {"column_created_at": "2026-02-02"}
	changed(late) == income("it was reviewed before it was created")
	changed({"column_created_at": "2026-02-01"}) == clean
}

fresh(at) := judged({"data_dictionary": [object.union(
	object.remove(column, ["reviewed_at"]),
	{"column_created_at": at},
)]})

test_columns_of_the_last_days if {
	fresh("2026-02-24") == clean
	fresh("2026-02-23") == income("it was never reviewed")
	fresh("2026-02-24T09:00:00+08:00") == clean
	fresh("2026-02-24T08:59:59+08:00") == income("it was never reviewed")
	fresh("2026-03-11") == income("it was never reviewed")
}

test_applicable if {
	applies({"data_dictionary": [column]})
	not applies({"data_dictionary": [object.union(column, {"column_created_at": "2026-03-09"})]})
	not applies({"data_dictionary": []})
}
