# METADATA
# description: |
#   Customers of kyc_customers and their identity checks of id_verifications. A time that an act
#   must keep to is a limit here: a plain date counts to its end.
package lib.identity

import data.lib.times

# customers[customer_id]: the row numbers of the customer.
customers[customer_id] contains i if {
	some i, row in input.evidence.kyc_customers
	customer_id := row.customer_id
}

# matched[customer_id]: the row numbers of the checks that confirmed the customer.
matched[customer_id] contains i if {
	some i, row in input.evidence.id_verifications
	row.result == "match"
	customer_id := row.customer_id
}

# in_time(at, limit): `at` is not later than the limit.
in_time(at, limit) if {
	times.is_day(limit)
	times.day(at) <= limit
}

in_time(at, limit) if {
	not times.is_day(limit)
	times.not_after(at, limit)
}
