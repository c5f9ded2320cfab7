package rules.passwords.passwords_in_clear_test

import data.rules.passwords.passwords_in_clear

params := {"PWD-006": {"min_enrolment_pct": 50, "allowed_paths": ["/srv/vault.kdbx"]}}

secret := {
	"finding_id": "F1",
	"path": "/home/u102/passwords.txt",
	"found_at": "2026-03-01",
	"_loc": {"file": "secrets.csv", "line": 2},
}

device := {
	"host": "h1",
	"kind": "laptop",
	"browser_saves_passwords": false,
	"_loc": {"file": "device.json", "line": 2},
}

member(person) := {
	"person": person,
	"dept": "it",
	"role": "it_staff",
	"employed": true,
	"accounts": [concat("", [person, "-login"])],
	"_loc": {"file": "staff.csv", "line": 2},
}

audit(person) := {
	"person": person,
	"enrolled": true,
	"reported_at": "2026-03-01",
	"_loc": {"file": "vault.csv", "line": 2},
}

doc(secrets, devices, staff, audits) := {
	"now": "2026-03-10T12:00:00+08:00",
	"evidence": {
		"secret_scan": secrets,
		"endpoint_config": devices,
		"hr_roster": staff,
		"password_vault_audit": audits,
	},
}

found(given) := result if {
	result := passwords_in_clear.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := passwords_in_clear.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(given) := result if {
	result := passwords_in_clear.applicable with input as given
}

staff := [
	member("u1"),
	object.union(member("u2"), {"_loc": {"file": "staff.csv", "line": 3}}),
]

enrolment(audits) := denied(doc([], [], staff, audits))

none := {concat("", [
	"enrolment: 0 of 2 employed persons use the password manager, ",
	"fewer than 50 per cent",
])}

test_nothing_in_the_clear_passes if {
	given := doc([object.union(secret, {"resolved_at": "2026-03-02"})], [device], staff, [audit("u1")])
	found(given) == set()
	doubts(given) == set()
}

test_a_secret_in_the_clear if {
	found(doc([secret], [], [], [])) == {{
		"msg": "F1: a password or key was found in the clear and is not removed",
		"msg_zh": "F1:发现明文存放的密码或密钥,尚未清除",
		"subject": "F1",
		"_loc": {"file": "secrets.csv", "line": 2},
	}}
	count(denied(doc([object.union(secret, {"resolved_at": "2026-03-12"})], [], [], []))) == 1
	denied(doc([object.union(secret, {"path": "/srv/vault.kdbx"})], [], [], [])) == set()
}

test_browser_saves_passwords if {
	denied(doc([], [object.union(device, {"browser_saves_passwords": true})], [], [])) == {
		"h1/browser_saves_passwords: the browser may save passwords",
	}
}

test_unknown_browser_is_unknown if {
	row := object.remove(device, ["browser_saves_passwords"])
	given := doc([], [row], [], [])
	denied(given) == set()
	doubts(given) == {concat("", [
		"h1/browser_saves_passwords: ",
		"whether the browser may save passwords is not recorded",
	])}
	doubts(doc([], [object.union(row, {"kind": "server"})], [], [])) == set()
}

test_too_few_are_enrolled if {
	found(doc([], [], staff, [])) == {{
		"msg": concat("", none),
		"msg_zh": "enrolment:0名(共2名)在职人员启用密码管理工具,不足百分之50",
		"subject": "enrolment",
		"_loc": {"file": "staff.csv", "line": 2},
	}}
	enrolment([audit("u1")]) == set()
	enrolment([object.union(audit("u1"), {"enrolled": false})]) == none
	enrolment([audit("u9")]) == none
}

test_the_newest_audit_counts if {
	left := object.union(audit("u1"), {"enrolled": false, "reported_at": "2026-03-02"})
	enrolment([audit("u1"), left]) == none
	enrolment([audit("u1"), object.union(left, {"reported_at": "2026-02-28"})]) == set()
	enrolment([audit("u1"), object.union(left, {"reported_at": "2026-03-01"})]) == none
	enrolment([object.union(audit("u1"), {"reported_at": "2026-03-12"})]) == none
}

test_just_below_the_share if {
	many := [member(sprintf("p%d", [n])) | some n in numbers.range(1, 101)]
	half := [audit(sprintf("p%d", [n])) | some n in numbers.range(1, 50)]
	count(denied(doc([], [], many, half))) == 1
}

test_accounts_are_mapped_to_persons if enrolment([audit("u1-login")]) == set()

test_each_person_counts_once if {
	posts := [member("u1"), object.union(member("u1"), {"role": "auditor"}), member("u2")]
	denied(doc([], [], posts, [audit("u1")])) == set()
}

test_former_staff_do_not_count if {
	left := object.union(member("u2"), {"employed": false})
	posts := [member("u1"), left, object.union(left, {"person": "u3"})]
	denied(doc([], [], posts, [audit("u1")])) == set()
	applies(doc([], [], [left], [])) == false
}

test_an_unread_source_leaves_it_unknown if {
	doubts(doc([], [], staff, [])) == set()
	every kind in ["password_vault_audit", "hr_roster"] {
		given := object.union(doc([], [], staff, []), {"gaps": {kind: [{}]}})
		denied(given) == set()
		doubts(given) == none
	}
}

test_applicable if {
	applies(doc([secret], [], [], []))
	applies(doc([], [device], [], []))
	applies(doc([], [], [member("u1")], []))
	applies(doc([], [], [], [audit("u1")])) == false
}
