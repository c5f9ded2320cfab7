package rules.file_access.open_file_permissions_test

import data.rules.file_access.open_file_permissions

params := {"CIC-017c": {
	"forbidden_principals": ["everyone", "authenticated_users", "domain_users", "other", "*"],
	"allowed_groups": ["customer_service", "customer_records_admins"],
	"allowed_users": ["root"],
}}

path := {
	"host": "files-1",
	"path": "/srv/customers",
	"content": "customer_information",
	"owner": "archive",
	"group": "customer_service",
	"mode": "0750",
	"_loc": {"file": "files-1/acl", "line": 3},
}

bucket := {
	"bucket": "scans",
	"store_id": "S-1",
	"public_access": false,
	"_loc": {"file": "buckets.json", "line": 4},
}

store := {
	"store_id": "S-1",
	"kind": "bucket",
	"holds_customer_info": true,
	"_loc": {"file": "stores.csv", "line": 2},
}

given(paths, buckets, stores) := {"evidence": {
	"file_acl": paths,
	"object_store_config": buckets,
	"storage_inventory": stores,
}}

found(input_value) := {finding.msg | some finding in all} if {
	all := open_file_permissions.deny with input as input_value with data.params as params
}

doubts(input_value) := {finding.msg | some finding in all} if {
	all := open_file_permissions.unknown with input as input_value with data.params as params
}

applies(input_value) if {
	open_file_permissions.applicable with input as input_value with data.params as params
}

changed(patch) := found(given([object.union(path, patch)], [], []))

doubted(row) := doubts(given([row], [], []))

# The messages on a path with one entry.
entered(entry) := changed({"entries": [entry]})

test_closed_path if {
	changed({}) == set()
	doubted(path) == set()
}

test_mode_for_others if {
	every mode in ["0751", "0754", "0757", "752"] {
		changed({"mode": mode}) == {sprintf(
			"files-1//srv/customers/mode: mode %s grants rights to others",
			[mode],
		)}
	}
}

test_modes_that_are_closed if {
	every mode in ["0750", "750", "2770", "700", "0", "100640", "drwxr-x---", "-rw-------."] {
		changed({"mode": mode}) == set()
		doubted(object.union(path, {"mode": mode})) == set()
	}
}

test_short_mode if {
	changed({"mode": "5"}) == {"files-1//srv/customers/mode: mode 5 grants rights to others"}
	changed({"mode": "70"}) == set()
	changed({"mode": "70", "group": "sales"}) == {concat("", [
		"files-1//srv/customers/mode: ",
		"mode 70 grants rights to the group sales",
	])}
}

test_symbolic_mode if {
	every mode in ["drwxr-xr-x", "rwxr-x--x", "-rw-rw--w-", "-rw-r--r--+", "drwxrwx--t"] {
		count(changed({"mode": mode})) == 1
	}
	changed({"mode": "drwxr-s---", "group": "sales"}) == {concat("", [
		"files-1//srv/customers/mode: ",
		"mode drwxr-s--- grants rights to the group sales",
	])}
	changed({"mode": "drwx--S--T", "group": "sales"}) == set()
}

test_mode_for_the_group if {
	changed({"group": "customer_records_admins"}) == set()
	message := {"files-1//srv/customers/mode: mode 0750 grants rights to the group sales"}
	changed({"group": "sales"}) == message
	changed({"group": "sales", "mode": "0700"}) == set()
	found(given([object.remove(path, ["group"])], [], [])) == {concat("", [
		"files-1//srv/customers/mode: ",
		"mode 0750 grants rights to the group ?",
	])}
}

test_mode_for_both_is_one_finding if {
	changed({"group": "sales", "mode": "0755"}) == {concat("", [
		"files-1//srv/customers/mode: mode 0755 grants rights to others; ",
		"mode 0755 grants rights to the group sales",
	])}
}

test_mode_that_is_not_readable if {
	message := {concat("", [
		"files-1//srv/customers/mode: ",
		"its permissions are not recorded or not readable",
	])}
	every mode in ["0890", "rwx", "closed", "rwxr-x---x"] {
		doubted(object.union(path, {"mode": mode})) == message
	}
	doubted(object.remove(path, ["mode"])) == message
	doubted(object.union(object.remove(path, ["mode"]), {"entries": []})) == message
}

test_entries_without_a_mode if {
	row := object.union(object.remove(path, ["mode"]), {"entries": [entry("group", "sales")]})
	doubted(row) == set()
	found(given([row], [], [])) == {"files-1//srv/customers/entries: group:sales has rights"}
}

