package lib.acl_test

import data.lib.acl

bearers(entries) := acl.bearers({"group": "staff", "entries": entries})

test_named if {
	bearers([
		{"type": "user", "principal": "u2", "permissions": "r--"},
		{"type": "group", "principal": "g2", "permissions": "r-x"},
	]) == {["user", "u2"], ["group", "g2"]}
	bearers([{"principal": "Everyone", "permissions": "read"}]) == {["any", "Everyone"]}
	bearers([{"type": "other", "principal": "guest"}]) == {["other", "guest"]}
	bearers([{"type": "group", "principal": 1001}]) == {["group", "1001"]}
}

test_without_a_name if {
	bearers([
		{"type": "user", "permissions": "rw-"},
		{"type": "group", "principal": "", "permissions": "r--"},
		{"type": "other", "permissions": "r--"},
	]) == {["group", "staff"], ["other", "other"]}
	bearers([{"permissions": "r--"}]) == {["any", "other"]}
	acl.bearers({"entries": [{"type": "group"}]}) == {["group", "?"]}
}

test_the_roster_tells_users if {
	found := acl.bearers({"entries": [{"principal": "u2"}, {"principal": "u3"}]})
		with input as {"evidence": {"hr_roster": [{"person": "p2", "accounts": ["u2"]}]}}
	found == {["user", "u2"], ["any", "u3"]}
}

test_without_rights if {
	every rights in ["", "---", "none", []] {
		bearers([{"type": "user", "principal": "u2", "permissions": rights}]) == set()
	}
}

test_rights_that_are_not_named if {
	bearers([{"type": "user", "principal": "u2"}]) == {["user", "u2"]}
}

test_the_mask if {
	bearers([{"type": "mask", "permissions": "rwx"}]) == set()
	acl.bearers({}) == set()
}
