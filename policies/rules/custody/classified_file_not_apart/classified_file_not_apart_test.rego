package rules.custody.classified_file_not_apart_test

import data.rules.custody.classified_file_not_apart

default_params := {"classified_levels": ["secret", "top_secret"], "levels_may_share": true}

file := {
	"file_id": "F-1",
	"customer_id": "c1",
	"status": "active",
	"classification": "secret",
	"store_id": "S1",
	"_loc": {"file": "files.csv", "line": 2},
}

store := {
	"store_id": "S1",
	"kind": "paper_store",
	"dedicated": true,
	"_loc": {"file": "stores.csv", "line": 2},
}

share := object.union(store, {"kind": "file_share"})

bucket := object.union(store, {"kind": "bucket"})

path := {
	"host": "h1",
	"path": "/srv/secret/a",
	"store_id": "S1",
	"classification": "secret",
	"_loc": {"file": "acl", "line": 1},
}

doc(files, stores) := {"evidence": {"customer_files": files, "storage_inventory": stores}}

# Permissions of paths, without files.
acl(stores, paths) := {"evidence": {
	"customer_files": [],
	"storage_inventory": stores,
	"file_acl": paths,
}}

denied_with(given, values) := {finding.msg | some finding in found} if {
	found := classified_file_not_apart.deny with input as given
		with data.params as {"CIC-022b": object.union(default_params, values)}
}

denied(given) := denied_with(given, {})

unjudged(given) := {finding.msg | some finding in found} if {
	found := classified_file_not_apart.unknown with input as given
		with data.params as {"CIC-022b": default_params}
}

applicable(given) if {
	classified_file_not_apart.applicable with input as given
		with data.params as {"CIC-022b": default_params}
}

changed(fields) := denied(doc([object.union(file, fields)], [store]))

# A second file in the same store.
beside(fields) := object.union(file, object.union({"file_id": "F-2"}, fields))

not_dedicated := {"F-1: its store is not a dedicated one"}

mixed := {"F-1: its store also holds files of a lower level"}

sharing := {"h1//srv/secret/a: it shares its directory or bucket with unclassified paths"}

test_files_apart_pass if {
	given := doc([file, beside({"classification": "top_secret"})], [store])
	denied(given) == set()
	unjudged(given) == set()
}

test_store_not_dedicated if {
	every level in ["secret", "top_secret"] {
		row := object.union(file, {"classification": level})
		denied(doc([row], [object.union(store, {"dedicated": false})])) == not_dedicated
		denied(doc([row], [object.remove(store, ["dedicated"])])) == not_dedicated
	}
}

test_store_not_in_the_inventory if {
	denied(doc([file], [object.union(store, {"store_id": "S2"})])) == not_dedicated
}

test_unread_inventory_is_unknown if {
	gaps := {"gaps": {"storage_inventory": [{"reason": "denied"}]}}
	given := object.union(doc([file], []), gaps)
	denied(given) == set()
	unjudged(given) == {concat("", [
		"F-1: its store was not read, so that nobody can tell whether it is a dedicated one",
	])}
	known := object.union(doc([file], [object.remove(store, ["dedicated"])]), gaps)
	denied(known) == not_dedicated
	unjudged(known) == set()
}

test_file_without_store if {
	denied(doc([object.remove(file, ["store_id"])], [store])) == {"F-1: no store is recorded for it"}
}

test_files_without_store_hide_no_other if {
	storeless := object.remove(beside({}), ["store_id"])
	below := object.union(file, {"file_id": "F-3", "classification": "public"})
	every files in [[storeless, file, below], [below, file, storeless]] {
		denied(doc(files, [share])) == mixed | {"F-2: no store is recorded for it"}
		unjudged(doc(files, [share])) == {"S1: no permissions of its paths were collected"}
	}
}

test_files_of_a_lower_level_in_the_store if {
	every level in ["public", "internal", "important"] {
		denied(doc([file, beside({"classification": level})], [store])) == mixed
	}
}

test_lower_files_elsewhere_or_destroyed_do_not_matter if {
	denied(doc([file, beside({"classification": "public", "store_id": "S2"})], [store])) == set()
	denied(doc([file, beside({"classification": "public", "status": "destroyed"})], [store])) == set()
}

test_unknown_classification_is_secret if {
	open := object.remove(store, ["dedicated"])
	denied(doc([object.remove(file, ["classification"])], [open])) == not_dedicated
	denied(doc([object.union(file, {"classification": "odd"})], [open])) == not_dedicated
	denied(doc([file, object.remove(beside({}), ["classification"])], [store])) == set()
}

test_levels_may_be_told_not_to_share if {
	given := doc([file, beside({"classification": "top_secret"})], [store])
	denied_with(given, {"levels_may_share": false}) == {
		"F-1: its store also holds top_secret files",
		"F-2: its store also holds secret files",
	}
	denied_with(doc([file, beside({})], [store]), {"levels_may_share": false}) == set()
}

test_lower_files_are_one_fault_where_levels_may_not_share if {
	given := doc([file, beside({"classification": "public"})], [store])
	denied_with(given, {"levels_may_share": false}) == mixed
}

test_levels_that_are_not_classified_are_lower if {
	given := doc([file, beside({"classification": "top_secret"})], [store])
	denied_with(given, {"classified_levels": ["top_secret"]}) == {concat("", [
		"F-2: its store also holds files of a lower level",
	])}
}

