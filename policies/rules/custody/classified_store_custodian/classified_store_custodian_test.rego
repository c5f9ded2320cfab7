package rules.custody.classified_store_custodian_test

import data.rules.custody.classified_store_custodian

default_params := {"max_custodians": 2, "allowed_groups": []}

store := {
	"store_id": "S1",
	"kind": "file_share",
	"dedicated": true,
	"classification": "secret",
	"custodian": "c1",
	"_loc": {"file": "stores.csv", "line": 2},
}

appointment := {
	"duty": "classified_custodian",
	"person": "c1",
	"scope": "S1",
	"valid_from": "2026-01-01",
	"valid_until": "2026-12-31",
}

roster := [
	{
		"person": "c1",
		"role": "customer_information_specialist",
		"employed": true,
		"hired_at": "2020-01-01",
		"accounts": ["c1-login"],
	},
	{
		"person": "s1",
		"role": "sales",
		"employed": true,
		"hired_at": "2020-01-01",
		"accounts": ["s1-login"],
	},
]

path := {
	"host": "h1",
	"path": "/srv/secret",
	"store_id": "S1",
	"entries": [{"type": "user", "principal": "c1-login", "permissions": "rwx"}],
	"_loc": {"file": "acl", "line": 1},
}

application := {
	"application_id": "P-1",
	"kind": "consult",
	"applicant": "s1",
	"decision": "approved",
	"manager_approved_at": "2026-03-01",
	"valid_from": "2026-03-02",
	"valid_until": "2026-03-31",
}

evidence := {
	"storage_inventory": [store],
	"appointments": [appointment],
	"hr_roster": roster,
	"file_acl": [path],
	"access_applications": [],
}

doc(changes) := {"now": "2026-03-10T09:00:00+08:00", "evidence": object.union(evidence, changes)}

# The same without one kind, as if no collector delivered it.
without(kind, changes) := object.union(
	object.remove(doc({}), ["evidence"]),
	{"evidence": object.remove(object.union(evidence, changes), [kind])},
)

unread(changes, kind) := object.union(doc(changes), {"gaps": {kind: [{"reason": "denied"}]}})

