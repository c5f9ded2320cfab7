package rules.privacy.privacy_officer_test

import data.rules.privacy.privacy_officer

params := {
	"PRV-201": {
		"top_role": "general_manager",
		"max_vacancy_days": 30,
		"incompatible_duties": ["marketing_head", "it_head"],
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := privacy_officer with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

officer := {
	"duty": "chief_privacy_officer",
	"person": "u1",
	"reports_to": "boss",
	"authority_ref": "LTR-1",
	"valid_from": "2026-01-01",
	"_loc": {"file": "appointments.csv"},
}

roster := [
	{
		"person": "u1",
		"dept": "privacy",
		"role": "other",
		"employed": true,
		"accounts": ["acct1"],
		"_loc": {"file": "hr.csv"},
	},
	{
		"person": "boss",
		"dept": "board",
		"role": "general_manager",
		"employed": true,
		"_loc": {"file": "hr.csv"},
	},
]

given(rows) := {"appointments": rows, "hr_roster": roster}

changed(patch) := judged(given([object.union(officer, patch)]))

without(field) := judged(given([object.remove(officer, [field])]))

fault(text) := denied({concat("", ["chief_privacy_officer/u1//2026-01-01: ", text])})

vacant := {"chief_privacy_officer: nobody holds the duty, and none did in the last 30 days"}

test_an_officer if {
	changed({}) == clean
	changed({"valid_until": "2026-03-10"}) == clean
}

test_vacancy if {
	changed({"valid_until": "2026-02-08"}) == clean
	changed({"valid_until": "2026-02-07"}) == denied(vacant)
	changed({"valid_from": "2026-03-11"}) == denied(vacant)
	changed({"valid_from": "2026-03-11", "valid_until": "2026-12-31"}) == denied(vacant)
	changed({"duty": "privacy_staff"}) == denied(vacant)
	changed({"duty": "privacy_staff", "valid_until": "2026-03-09"}) == denied(vacant)
	judged(given([])) == denied(vacant)
	gapped("appointments", given([])) == doubted(vacant)
	gapped("hr_roster", given([])) == denied(vacant)
}

test_two_officers if {
	second := object.union(officer, {"person": "boss"})
	judged(given([officer, second])) == denied({
		"chief_privacy_officer/u1//2026-01-01: 2 appointments to the duty are valid at once",
		"chief_privacy_officer/boss//2026-01-01: 2 appointments to the duty are valid at once",
	})
	judged(given([officer, object.union(second, {"valid_until": "2026-03-09"})])) == clean
}

test_authority if without("authority_ref") == fault("it has no letter of authority")

test_superior if {
	without("reports_to") == fault("it reports to nobody")
	wrong := "it reports to u1, who does not hold the role general_manager"
	changed({"reports_to": "u1"}) == fault(wrong)
	gapped("hr_roster", given([object.union(officer, {"reports_to": "u1"})])) == doubted({concat("", [
		"chief_privacy_officer/u1//2026-01-01: ",
		wrong,
	])})
	former := object.union(roster[1], {"valid_until": "2026-03-09"})
	past := {"appointments": [officer], "hr_roster": [roster[0], former]}
	judged(past) == fault("it reports to boss, who does not hold the role general_manager")
}

test_employment if {
	left := {
		"appointments": [officer],
		"hr_roster": [object.union(roster[0], {"employed": false}), roster[1]],
	}
	judged(left) == fault("its holder u1 is not employed")
	judged({
		"appointments": [officer],
		"hr_roster": [roster[1]],
	}) == fault("its holder u1 is not employed")
	gapped("hr_roster", left) == doubted({
		"chief_privacy_officer/u1//2026-01-01: its holder u1 is not employed",
	})
}

test_incompatible_duties if {
	other := {
		"duty": "it_head",
		"person": "acct1",
		"valid_from": "2026-01-01",
		"_loc": {"file": "a.csv"},
	}
	judged(given([officer, other])) == fault("u1 is it_head as well")
	judged(given([officer, object.union(other, {"person": "boss"})])) == clean
	judged(given([officer, object.union(other, {"duty": "aml_post"})])) == clean
	judged(given([officer, object.union(other, {"valid_until": "2026-03-09"})])) == clean
}