test_files_destroyed_are_no_subject if {
	changed({"status": "destroyed", "store_id": "S9"}) == set()
	not applicable(doc([object.union(file, {"status": "destroyed"})], [store]))
}

test_lower_files_are_no_subject if {
	changed({"classification": "important", "store_id": "S9"}) == set()
	not applicable(doc([object.union(file, {"classification": "important"})], [store]))
}

test_classified_files_are_applicable if {
	applicable(doc([file], []))
}

test_classified_paths_are_applicable if {
	applicable(acl([], [path]))
	not applicable(acl([], [object.remove(path, ["classification"])]))
}

test_paths_apart_pass if {
	denied(acl([share], [
		path,
		object.union(path, {"path": "/srv/secret/b", "classification": "top_secret"}),
		object.union(path, {"path": "/srv/public/c", "classification": "public"}),
	])) == set()
}

test_unclassified_path_in_the_directory if {
	below := object.union(path, {"path": "/srv/secret/b", "classification": "internal"})
	denied(acl([share], [path, below])) == sharing
	denied(acl([share], [path, object.remove(below, ["classification"])])) == sharing
	denied(acl([share], [path, object.remove(below, ["classification", "store_id"])])) == sharing
}

test_unknown_label_of_a_path_is_secret if {
	odd := object.union(path, {"path": "/srv/secret/b", "classification": "odd"})
	denied(acl([share], [path, odd])) == set()
	below := object.union(path, {"path": "/srv/secret/c", "classification": "public"})
	denied(acl([share], [odd, below])) == {concat("", [
		"h1//srv/secret/b: it shares its directory or bucket with unclassified paths",
	])}
}

test_same_directory_of_another_host if {
	below := object.union(path, {"host": "h2", "path": "/srv/secret/b", "classification": "public"})
	denied(acl([share], [path, below])) == set()
	denied(acl([share], [path, object.remove(below, ["host"])])) == set()
}

test_directories_side_by_side_are_apart if {
	folder := object.union(path, {"path": "/srv/secret"})
	other := object.union(path, {"path": "/srv/public", "classification": "public"})
	below := [path, object.union(other, {"path": "/srv/public/a"})]
	denied(acl([share], array.concat(below, [folder, other]))) == set()
	slashes := [
		object.union(folder, {"path": "/srv/secret/"}),
		object.union(other, {"path": "/srv/public/"}),
	]
	denied(acl([share], slashes)) == set()
	modes := [
		object.union(folder, {"mode": "drwx------"}),
		object.union(other, {"mode": "drwxr-xr-x"}),
	]
	denied(acl([share], modes)) == set()
}

test_unclassified_path_below_a_classified_directory if {
	folder := object.union(path, {"path": "/srv/secret"})
	below := object.union(path, {"path": "/srv/secret/b", "classification": "public"})
	denied(acl([share], [folder, below])) == {concat("", [
		"h1//srv/secret: it shares its directory or bucket with unclassified paths",
	])}
}

test_classified_path_in_an_unclassified_directory if {
	folder := object.union(path, {"path": "/srv/secret/", "classification": "public"})
	denied(acl([share], [path, folder])) == sharing
}

test_a_bucket_is_one_directory if {
	below := object.union(path, {"path": "/elsewhere/b", "classification": "public"})
	denied(acl([bucket], [path, below])) == sharing
	denied(acl([bucket], [path, object.union(below, {"path": "/elsewhere/"})])) == sharing
	denied(acl([bucket], [path, object.union(below, {"store_id": "S2"})])) == set()
	denied(acl([share], [path, below])) == set()
}

test_inherited_permissions if {
	fault := "h1//srv/secret/a: it inherits the permissions of a wider place"
	denied(acl([share], [object.union(path, {"inherited": true})])) == {fault}
	denied(acl([share], [object.union(path, {"inherited": false})])) == set()
	below := object.union(path, {"inherited": true, "classification": "public"})
	denied(acl([share], [below])) == set()
}

test_missing_permissions_of_stores_of_paths_are_unknown if {
	every kind in ["file_share", "bucket", "cloud_drive", "device"] {
		electronic := object.union(store, {"kind": kind})
		fault := {"S1: no permissions of its paths were collected"}
		unjudged(doc([file], [electronic])) == fault
		given := object.union(acl([electronic], []), {"evidence": {"customer_files": [file]}})
		unjudged(given) == fault
		unjudged(object.union(given, {"evidence": {"file_acl": [path]}})) == set()
	}
}

test_other_stores_need_no_permissions_of_paths if {
	every kind in ["paper_store", "archive", "server_room", "database", "mailbox"] {
		unjudged(doc([file], [object.union(store, {"kind": kind})])) == set()
	}
}

test_paths_without_store_hide_no_other if {
	storeless := object.union(object.remove(path, ["store_id"]), {"path": "/etc/hosts"})
	every listed in [[storeless, path], [path, storeless]] {
		given := object.union(doc([file], [share]), acl([share], listed))
		unjudged(object.union(given, {"evidence": {"customer_files": [file]}})) == set()
	}
}

test_stores_without_classified_files_need_no_permissions if {
	unjudged(doc([object.union(file, {"classification": "public"})], [share])) == set()
}
