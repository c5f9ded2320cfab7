package rules.incidents.unreported_crime_test

import data.rules.incidents.unreported_crime

params := {"IRP-005": {"max_report_hours": 24}}

incident := {
	"incident_id": "IN-1",
	"kind": "other",
	"detected_at": "2026-03-02T09:00:00+08:00",
	"criminal": true,
	"police_reported_at": "2026-03-03T09:00:00+08:00",
	"evidence_refs": ["E1"],
	"_loc": {"file": "incidents.csv", "line": 2},
}

judged(row) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unreported_crime with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"incident_register": [row]},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

faulty(message) := object.union(clean, {"deny": {message}})

test_reported_with_evidence if judged(incident) == clean

test_reported_late if {
	late := object.union(incident, {"police_reported_at": "2026-03-03T09:00:01+08:00"})
	judged(late) == faulty("IN-1: the report to the police came later than 24 h after detection")
}

test_not_reported if {
	silent := object.remove(incident, ["police_reported_at"])
	message := "IN-1: the report to the police is not recorded 24 h after detection"
	judged(silent) == faulty(message)
	judged(object.union(silent, {"detected_at": "2026-03-09T12:00:00+08:00"})) == clean
}

test_no_evidence if {
	message := "IN-1: no evidence was kept"
	judged(object.union(incident, {"evidence_refs": []})) == faulty(message)
	judged(object.remove(incident, ["evidence_refs"])) == faulty(message)
}

test_no_crime if {
	bare := object.remove(incident, ["police_reported_at", "evidence_refs"])
	innocent := object.union(bare, {"criminal": false})
	judged(innocent) == {"deny": set(), "unknown": set(), "applicable": false}
}

test_nobody_says_whether_it_is_a_crime if {
	bare := object.remove(incident, ["police_reported_at", "evidence_refs", "criminal"])
	doubt := "IN-1: whether it is a criminal case is not recorded"
	judged(bare) == object.union(clean, {"unknown": {doubt}})
}
