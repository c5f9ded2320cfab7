package lib.records_test

import data.lib.records

rows := [
	{"customer_id": "C1", "active": true},
	{"customer_id": "C1", "active": false},
	{"customer_id": "C2"},
]

test_a_record_is_active_unless_it_says_otherwise if {
	records.active == {0, 2} with input as {"evidence": {"crm_records": rows}}
}

test_records_of_a_customer if {
	records.by_customer == {"C1": {0, 1}, "C2": {2}} with input as {"evidence": {"crm_records": rows}}
}
