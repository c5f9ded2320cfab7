package lib.customers_test

import data.lib.customers

given := {"evidence": {"kyc_customers": [
	{"customer_id": "c1", "customer_type": "individual", "registered_fields": ["name"]},
	{"customer_id": "c2", "customer_type": "unit"},
]}}

test_individual if {
	customers.individual("c1") with input as given
	not customers.individual("c2") with input as given
	not customers.individual("c3") with input as given
}

test_known if {
	customers.known("c2") with input as given
	not customers.known("c3") with input as given
}

test_group if {
	customers.group({"customer_type": "individual"}) == "individual"
	customers.group({"customer_type": "unit"}) == "unit"
	customers.group({"customer_type": "merchant"}) == "unit"
}

test_unregistered if {
	customers.unregistered({"registered_fields": ["name"]}, ["id_no", "name", "address"]) == [
		"id_no",
		"address",
	]
	customers.unregistered({}, ["name"]) == ["name"]
}
