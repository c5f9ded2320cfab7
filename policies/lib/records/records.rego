# METADATA
# description: Customer records of crm_records.
package lib.records

rows := input.evidence.crm_records

# active: the row numbers of the records that are not known to be those of a former customer.
active contains i if {
	some i, row in rows
	not row.active == false
}

# by_customer[customer_id]: the row numbers of a customer's records.
by_customer[customer_id] contains i if {
	some i, row in rows
	customer_id := row.customer_id
}
