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

test_a_minus_is_no_smaller_amount if {
	amounts.reaches({"amount_cny": -10000}, 10000, 1000)
	amounts.reaches({"amount_usd": -1000, "foreign": true}, 10000, 1000)
	not amounts.reaches({"amount_cny": -9999.99}, 10000, 1000)
}

test_a_total_is_exact if {
	tenths := [5000.1 | some _ in numbers.range(1, 9)]
	amounts.total(array.concat(tenths, [4999.1])) == 50000
	amounts.total([0.0001, 0.0002]) == 0.0003
	amounts.total([3, -1]) == 2
	amounts.total([]) == 0
}

test_a_volume_has_no_sign if amounts.volume([3, -1]) == 4
