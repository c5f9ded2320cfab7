package lib.tables_test

import data.lib.tables

column := {
	"schema_name": "crm",
	"table_name": "customer",
	"column_name": "income",
	"data_class": "personal",
}

given(rows) := {"evidence": {"data_dictionary": rows}}

names(rows) := found if found := tables.customer_tables with input as given(rows)

test_customer_tables if {
	names([column]) == {"crm.customer"}
	names([object.union(column, {"data_class": "sensitive"})]) == {"crm.customer"}
	names([object.union(column, {"data_class": "identity"})]) == {"crm.customer"}
	names([object.remove(column, ["data_class"])]) == {"crm.customer"}
	names([object.union(column, {"data_class": "none"})]) == set()
	names([object.union(column, {"data_class": "aml_report"})]) == set()
	names([]) == set()
}

test_a_table_by_either_name if {
	tables.is_customer("crm.customer") with input as given([column])
	tables.is_customer("customer") with input as given([column])
	not tables.is_customer("hr.customer") with input as given([column])
	not tables.is_customer("customer")
		with input as given([object.union(column, {"data_class": "none"})])
	tables.matches("crm.customer", "crm.customer")
	tables.matches("customer", "crm.customer")
	not tables.matches("tomer", "crm.customer")
	not tables.matches("hr.customer", "crm.customer")
	not tables.matches("crm.customer", "dw.crm.customer")
}

classes(name, rows) := found if found := tables.classes(name) with input as given(rows)

test_classes_of_a_column if {
	classes("hr.customer.income", [column]) == set()
	classes("income", []) == set()
	every name in ["income", "customer.income", "crm.customer.income"] {
		classes(name, [column]) == {"personal"}
	}
	other := object.remove(object.union(column, {"table_name": "staff"}), ["data_class"])
	classes("income", [column, other]) == {"personal", ""}
	classes("customer.income", [column, other]) == {"personal"}
}
