package lib.contacts_test

import data.lib.contacts

contacted(patch, days) if {
	row := {"customer_id": "C1", "at": "2026-03-01T09:00:00+08:00"}
	rows := [object.union(row, patch), {"customer_id": "C1", "at": "2025-01-01"}]
	contacts.within("C1", days) with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": {"interaction_log": rows},
	}
}

test_a_contact_counts_to_the_limit if {
	contacted({}, 9)
	not contacted({}, 8)
	contacted({"outcome": "done"}, 9)
}

test_other_customers_do_not_count if not contacted({"customer_id": "C2"}, 9)

test_an_attempt_is_no_contact if not contacted({"outcome": "no_contact"}, 9)

test_the_future_does_not_count if {
	contacted({"at": "2026-03-10T09:00:00+08:00"}, 9)
	not contacted({"at": "2026-03-10T09:00:01+08:00"}, 9)
}

test_times_of_a_customer if {
	rows := [{"customer_id": "C1", "at": "2025-01-01"}, {"customer_id": "C2", "at": "2027-01-01"}]
	contacts.by_customer == {"C1": {"2025-01-01"}} with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": {"interaction_log": rows},
	}
}
