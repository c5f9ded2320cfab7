package rules.identification.unprotected_identity_records_test

import data.rules.identification.unprotected_identity_records

params := {"KYC-303b": {"require_object_lock": true, "max_integrity_age_days": 7}}

store := {
	"store_id": "S1",
	"kind": "bucket",
	"data_classes": ["kyc"],
	"access_controlled": true,
	"encrypted": true,
	"_loc": {"file": "stores.csv", "line": 2},
}

bucket := {
	"bucket": "b1",
	"store_id": "S1",
	"public_access": false,
	"versioning": true,
	"object_lock": true,
	"_loc": {"file": "buckets.json", "line": 2},
}

watch := {
	"host": "h1",
	"path": "/kyc",
	"store_id": "S1",
	"last_checked_at": "2026-03-03T09:00:00+08:00",
	"mismatches": 0,
	"_loc": {"file": "integrity.csv", "line": 2},
}

document := {
	"doc_id": "D1",
	"sha256": "aa",
	"sha256_actual": "AA",
	"readable": true,
	"_loc": {"file": "documents.csv", "line": 2},
}

doc(patch) := {"now": "2026-03-10T09:00:00+08:00", "evidence": object.union(
	{
		"storage_inventory": [store],
		"object_store_config": [bucket],
		"integrity_monitoring": [watch],
		"kyc_documents": [document],
	},
	patch,
)}

left_out(kind) := {
	"now": doc({}).now,
	"evidence": object.remove(doc({}).evidence, [kind]),
}

