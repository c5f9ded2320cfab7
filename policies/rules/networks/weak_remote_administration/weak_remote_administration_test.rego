package rules.networks.weak_remote_administration_test

import data.rules.networks.weak_remote_administration

params := {"NET-005": {
	"accepted_root_login": ["no", "without-password"],
	"max_auth_tries": 4,
	"weak_algorithms": ["3des-cbc", "aes128-cbc", "hmac-md5"],
}}

sshd := {
	"host": "h1",
	"permitrootlogin": "no",
	"passwordauthentication": "no",
	"permitemptypasswords": "no",
	"ciphers": ["aes256-gcm@openssh.com"],
	"macs": ["hmac-sha2-256"],
	"maxauthtries": 4,
	"clientaliveinterval": 1,
	"_loc": {"file": "sshd_config", "line": 1},
	"_locs": {"permitrootlogin": {"file": "sshd_config", "line": 5}},
}

host(holds) := {
	"system_id": "core",
	"host": "h1",
	"kind": "server",
	"holds_customer_info": holds,
	"_loc": {"file": "systems.csv", "line": 2},
}

evidence(rows, systems) := {"evidence": {"sshd_config": rows, "system_inventory": systems}}

denied(given) := found if {
	found := weak_remote_administration.deny with input as given with data.params as params
}

unknowns(given) := found if {
	found := weak_remote_administration.unknown with input as given with data.params as params
}

messages(row) := {finding.msg | some finding in denied(evidence([row], [host(true)]))}

changed(field, value) := object.union(sshd, {field: value})

test_hardened_settings_pass if {
	given := evidence([sshd, changed("permitrootlogin", "without-password")], [host(true)])
	denied(given) == set()
	unknowns(given) == set()
}

test_root_login if {
	denied(evidence([changed("permitrootlogin", "yes")], [host(true)])) == {{
		"msg": "h1/permitrootlogin: root login is set to yes",
		"msg_zh": "h1/permitrootlogin:root 登录设置为 yes",
		"subject": "h1/permitrootlogin",
		"_loc": {"file": "sshd_config", "line": 5},
	}}
}

test_root_login_in_a_way_the_parameter_leaves_out if {
	messages(changed("permitrootlogin", "forced-commands-only")) == {
		"h1/permitrootlogin: root login is set to forced-commands-only",
	}
}

test_empty_passwords if {
	messages(changed("permitemptypasswords", "yes")) == {
		"h1/permitemptypasswords: empty passwords are allowed",
	}
}

test_one_attempt_too_many if {
	messages(changed("maxauthtries", 5)) == {
		"h1/maxauthtries: 5 attempts to log in are allowed, above 4",
	}
}

test_sessions_without_end if {
	messages(changed("clientaliveinterval", 0)) == {
		"h1/clientaliveinterval: sessions whose client is gone are never ended",
	}
}

test_weak_ciphers_and_macs if {
	row := object.union(sshd, {
		"ciphers": ["aes256-gcm@openssh.com", "aes128-cbc", "3des-cbc"],
		"macs": ["hmac-md5"],
	})
	messages(row) == {
		"h1/ciphers: weak algorithms are offered: 3des-cbc, aes128-cbc",
		"h1/macs: weak algorithms are offered: hmac-md5",
	}
}

password_login := changed("passwordauthentication", "yes")

password_message := concat("", [
	"h1/passwordauthentication: ",
	"passwords are accepted on a host that may hold customer information",
])

test_passwords_where_customer_information_is_held if {
	messages(password_login) == {password_message}
}

test_passwords_where_none_is_held if {
	given := evidence([password_login], [host(false)])
	denied(given) == set()
	unknowns(given) == set()
}

test_passwords_where_nobody_says_what_is_held if {
	expected := {password_message}
	unsaid := object.remove(host(false), ["holds_customer_info"])
	{row.msg | some row in denied(evidence([password_login], [unsaid]))} == expected
	nameless := object.remove(host(false), ["host"])
	{row.msg | some row in denied(evidence([password_login], [nameless]))} == expected
	{row.msg | some row in denied(evidence([password_login], []))} == expected
}

test_one_system_of_the_host_that_holds_it_is_enough if {
	given := evidence([password_login], [host(false), host(true)])
	{row.msg | some row in denied(given)} == {password_message}
}

test_passwords_on_an_unlisted_host_are_unknown_while_a_source_is_unread if {
	gaps := {"gaps": {"system_inventory": [{}]}}
	given := object.union(evidence([password_login], []), gaps)
	denied(given) == set()
	{row.msg | some row in unknowns(given)} == {password_message}
	listed := object.union(evidence([password_login], [host(true)]), gaps)
	{row.msg | some row in denied(listed)} == {password_message}
	unknowns(listed) == set()
}

test_a_fault_inherited_by_a_match_block_is_found_once if {
	given := evidence([changed("permitrootlogin", "yes"), changed("permitrootlogin", "yes")], [])
	count(denied(given)) == 1
}

test_a_match_block_that_weakens_is_found_at_its_own_line if {
	places := {"_locs": {"permitrootlogin": {"file": "sshd_config", "line": 40}}}
	block := object.union(changed("permitrootlogin", "yes"), places)
	{[row.subject, row._loc.line] | some row in denied(evidence([sshd, block], []))} == {
		["h1/permitrootlogin", 40],
	}
}

optional := {
	"permitemptypasswords",
	"maxauthtries",
	"clientaliveinterval",
	"ciphers",
	"macs",
}

test_settings_that_no_row_tells_are_unknown if {
	given := evidence([object.remove(sshd, optional)], [])
	denied(given) == set()
	{row.msg | some row in unknowns(given)} == {msg |
		some field in optional
		msg := sprintf("h1/%s: the setting is not known", [field])
	}
}

test_an_empty_list_tells_nothing if {
	{row.subject | some row in unknowns(evidence([changed("macs", [])], []))} == {"h1/macs"}
}

test_a_match_block_inherits_what_it_does_not_set if {
	unknowns(evidence([object.remove(sshd, optional), sshd], [])) == set()
}

test_another_host_tells_nothing if {
	other := object.union(object.remove(sshd, ["macs"]), {"host": "h2"})
	{row.subject | some row in unknowns(evidence([sshd, other], []))} == {"h2/macs"}
}

test_what_no_row_tells_is_shown_at_the_first_row if {
	row := object.remove(sshd, ["macs"])
	later := object.union(row, {"_loc": {"file": "sshd_config", "line": 9}})
	{finding._loc.line | some finding in unknowns(evidence([row, later], []))} == {1}
}