entry(type, name) := {"type": type, "principal": name, "permissions": "r-x"}

test_group_entries if {
	entered(entry("group", "sales")) == {"files-1//srv/customers/entries: group:sales has rights"}
	entered(entry("group", "customer_service")) == set()
	entered(entry("group", "root")) == {"files-1//srv/customers/entries: group:root has rights"}
	entered(entry("default:group", "sales")) == {concat("", [
		"files-1//srv/customers/entries: ",
		"group:sales has rights",
	])}
}

test_user_entries if {
	entered(entry("user", "li")) == {"files-1//srv/customers/entries: user:li has rights"}
	entered(entry("user", "root")) == set()
	entered(entry("user", "customer_service")) == {concat("", [
		"files-1//srv/customers/entries: ",
		"user:customer_service has rights",
	])}
}

test_forbidden_principals if {
	every name in [
		"everyone",
		"Everyone",
		"NT AUTHORITY\\Authenticated Users",
		"BANK\\Domain Users",
		"*",
	] {
		count(entered(entry("group", name))) == 1
		count(entered(entry("other", name))) == 1
	}
	entered(entry("other", "other")) == {"files-1//srv/customers/entries: other:other has rights"}
}

test_a_forbidden_principal_is_not_allowed_by_another_list if {
	settings := {"CIC-017c": object.union(params["CIC-017c"], {"allowed_groups": ["everyone"]})}
	row := object.union(path, {"mode": "0700", "entries": [entry("group", "everyone")]})
	all := open_file_permissions.deny with input as given([row], [], []) with data.params as settings
	count(all) == 1
}

test_entries_without_a_name if {
	entered(entry("user", "")) == set()
	entered(entry("group", "")) == set()
	changed({"mode": "0700", "group": "sales", "entries": [entry("group", "")]}) == {concat("", [
		"files-1//srv/customers/entries: ",
		"group:sales has rights",
	])}
	entered({"type": "other", "permissions": "r--"}) == {concat("", [
		"files-1//srv/customers/entries: ",
		"other:? has rights",
	])}
}

test_entries_of_unknown_type if {
	entered({"principal": "li"}) == {"files-1//srv/customers/entries: any:li has rights"}
	entered({"principal": "root"}) == set()
	entered({"principal": "customer_service"}) == set()
	entered({}) == {"files-1//srv/customers/entries: any:? has rights"}
}

test_entries_that_grant_nothing if {
	every permissions in ["", "---", "none", []] {
		entered(object.union(entry("user", "li"), {"permissions": permissions})) == set()
	}
	entered(entry("mask", "")) == set()
	entered(entry("mask", "everyone")) == set()
	count(entered({"type": "user", "principal": "li", "permissions": ["r"]})) == 1
}

test_inherited_entries_count if {
	row := {"inherited": true, "entries": [entry("user", "li")]}
	changed(row) == {"files-1//srv/customers/entries: user:li has rights"}
}

test_finding_stands_at_its_field if {
	locs := {"mode": {"file": "a", "line": 5}, "entries": {"file": "a", "line": 6}}
	row := object.union(path, {"mode": "0755", "entries": [entry("user", "li")], "_locs": locs})
	all := open_file_permissions.deny with input as given([row], [], []) with data.params as params
	{[finding.subject, finding._loc.line] | some finding in all} == {
		["files-1//srv/customers/mode", 5],
		["files-1//srv/customers/entries", 6],
	}
}

open_path := object.union(object.remove(path, ["content"]), {"mode": "0755"})

test_path_of_a_store_with_customer_information if {
	row := object.union(open_path, {"store_id": "S-1"})
	count(found(given([row], [], [object.union(store, {"kind": "file_share"})]))) == 1
	found(given([object.union(row, {"store_id": "S-2"})], [bucket], [store])) == set()
}

test_paths_with_other_content_are_not_applicable if {
	row := object.union(open_path, {"content": "other"})
	empty := object.union(store, {"holds_customer_info": false, "kind": "file_share"})
	found(given([row, open_path], [], [])) == set()
	doubts(given([row, open_path], [], [])) == set()
	doubts(given([object.remove(row, ["mode"])], [], [])) == set()
	not applies(given([row, open_path], [], []))
	tagged := object.union(row, {"store_id": "S-1"})
	found(given([tagged], [], [empty])) == set()
	doubts(given([tagged], [], [empty])) == set()
	not applies(given([tagged], [], [empty]))
}