denied(given) := {finding.msg | some finding in result} if {
	result := unprotected_identity_records.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unprotected_identity_records.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

of_store(patch) := denied(doc({"storage_inventory": [object.union(store, patch)]}))

of_bucket(patch) := denied(doc({"object_store_config": [object.union(bucket, patch)]}))

of_watch(patch) := denied(doc({"integrity_monitoring": [object.union(watch, patch)]}))

of_document(patch) := denied(doc({"kyc_documents": [object.union(document, patch)]}))

test_safe_records_pass if {
	denied(doc({})) == set()
	unjudged(doc({})) == set()
}

test_store_safeguards if {
	open := "S1: access to the store is not controlled"
	of_store({"access_controlled": false}) == {open}
	denied(doc({"storage_inventory": [object.remove(store, ["access_controlled"])]})) == {open}
	of_store({"encrypted": false}) == {"S1: the store is not encrypted"}
	denied(doc({"storage_inventory": [object.remove(store, ["encrypted"])]})) == {
		"S1: the store is not encrypted",
	}
}

test_paper_is_locked_up if {
	every kind in ["paper_store", "archive"] {
		of_store({"kind": kind, "encrypted": false, "physical_lock": true}) == set()
		of_store({"kind": kind}) == {"S1: the store is not locked"}
		paper := object.union(store, {"kind": kind, "physical_lock": true})
		denied(doc({"storage_inventory": [paper], "integrity_monitoring": []})) == set()
		old := object.union(watch, {"last_checked_at": "2020-01-01"})
		denied(doc({"storage_inventory": [paper], "integrity_monitoring": [old]})) == set()
	}
}

applies(given) if {
	unprotected_identity_records.applicable with input as given with data.params as params
}

test_which_stores_are_concerned if {
	of_store({"data_classes": ["personal"], "encrypted": false}) == set()
	unclassed := {"data_classes": [], "encrypted": false}
	of_store(object.union(unclassed, {"holds_customer_info": true})) == {
		"S1: the store is not encrypted",
	}
	of_store(object.union(unclassed, {"holds_customer_info": false})) == set()
	of_store(unclassed) == set()
	bare := object.remove(store, ["data_classes"])
	unjudged(doc({"storage_inventory": [bare]})) == {
		"S1: whether the store holds customer information is not recorded",
	}
	none := doc({"storage_inventory": [object.union(store, {"data_classes": ["none"]})]})
	unjudged(none) == set()
	applies(none)
	empty := {"kyc_documents": []}
	applies(doc(empty))
	applies(doc(object.union(empty, {"storage_inventory": [bare]})))
	not applies(doc(object.union(empty, {"storage_inventory": []})))
}

test_bucket_settings if {
	of_bucket({"public_access": true}) == {"b1/public_access: the bucket is open to the public"}
	of_bucket({"versioning": false}) == {
		"b1/versioning: the bucket does not keep older versions",
	}
	of_bucket({"object_lock": false}) == {"b1/object_lock: the bucket does not lock its objects"}
	bare := object.remove(bucket, ["object_lock", "versioning"])
	count(denied(doc({"object_store_config": [bare]}))) == 2
	of_bucket({"store_id": "S9", "object_lock": false}) == set()
	named := object.remove(object.union(bucket, {"bucket": "S1", "object_lock": false}), ["store_id"])
	denied(doc({"object_store_config": [named]})) == {
		"S1/object_lock: the bucket does not lock its objects",
	}
}

test_lock_may_be_left_out if {
	given := doc({"object_store_config": [object.remove(bucket, ["object_lock"])]})
	result := unprotected_identity_records.deny with input as given
		with data.params as {"KYC-303b": object.union(
			params["KYC-303b"],
			{"require_object_lock": false},
		)}
	result == set()
}

test_bucket_without_settings_is_unknown if {
	fault := {"S1: the settings of the bucket were not collected"}
	unjudged(doc({"object_store_config": []})) == fault
	unjudged(left_out("object_store_config")) == fault
	database := object.union(store, {"kind": "database"})
	unjudged(doc({"object_store_config": [], "storage_inventory": [database]})) == set()
}

test_integrity_checks if {
	of_watch({"last_checked_at": "2026-03-03T08:59:59+08:00"}) == {concat("", [
		"h1//kyc: the last integrity check was at 2026-03-03T08:59:59+08:00, ",
		"more than 7 days ago",
	])}
	of_watch({"mismatches": 2}) == {"h1//kyc: 2 deviations are not explained"}
	of_watch({"mismatches": 2, "explained": true}) == set()
	unjudged(doc({"integrity_monitoring": [object.remove(watch, ["mismatches"])]})) == {
		"h1//kyc: the number of deviations is missing",
	}
}

test_store_that_is_not_watched if {
	fault := {"S1: no integrity check of the store is recorded"}
	denied(doc({"integrity_monitoring": []})) == fault
	of_watch({"store_id": "S2", "mismatches": 2}) == fault
	unread := object.union(
		doc({"integrity_monitoring": []}),
		{"gaps": {"integrity_monitoring": [{"reason": "denied"}]}},
	)
	denied(unread) == set()
	unjudged(unread) == fault
}

test_changed_documents if {
	of_document({"sha256_actual": "bb"}) == {
		"D1: the document differs from the one that was filed",
	}
	denied(doc({"kyc_documents": [object.remove(document, ["sha256_actual"])]})) == set()
	bare := doc({"kyc_documents": [object.remove(document, ["sha256"])]})
	denied(bare) == set()
	unjudged(bare) == {"D1: the digest of the document as it was filed is missing"}
}

test_unreadable_documents if {
	fault := {"D1: the document cannot be read before the end of its retention period"}
	of_document({"readable": false, "retention_until": "2026-03-10"}) == fault
	of_document({"readable": false, "retention_until": "2026-03-09"}) == set()
	of_document({"readable": false}) == fault
	denied(doc({"kyc_documents": [object.remove(document, ["readable"])]})) == fault
}

test_documents_may_be_left_out if {
	given := left_out("kyc_documents")
	denied(given) == set()
	unjudged(given) == set()
	applies(given)
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc({"integrity_monitoring": []})) == set()

test_classes_tell_before_the_flag if {
	of_store({
		"data_classes": ["personal"],
		"holds_customer_info": true,
		"encrypted": false,
	}) == set()
	every flag in [true, false] {
		told := object.union(store, {"data_classes": [], "holds_customer_info": flag})
		unjudged(doc({"storage_inventory": [told]})) == set()
	}
}

test_one_deviation_is_enough if {
	of_watch({"mismatches": 1}) == {"h1//kyc: 1 deviations are not explained"}
}

test_documents_without_digests if {
	bare := object.remove(document, ["sha256", "sha256_actual"])
	unjudged(doc({"kyc_documents": [bare]})) == set()
}
