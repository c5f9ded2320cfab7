# METADATA
# description: Which rating of risk_ratings is a customer's newest one.
package lib.ratings

import data.lib.times

# moments[customer_id]: when the customer was rated, with the row number; entries dated ahead of
# now cannot be true.
moments[customer_id] contains moment if {
	some i, row in input.evidence.risk_ratings
	at := times.start(row.rated_at)
	at <= latest
	moment := [at, i]
	customer_id := row.customer_id
}

latest := times.now + times.hours(1)

# newest[customer_id]: the row number of the newest rating.
newest[customer_id] := i if {
	some customer_id, rated in moments
	[_, i] := max(rated)
}
