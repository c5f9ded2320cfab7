package lib.amounts_test

import data.lib.amounts

test_renminbi if {
	amounts.reaches({"amount_cny": 10000}, 10000, 1000)
	not amounts.reaches({"amount_cny": 9999.99}, 10000, 1000)
}

test_dollars_count_in_foreign_currency_only if {
	amounts.reaches({"amount_usd": 1000, "foreign": true}, 10000, 1000)
	amounts.reaches({"amount_usd": 1000}, 10000, 1000)
	not amounts.reaches({"amount_usd": 999.99, "foreign": true}, 10000, 1000)
	not amounts.reaches({"amount_usd": 1000, "foreign": false}, 10000, 1000)
}

test_unclear if {
	amounts.unclear({}, 10000, 1000)
	amounts.unclear({"amount_usd": 1, "foreign": false}, 10000, 1000)
	amounts.unclear({"amount_cny": 1, "foreign": true}, 10000, 1000)
	not amounts.unclear({"amount_cny": 0}, 10000, 1000)
	not amounts.unclear({"amount_usd": 0, "foreign": true}, 10000, 1000)
	not amounts.unclear({"amount_cny": 10000, "foreign": true}, 10000, 1000)
	not amounts.unclear({"amount_usd": 1000}, 10000, 1000)
}
