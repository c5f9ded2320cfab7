# METADATA
# description: |
#   Checks of identity in id_verifications: which of them prove who a customer is, and since when. A
#   limit that is a plain date ends with that day.
package lib.checks

import data.lib.times

rows := input.evidence.id_verifications

# of_customer[customer_id]: the row numbers of all checks of a customer.
of_customer[customer_id] contains i if {
	some i, row in rows
	customer_id := row.customer_id
}

# matches[customer_id]: those of them whose result is a match.
matches[customer_id] contains i if {
	some i, row in rows
	row.result == "match"
	customer_id := row.customer_id
}

# copied[customer_id]: the matches of which a copy of the document is kept.
copied[customer_id] contains i if {
	some customer_id, found in matches
	some i in found
	rows[i].id_copy_ref
}

# named[verification_id]: the row numbers of a check by its number.
named[verification_id] contains i if {
	some i, row in rows
	verification_id := row.verification_id
}

# dated_by(at, limit): `at` is not later than the limit.
dated_by(at, limit) if {
	times.is_day(limit)
	times.day(at) <= limit
}

dated_by(at, limit) if times.not_after(at, limit)

# perhaps_by(i, limit): for all that is recorded, check i is not later than the limit: it is not, or
# it is a plain date, that of the limit's day.
perhaps_by(i, limit) if dated_by(rows[i].at, limit)

perhaps_by(i, limit) if rows[i].at == times.day(limit)

# perhaps_valid(i, day): for all that is recorded, its document had not expired on that day.
perhaps_valid(i, day) if rows[i].id_expires_at >= day

perhaps_valid(i, _) if not rows[i].id_expires_at

# matched_by(customer_id, limit): the customer had been checked by then, with a match.
matched_by(customer_id, limit) if {
	some i in matches[customer_id]
	dated_by(rows[i].at, limit)
}

# copied_by(customer_id, limit): and a copy of the document is kept.
copied_by(customer_id, limit) if {
	some i in copied[customer_id]
	dated_by(rows[i].at, limit)
}

# valid_by(customer_id, limit): and the document had not expired on the day of the limit.
valid_by(customer_id, limit) if {
	some i in copied[customer_id]
	rows[i].id_expires_at >= times.day(limit)
	dated_by(rows[i].at, limit)
}

# proven(i): check i is a match with a copy of the document.
proven(i) if {
	rows[i].result == "match"
	rows[i].id_copy_ref
}

# proof(verification_id, limit): that check is a match with a copy, and dated by the limit.
proof(verification_id, limit) if {
	some i in named[verification_id]
	proven(i)
	dated_by(rows[i].at, limit)
}
