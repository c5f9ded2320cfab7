package rules.systems.unencrypted_store_test

import data.rules.systems.unencrypted_store

store := {
	"store_id": "D1",
	"kind": "bucket",
	"holds_customer_info": true,
	"encrypted": true,
	"_loc": {"file": "stores.csv", "line": 2},
}

bucket := {
	"bucket": "b1",
	"store_id": "D1",
	"encryption": "sse",
	"_loc": {"file": "buckets.json"},
	"_locs": {"encryption": {"file": "buckets.json", "line": 7}},
}

paper := {
	"store_id": "P1",
	"kind": "paper_store",
	"holds_customer_info": true,
	"physical_lock": true,
	"_loc": {"file": "stores.csv", "line": 3},
}

doc(stores, buckets) := {"evidence": {
	"storage_inventory": stores,
	"object_store_config": buckets,
}}

found(given) := result if {
	result := unencrypted_store.deny with input as given
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := unencrypted_store.unknown with input as given
}

applies(given) := result if {
	result := unencrypted_store.applicable with input as given
}

clear := object.union(bucket, {"encryption": "none"})

test_encrypted_and_locked_stores_pass if {
	given := doc([store, paper], [bucket])
	found(given) == set()
	doubts(given) == set()
	every kind in ["sse", "kms", "client_side"] {
		denied(doc([store], [object.union(bucket, {"encryption": kind})])) == set()
	}
}

test_store_in_the_clear if {
	found(doc([object.union(store, {"encrypted": false})], [bucket])) == {{
		"msg": "D1: the store is not encrypted",
		"msg_zh": "D1:该存储未加密",
		"subject": "D1",
		"_loc": {"file": "stores.csv", "line": 2},
	}}
	every kind in ["bucket", "database", "server_room", "device"] {
		row := object.remove(object.union(store, {"kind": kind, "physical_lock": true}), ["encrypted"])
		denied(doc([row], [bucket])) == {"D1: the store is not encrypted"}
	}
}

test_bucket_in_the_clear if {
	found(doc([store], [clear])) == {{
		"msg": "b1/encryption: the bucket is not encrypted",
		"msg_zh": "b1/encryption:存储桶未加密",
		"subject": "b1/encryption",
		"_loc": {"file": "buckets.json", "line": 7},
	}}
	doubts(doc([store], [clear])) == set()
	denied(doc([store], [object.remove(bucket, ["encryption"])])) == {
		"b1/encryption: the bucket is not encrypted",
	}
}

test_unlocked_paper if {
	denied(doc([object.union(paper, {"physical_lock": false})], [])) == {
		"P1: the store is not locked",
	}
	archive := object.union(paper, {"kind": "archive", "encrypted": true})
	denied(doc([object.remove(archive, ["physical_lock"])], [])) == {"P1: the store is not locked"}
}

test_store_that_may_hold_customer_information_is_unknown if {
	row := object.remove(object.union(store, {"encrypted": false}), ["holds_customer_info"])
	given := doc([row, object.remove(paper, ["holds_customer_info"])], [clear])
	denied(given) == set()
	doubts(given) == {
		"D1: the store is not encrypted",
		"b1/encryption: the bucket is not encrypted",
	}
	applies(given)
}

test_other_stores_are_no_subject if {
	row := object.union(store, {"holds_customer_info": false, "encrypted": false})
	given := doc([row], [clear])
	denied(given) == set()
	doubts(given) == set()
	applies(given) == false
	doubts(doc([row], [])) == set()
}

test_bucket_without_settings_is_unknown if {
	doubts(doc([object.union(store, {"kind": "database"})], [])) == set()
	fault := {"D1: the settings of the bucket were not collected"}
	every given in [doc([store], []), {"evidence": {"storage_inventory": [store]}}] {
		denied(given) == set()
		doubts(given) == fault
	}
}

test_bucket_of_an_unlisted_store_is_unknown if {
	given := doc([], [clear])
	denied(given) == set()
	doubts(given) == {concat("", [
		"b1/encryption: the bucket is not encrypted, ",
		"and the inventory does not tell what it holds",
	])}
	applies(given)
	count(doubts(doc([paper], [object.remove(clear, ["store_id"])]))) == 1
	doubts(doc([], [bucket])) == set()
	applies(doc([], [bucket])) == false
}

test_applicable if {
	applies(doc([store], []))
	applies(doc([], [])) == false
}
