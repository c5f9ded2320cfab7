package rules.incidents.uninvestigated_leak_test

import data.rules.incidents.uninvestigated_leak

params := {"IRP-004": {"max_investigation_days": 30}}

leak := {
	"incident_id": "IN-1",
	"kind": "leak",
	"detected_at": "2026-01-02T09:00:00+08:00",
	"root_cause": "an open share",
	"corrective_actions": ["close the share"],
	"actions_due_at": "2026-02-01",
	"actions_closed_at": "2026-01-20",
	"closed_at": "2026-01-21",
	"_loc": {"file": "incidents.csv", "line": 2},
}

judged(row) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := uninvestigated_leak with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"incident_register": [row]},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

faulty(message) := object.union(clean, {"deny": {message}})

without(fields) := judged(object.remove(leak, fields))

with_leak(change) := judged(object.union(leak, change))

test_investigated_and_improved if judged(leak) == clean

test_closed_without_a_cause if {
	without(["root_cause"]) == faulty("IN-1: it is closed without a cause")
}

test_closed_without_actions if {
	message := "IN-1: it is closed without corrective actions"
	with_leak({"corrective_actions": []}) == faulty(message)
	without(["corrective_actions"]) == faulty(message)
}

test_actions_overdue if {
	message := "IN-1: its corrective actions were due on 2026-02-01 and are open"
	without(["actions_closed_at"]) == faulty(message)
	with_leak({"actions_closed_at": "2026-03-10T13:00:01+08:00"}) == faulty(message)
	with_leak({"actions_closed_at": "2026-03-10T13:00:00+08:00"}) == clean
}

test_actions_not_yet_due if {
	row := object.remove(leak, ["actions_closed_at"])
	judged(object.union(row, {"actions_due_at": "2026-03-10"})) == clean
	late := "IN-1: its corrective actions were due on 2026-03-09 and are open"
	judged(object.union(row, {"actions_due_at": "2026-03-09"})) == faulty(late)
}

test_open_actions_without_a_due_day if {
	doubt := "IN-1: its corrective actions are open and have no due day"
	doubtful := object.union(clean, {"unknown": {doubt}})
	without(["actions_closed_at", "actions_due_at"]) == doubtful
	without(["actions_due_at"]) == clean
}

test_an_open_leak if {
	row := object.remove(leak, ["closed_at", "root_cause", "actions_closed_at", "actions_due_at"])
	judged(row) == faulty("IN-1: no cause is recorded 30 days after detection")
	judged(object.union(row, {"root_cause": "an open share"})) == clean
	judged(object.union(row, {"detected_at": "2026-02-08T12:00:00+08:00"})) == clean
	late := {"detected_at": "2026-02-08T11:59:59+08:00"}
	count(judged(object.union(row, late)).deny) == 1
}

test_other_incidents if {
	absent := object.union(clean, {"applicable": false})
	judged(object.union(object.remove(leak, ["root_cause"]), {"kind": "other"})) == absent
	with_leak({"kind": "suspected_leak"}) == absent
}