test_store_of_which_nothing_is_said if {
	row := object.union(open_path, {"store_id": "S-1"})
	unmarked := object.union(object.remove(store, ["holds_customer_info"]), {"kind": "file_share"})
	input_value := given([row], [], [unmarked])
	found(input_value) == set()
	doubts(input_value) == {"files-1//srv/customers/mode: mode 0755 grants rights to others"}
	applies(input_value)
	tagged := object.union(row, {"content": "customer_information"})
	count(found(given([tagged], [], [unmarked]))) == 1
}

test_public_bucket if {
	row := object.union(bucket, {"public_access": true})
	found(given([], [row], [store])) == {"scans/public_access: the bucket is open to the public"}
	found(given([], [bucket], [store])) == set()
	doubts(given([], [bucket], [store])) == set()
	other := object.union(store, {"holds_customer_info": false})
	found(given([], [row], [other])) == set()
	doubts(given([], [row], [other])) == set()
}

test_bucket_without_a_store_goes_by_its_name if {
	row := object.union(object.remove(bucket, ["store_id"]), {"public_access": true})
	named := object.union(store, {"store_id": "scans"})
	count(found(given([], [row], [named]))) == 1
	found(given([], [row], [store])) == set()
}

test_public_bucket_of_a_store_of_which_nothing_is_said if {
	row := object.union(bucket, {"public_access": true})
	unmarked := object.remove(store, ["holds_customer_info"])
	found(given([], [row], [unmarked])) == set()
	doubts(given([], [row], [unmarked])) == {concat("", [
		"scans/public_access: ",
		"the bucket is open to the public",
	])}
	doubts(given([], [bucket], [unmarked])) == set()
	found(given([], [row], [unmarked, store])) != set()
	doubts(given([], [row], [unmarked, store])) == set()
}

missing := {"S-1: no permissions of this store were collected"}

test_bucket_without_settings if {
	doubts(given([path], [], [store])) == missing
	doubts({"evidence": {"file_acl": [path], "storage_inventory": [store]}}) == missing
	doubts(given([object.union(path, {"store_id": "S-1"})], [], [store])) == missing
	doubts(given([path], [], [object.union(store, {"holds_customer_info": false})])) == set()
}

test_share_without_paths if {
	share := object.union(store, {"kind": "file_share"})
	doubts(given([path], [bucket], [share])) == missing
	doubts(given([object.union(path, {"store_id": "S-1"})], [], [share])) == set()
	doubts(given([path], [], [object.union(store, {"kind": "paper_store"})])) == set()
}

test_applicable if {
	applies(given([path], [], []))
	applies(given([], [bucket], [store]))
	applies(given([], [], [object.union(store, {"kind": "file_share"})]))
	not applies(given([], [], [object.union(store, {"kind": "paper_store"})]))
	not applies(given([], [], [object.union(store, {"holds_customer_info": false})]))
	not applies(given([], [], []))
}

test_bits_of_the_group_and_of_others_are_kept_apart if {
	every mode in ["0704", "-rw----r--"] {
		changed({"group": "sales", "mode": mode}) == {sprintf(
			"files-1//srv/customers/mode: mode %s grants rights to others",
			[mode],
		)}
	}
	every mode in ["0740", "-rw-r-----"] {
		changed({"group": "sales", "mode": mode}) == {sprintf(
			"files-1//srv/customers/mode: mode %s grants rights to the group sales",
			[mode],
		)}
	}
}

test_path_of_a_store_that_is_not_in_the_inventory if {
	row := object.union(object.remove(path, ["content"]), {"store_id": "S-9", "mode": "0777"})
	input_value := given([row], [], [store])
	found(input_value) == set()
	"files-1//srv/customers/mode: mode 0777 grants rights to others" in doubts(input_value)
	applies(given([row], [], []))
	labelled := given([object.union(row, {"content": "other"})], [], [])
	doubts(labelled) == set()
	not applies(labelled)
}

test_public_bucket_of_a_store_that_is_not_in_the_inventory if {
	open := object.union(bucket, {"store_id": "S-9", "public_access": true})
	found(given([], [open], [])) == set()
	doubts(given([], [open], [])) == {"scans/public_access: the bucket is open to the public"}
	applies(given([], [open], []))
	not applies(given([], [object.union(open, {"public_access": false})], []))
}
