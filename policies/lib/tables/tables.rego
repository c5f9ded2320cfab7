# METADATA
# description: |
#   Tables and columns of data_dictionary. Other kinds name a table schema.table or table, and a
#   column table.column, some with the schema before it and some by its name alone.
package lib.tables

dictionary := input.evidence.data_dictionary

# A class that was left empty is unknown, and counts as personal.
guarded := {"identity", "personal", "sensitive", ""}

class(row) := object.get(row, "data_class", "")

table(row) := concat(".", [row.schema_name, row.table_name])

# customer_tables: the tables that hold customer data, as schema.table.
customer_tables contains name if {
	some row in dictionary
	class(row) in guarded
	name := table(row)
}

bare_customer_tables contains name if {
	some row in dictionary
	class(row) in guarded
	name := row.table_name
}

# is_customer(name): the name is that of a table with customer data.
is_customer(name) if name in customer_tables

is_customer(name) if name in bare_customer_tables

# matches(name, qualified): the name, with or without its schema, is that of the table schema.table.
matches(name, qualified) if name == qualified

matches(name, qualified) if {
	not contains(name, ".")
	endswith(qualified, concat("", [".", name]))
}

classes_of[name] contains found if {
	some row in dictionary
	found := class(row)
	some name in [
		concat(".", [table(row), row.column_name]),
		concat(".", [row.table_name, row.column_name]),
		row.column_name,
	]
}

# classes(name): the classes that the dictionary gives to the columns of that name.
classes(name) := {found | some found in classes_of[name]}
