# METADATA
# description: Customers of kyc_customers, and what must be registered of them.
package lib.customers

rows := input.evidence.kyc_customers

# by_id[customer_id]: the row numbers of a customer.
by_id[customer_id] contains i if {
	some i, row in rows
	customer_id := row.customer_id
}

# individual(customer_id): the customer is a natural person.
individual(customer_id) if {
	some i in by_id[customer_id]
	rows[i].customer_type == "individual"
}

# known(customer_id): the customer is registered.
known(customer_id) if by_id[customer_id]

# group(row): which list of fields is required, that of individuals or that of units.
group(row) := "individual" if row.customer_type == "individual"

group(row) := "unit" if row.customer_type in {"unit", "merchant"}

# unregistered(row, fields): the required fields that are not registered, in their order.
unregistered(row, fields) := [field |
	some field in fields
	not field in object.get(row, "registered_fields", [])
]