denied_with(given, values) := {finding.msg | some finding in found} if {
	found := classified_store_custodian.deny with input as given
		with data.params as {"CIC-022c": object.union(default_params, values)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := denied_with(given, {})

unjudged(given) := {finding.msg | some finding in found} if {
	found := classified_store_custodian.unknown with input as given
		with data.params as {"CIC-022c": default_params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(row) if {
	classified_store_custodian.applicable with input as doc({"storage_inventory": [row]})
}

stored(fields) := denied(doc({"storage_inventory": [object.union(store, fields)]}))

appointed(fields) := denied(doc({"appointments": [object.union(appointment, fields)]}))

paths(entries) := {"file_acl": [object.union(path, {"entries": entries})]}

# The messages when one more entry stands in the list of the path.
opened(entry) := denied(doc(paths(array.concat(path.entries, [entry]))))

reader := {"type": "user", "principal": "s1", "permissions": "r-x"}

# The messages when s1 may open the path and has applied so.
applied(fields) := denied(doc(object.union(
	paths([reader]),
	{"access_applications": [object.union(application, fields)]},
)))

not_appointed := "S1: c1 is not appointed its custodian today"

stranger := "h1//srv/secret: s1 may open it, neither custodian nor with a permission in force"

# An appointment that does not count leaves the custodian a stranger in the list as well.
unwatched := {
	not_appointed,
	"h1//srv/secret: c1-login may open it, neither custodian nor with a permission in force",
}

test_closed_store_passes if {
	denied(doc({})) == set()
	unjudged(doc({})) == set()
}

test_no_custodian if {
	denied(doc({"storage_inventory": [object.remove(store, ["custodian"])]})) == {concat("", [
		"S1: it has no custodian",
	])}
}

test_custodian_by_account if {
	stored({"custodian": "c1-login"}) == set()
	appointed({"person": "c1-login"}) == set()
}

test_custodian_without_appointment if {
	denied(doc({"appointments": []})) == unwatched
	unjudged(doc({"appointments": []})) == set()
	appointed({"duty": "document_carrier"}) == unwatched
	appointed({"scope": "S2"}) == unwatched
	denied(doc({"appointments": [object.remove(appointment, ["scope"])]})) == unwatched
	stored({"custodian": "s1"}) == {"S1: s1 is not appointed its custodian today"}
}

test_appointment_valid_today if {
	appointed({"valid_from": "2026-03-10", "valid_until": "2026-03-10"}) == set()
	denied(doc({"appointments": [object.remove(appointment, ["valid_until"])]})) == set()
	appointed({"valid_from": "2026-03-11"}) == unwatched
	appointed({"valid_until": "2026-03-09"}) == unwatched
}

test_unread_appointments_are_unknown if {
	given := unread({"appointments": []}, "appointments")
	denied(given) == set()
	unjudged(given) == unwatched
}

test_custodian_not_employed if {
	left := [object.union(roster[0], {"employed": false})]
	fault := {"S1: c1, its custodian, is not employed"}
	denied(doc({"hr_roster": left})) == fault
	unjudged(doc({"hr_roster": left})) == set()
	denied(doc({"hr_roster": [object.union(roster[0], {"left_at": "2026-03-09"})]})) == fault
	unjudged(unread({"hr_roster": left}, "hr_roster")) == fault
	denied(unread({"hr_roster": left}, "hr_roster")) == set()
}

test_unread_roster_does_not_hide_a_missing_custodian if {
	rows := {"storage_inventory": [object.remove(store, ["custodian"])]}
	denied(unread(rows, "hr_roster")) == {"S1: it has no custodian"}
	denied(unread(rows, "appointments")) == {"S1: it has no custodian"}
}

test_two_custodians_are_enough if {
	people := [object.union(appointment, {"person": person}) | some person in ["c2", "c1-login"]]
	denied(doc({"appointments": array.concat([appointment], people)})) == set()
	three := [object.union(appointment, {"person": person}) | some person in ["c2", "c3"]]
	denied(doc({"appointments": array.concat([appointment], three)})) == {concat("", [
		"S1: 3 custodians are appointed for it, more than 2",
	])}
	past := [object.union(row, {"valid_until": "2026-03-01"}) | some row in three]
	denied(doc({"appointments": array.concat([appointment], past)})) == set()
}

test_other_persons_in_the_list if {
	opened(reader) == {stranger}
	unjudged(doc(paths([reader]))) == set()
	opened(object.remove(reader, ["type"])) == {stranger}
	opened(object.remove(reader, ["permissions"])) == {stranger}
	opened(object.union(reader, {"type": "default:user"})) == {stranger}
}

test_all_strangers_of_a_path_are_one_finding if {
	denied(doc(paths([reader, object.union(reader, {"principal": "x9"})]))) == {concat("", [
		stranger,
		"; x9 may open it, neither custodian nor with a permission in force",
	])}
}

test_entries_without_permission_or_name_open_nothing if {
	opened(object.union(reader, {"permissions": "---"})) == set()
	opened(object.union(reader, {"permissions": ""})) == set()
	opened({"type": "user", "principal": "", "permissions": "rwx"}) == set()
	opened({"type": "group", "permissions": "rwx"}) == set()
	opened({"type": "group", "principal": "", "permissions": "rwx"}) == set()
	opened({"type": "mask", "principal": "m", "permissions": "rwx"}) == set()
	opened({"type": "other", "permissions": "---"}) == set()
}

test_custodian_of_another_store_is_a_stranger if {
	other := object.union(appointment, {"person": "s1", "scope": "S2"})
	denied(doc(object.union(paths([reader]), {"appointments": [appointment, other]}))) == {stranger}
}

test_permission_in_force if {
	applied({}) == set()
	applied({"applicant": "s1-login"}) == set()
	applied({"valid_from": "2026-03-10", "valid_until": "2026-03-10"}) == set()
	applied({"valid_until": "2026-03-10T09:00:01+08:00"}) == set()
	denied(doc(object.union(
		paths([reader]),
		{"access_applications": [object.remove(application, ["valid_from"])]},
	))) == set()
}

test_permission_not_in_force if {
	applied({"applicant": "s2"}) == {stranger}
	applied({"decision": "rejected"}) == {stranger}
	applied({"decision": "pending"}) == {stranger}
	applied({"valid_from": "2026-03-11"}) == {stranger}
	applied({"valid_until": "2026-03-09"}) == {stranger}
	applied({"valid_until": "2026-03-10T09:00:00+08:00"}) == {stranger}
	applied({"manager_approved_at": "2026-03-11"}) == {stranger}
}

test_permission_without_approval_or_end if {
	every field in ["manager_approved_at", "valid_until"] {
		rows := {"access_applications": [object.remove(application, [field])]}
		denied(doc(object.union(paths([reader]), rows))) == {stranger}
	}
}

test_unread_permissions_are_unknown if {
	every kind in ["access_applications", "hr_roster", "appointments"] {
		given := unread(paths([reader]), kind)
		denied(given) == set()
		unjudged(given) == {stranger}
	}
	undelivered := without("access_applications", paths([reader]))
	denied(undelivered) == set()
	unjudged(undelivered) == {stranger}
}

test_undelivered_applications_matter_only_for_strangers if {
	given := without("access_applications", {})
	denied(given) == set()
	unjudged(given) == set()
}

test_named_groups if {
	staff := {"type": "group", "principal": "staff", "permissions": "r-x"}
	fault := {"h1//srv/secret: the group staff may open it"}
	opened(staff) == fault
	opened(object.union(staff, {"type": "default:group"})) == fault
	denied(unread(paths([staff]), "access_applications")) == fault
	denied_with(doc(paths([staff])), {"allowed_groups": ["staff"]}) == set()
	denied_with(doc(paths([staff])), {"allowed_groups": ["sales"]}) == fault
}

test_everybody if {
	opened({"type": "other", "permissions": "r--"}) == {concat("", [
		"h1//srv/secret: everybody may open it",
	])}
	opened({"type": "other", "principal": "other", "permissions": "r--"}) == {concat("", [
		"h1//srv/secret: everybody may open it",
	])}
}

test_paths_of_other_stores_do_not_matter if {
	other := object.union(path, {"store_id": "S2", "entries": [reader]})
	denied(doc({"file_acl": [path, other]})) == set()
	denied(doc({"file_acl": [path, object.remove(other, ["store_id"])]})) == set()
}

test_paths_without_entries if {
	bare := object.remove(path, ["entries"])
	given := doc({"file_acl": [bare]})
	denied(given) == set()
	unjudged(given) == {"h1//srv/secret: its permissions are not recorded"}
	plain := doc({"file_acl": [object.union(bare, {"mode": "0700"})]})
	denied(plain) == set()
	unjudged(plain) == set()
	unjudged(doc({"file_acl": [path, object.union(bare, {"store_id": "S2"})]})) == set()
}

test_missing_permissions_of_stores_of_paths_are_unknown if {
	fault := {"S1: no permissions of its paths were collected"}
	every kind in ["file_share", "bucket", "cloud_drive", "device"] {
		row := object.union(store, {"kind": kind})
		unjudged(doc({"file_acl": [], "storage_inventory": [row]})) == fault
	}
	unjudged(without("file_acl", {})) == fault
	unjudged(doc({"file_acl": [object.union(path, {"store_id": "S2"})]})) == fault
}

test_paths_without_store_hide_no_other if {
	storeless := object.union(object.remove(path, ["store_id"]), {"path": "/etc/hosts"})
	every listed in [[storeless, path], [path, storeless]] {
		denied(doc({"file_acl": listed})) == set()
		unjudged(doc({"file_acl": listed})) == set()
	}
}

test_other_stores_need_no_permissions_of_paths if {
	every kind in ["paper_store", "archive", "server_room", "database", "mailbox"] {
		row := object.union(store, {"kind": kind})
		unjudged(doc({"file_acl": [], "storage_inventory": [row]})) == set()
	}
}

test_stores_in_scope if {
	applicable(store)
	applicable(object.union(store, {"classification": "top_secret"}))
	applicable(object.union(store, {"classification": "odd"}))
	applicable(object.remove(store, ["classification"]))
}

test_stores_out_of_scope if {
	every level in ["public", "internal", "important"] {
		row := object.union(store, {"classification": level, "custodian": "x9"})
		not applicable(row)
		open := object.union(path, {"entries": [reader]})
		denied(doc({"storage_inventory": [row], "file_acl": [open]})) == set()
	}
	not applicable(object.union(store, {"dedicated": false}))
	not applicable(object.remove(store, ["dedicated"]))
}

# The schema leaves open of what type the parts of an entry are: other systems give numbers, lists.
test_entries_of_other_types if {
	opened({"type": "user", "principal": 1001, "permissions": ["read"]}) == {concat("", [
		"h1//srv/secret: 1001 may open it, ",
		"neither custodian nor with a permission in force",
	])}
	opened({"type": "group", "principal": 100, "permissions": 7}) == {
		"h1//srv/secret: the group 100 may open it",
	}
	opened({"type": 1, "principal": "c1"}) == set()
	opened({"type": "user", "principal": "s1", "permissions": []}) == set()
	opened({"type": "user", "principal": "s1", "permissions": "none"}) == set()
}
