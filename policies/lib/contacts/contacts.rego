# METADATA
# description: |
#   Contacts with customers, from interaction_log. An attempt that reached nobody is none, nor is
#   what lies in the future.
package lib.contacts

import data.lib.times

# by_customer[customer_id]: the times of the contacts with a customer.
by_customer[customer_id] contains at if {
	some row in input.evidence.interaction_log
	not row.outcome == "no_contact"
	at := row.at
	not times.future(at)
	customer_id := row.customer_id
}

# within(customer_id, days): there was a contact, and no more than so many days have passed since.
within(customer_id, days) if {
	some at in by_customer[customer_id]
	not times.older_than_days(at, days)
}
