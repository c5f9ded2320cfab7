package rules.governance.dependent_supervision_test

import data.rules.governance.dependent_supervision

params := {"GOV-003": {"operating_depts": ["customer_service", "it"]}}

post := {
	"person": "u1",
	"dept": "compliance",
	"role": "other",
	"employed": true,
	"hired_at": "2020-01-01",
	"accounts": ["u1-ad"],
	"_loc": {"file": "hr.csv", "line": 2},
}

chief := object.union(post, {"person": "u2", "is_head": true, "accounts": ["u2-ad"]})

letter := {
	"duty": "customer_information_supervision",
	"person": "u1",
	"dept": "compliance",
	"reports_to": "u2-ad",
	"authority_ref": "L1",
	"valid_from": "2025-01-01",
	"_loc": {"file": "letters.csv", "line": 2},
}

judged(letters, roster, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := dependent_supervision with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"appointments": letters, "hr_roster": roster},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

key := "customer_information_supervision/u1//2025-01-01"

faulty(text) := {"deny": {concat(": ", [key, text])}, "unknown": set()}

doubtful(text) := {"deny": set(), "unknown": {concat(": ", [key, text])}}

staff := [post, chief]

with_letter(change) := judged([object.union(letter, change)], staff, [])

without(fields) := judged([object.remove(letter, fields)], staff, [])

none := concat("", [
	"customer_information_supervision: nobody is appointed ",
	"to supervise customer information",
])

test_independent if with_letter({}) == clean

test_nothing_makes_exempt if dependent_supervision.applicable

test_nobody if {
	judged([], staff, []) == {"deny": {none}, "unknown": set()}
	with_letter({"duty": "privacy_staff"}) == {"deny": {none}, "unknown": set()}
	with_letter({"valid_until": "2026-03-09"}) == {"deny": {none}, "unknown": set()}
	judged([], staff, ["appointments"]) == {"deny": set(), "unknown": {none}}
}

test_a_department_that_operates if {
	with_letter({"dept": "it"}) == faulty("its department it handles customer information itself")
	text := "its department is not recorded"
	without(["dept"]) == doubtful(text)
}

operating(change) := judged([letter], [post, object.union(chief, change)], [])

test_a_superior_who_operates if {
	text := "it reports to u2-ad, the head of an operating department"
	operating({"dept": "it"}) == faulty(text)
	operating({"dept": "it", "is_head": false}) == clean
	operating({"dept": "it", "valid_until": "2026-03-09"}) == clean
	without(["reports_to"]) == doubtful("whom it reports to is not recorded")
}

test_a_superior_whom_nobody_knows if {
	text := "it reports to x9, who is not in the roster of staff"
	with_letter({"reports_to": "x9"}) == faulty(text)
	unread := object.union(letter, {"reports_to": "x9"})
	judged([unread], staff, ["hr_roster"]) == doubtful(text)
}

test_without_authority if {
	without(["authority_ref"]) == faulty("it has no letter of authority")
	bare := object.remove(letter, ["authority_ref"])
	judged([bare], staff, ["hr_roster"]) == faulty("it has no letter of authority")
	judged([bare], staff, ["appointments"]) == doubtful("it has no letter of authority")
}

test_without_holder if {
	text := "its holder u1 is not employed"
	judged([letter], [chief], []) == faulty(text)
	judged([letter], [chief], ["hr_roster"]) == doubtful(text)
}

test_one_independent_supervisor_is_enough if {
	second := object.union(letter, {"scope": "cards", "dept": "it"})
	judged([letter, second], staff, []) == clean
	judged([letter, object.remove(second, ["dept"])], staff, []) == clean
	unsure := object.remove(letter, ["dept"])
	judged([unsure, second], staff, []) == doubtful("its department is not recorded")
}
