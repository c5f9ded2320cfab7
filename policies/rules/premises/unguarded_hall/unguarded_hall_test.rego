package rules.premises.unguarded_hall_test

import data.rules.premises.unguarded_hall

params := {"PHY-002": {"min_guard_hours_pct": 100, "high_levels": ["high"]}}

site := {
	"site": "b1",
	"risk_level": "high",
	"high_volume": true,
	"guard_hours_pct": 100,
	"guard_company": "Dun An",
	"_loc": {"file": "premises.csv", "line": 2},
}

judged(row) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unguarded_hall with input as {"evidence": {"premises_register": [row]}}
		with data.params as params
}

clean := {"deny": set(), "unknown": set()}

faulty(message) := {"deny": {message}, "unknown": set()}

doubtful(message) := {"deny": set(), "unknown": {message}}

with_site(change) := judged(object.union(site, change))

test_guarded if judged(site) == clean

test_too_few_hours if {
	message := "b1: guards are there 99.5% of the opening hours, 100% are required"
	with_site({"guard_hours_pct": 99.5}) == faulty(message)
	with_site({"guard_hours_pct": 0}).unknown == set()
}

test_unknown_hours if {
	doubt := "b1: the hours of its guards are not recorded"
	judged(object.remove(site, ["guard_hours_pct"])) == doubtful(doubt)
}

alone := object.remove(site, ["guard_company"])

unguarded := "b1: it is busy or at high risk and has no security company"

test_without_a_security_company if {
	judged(alone) == faulty(unguarded)
	judged(object.union(alone, {"high_volume": false})) == faulty(unguarded)
	judged(object.union(alone, {"risk_level": "low"})) == faulty(unguarded)
	judged(object.remove(alone, ["high_volume"])) == faulty(unguarded)
	judged(object.remove(alone, ["risk_level"])) == faulty(unguarded)
	judged(object.union(alone, {"high_volume": false, "risk_level": "medium"})) == clean
}

test_whether_one_is_needed_is_unknown if {
	doubt := concat("", [
		"b1: it has no security company, and how busy or at risk it is ",
		"is not recorded",
	])
	quiet := object.union(alone, {"high_volume": false, "risk_level": "low"})
	judged(object.remove(quiet, ["high_volume"])) == doubtful(doubt)
	judged(object.remove(quiet, ["risk_level"])) == doubtful(doubt)
	judged(object.remove(site, ["high_volume", "risk_level"])) == clean
}
