package rules.destruction.retention_settings_test

import data.rules.destruction.retention_settings

params := {"CIC-025d": {
	"retention_days_by_class": {"personal": 1000, "kyc": 2000},
	"grace_days": 30,
	"default_retention_days": 500,
}}

store := {
	"store_id": "S1",
	"kind": "bucket",
	"holds_customer_info": true,
	"data_classes": ["personal"],
	"_loc": {"file": "stores.csv", "line": 2},
}

bucket := {
	"bucket": "b1",
	"store_id": "S1",
	"lifecycle_expire_days": 1000,
	"_loc": {"file": "buckets.json"},
	"_locs": {"lifecycle_expire_days": {"file": "buckets.json", "line": 9}},
}

hit := {
	"finding_id": "H-1",
	"data_class": "personal",
	"retention_until": "2026-03-01",
	"_loc": {"file": "hits.csv", "line": 2},
}

doc(stores, buckets, hits) := {
	"now": "2026-03-31T23:59:59+08:00",
	"evidence": {
		"storage_inventory": stores,
		"object_store_config": buckets,
		"dlp_scan": hits,
	},
}

found(given) := result if {
	result := retention_settings.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := retention_settings.unknown with input as given with data.params as params
}

applies(given) := result if {
	result := retention_settings.applicable with input as given with data.params as params
}

# The messages on the bucket when it deletes after so many days, in a store of these classes.
after(days, classes) := denied(doc(
	[object.union(store, {"data_classes": classes})],
	[object.union(bucket, {"lifecycle_expire_days": days})],
	[],
))

late(days, kept) := {sprintf(
	concat("", [
		"b1/lifecycle_expire_days: objects are deleted after %v days, ",
		"later than %v days of retention and 30 of grace",
	]),
	[days, kept],
)}

early(days, kept) := {sprintf(
	concat("", [
		"b1/lifecycle_expire_days: objects are deleted after %v days, ",
		"before the end of %v days of retention",
	]),
	[days, kept],
)}

unset := {"b1/lifecycle_expire_days: it is not set to delete objects at any age"}

test_deleted_between_the_end_of_retention_and_of_grace_passes if {
	given := doc([store], [bucket], [hit])
	denied(given) == set()
	unjudged(given) == set()
	after(1030, ["personal"]) == set()
}

test_deleted_too_late if {
	found(doc([store], [object.union(bucket, {"lifecycle_expire_days": 1031})], [])) == {{
		"msg": concat("", [
			"b1/lifecycle_expire_days: objects are deleted after 1031 days, ",
			"later than 1000 days of retention and 30 of grace",
		]),
		"msg_zh": "b1/lifecycle_expire_days:对象在1031天后删除,晚于保存期1000天加宽限30天",
		"subject": "b1/lifecycle_expire_days",
		"_loc": {"file": "buckets.json", "line": 9},
	}}
}

test_deleted_too_early if {
	after(999, ["personal"]) == early(999, 1000)
}

test_longest_period_of_the_classes_counts if {
	after(2000, ["personal", "kyc", "other"]) == set()
	after(1030, ["personal", "kyc"]) == early(1030, 2000)
	after(2031, ["kyc", "personal"]) == late(2031, 2000)
}

test_period_where_no_class_is_listed if {
	after(530, ["other"]) == set()
	after(531, ["other"]) == late(531, 500)
	after(499, []) == early(499, 500)
	plain := object.remove(store, ["data_classes"])
	given := doc([plain], [object.union(bucket, {"lifecycle_expire_days": 531})], [])
	denied(given) == late(531, 500)
}

test_not_set_to_delete if {
	denied(doc([store], [object.remove(bucket, ["lifecycle_expire_days"])], [])) == unset
}

test_buckets_without_customer_information_are_no_subject if {
	given := doc(
		[object.union(store, {"holds_customer_info": false})],
		[object.remove(bucket, ["lifecycle_expire_days"])],
		[],
	)
	denied(given) == set()
	unjudged(given) == set()
	applies(given) == false
}

test_bucket_that_may_hold_customer_information_is_unknown if {
	fault := {"b1: the inventory does not tell whether it holds customer information"}
	every stores in [[], [object.remove(store, ["holds_customer_info"])]] {
		given := doc(stores, [bucket], [])
		denied(given) == set()
		unjudged(given) == fault
		applies(given)
	}
	archive := object.union(store, {"kind": "archive"})
	unjudged(doc([archive], [object.remove(bucket, ["store_id"])], [])) == fault
}

test_bucket_whose_settings_were_not_collected_is_unknown if {
	fault := {"S1: the settings of the bucket were not collected"}
	unjudged(doc([object.remove(store, ["holds_customer_info"])], [], [])) == fault
	undelivered := {"evidence": {"storage_inventory": [store], "dlp_scan": []}}
	every given in [doc([store], [], []), undelivered] {
		denied(given) == set()
		unjudged(given) == fault
		applies(given)
	}
	other := object.union(bucket, {"bucket": "b2", "store_id": "S2", "lifecycle_expire_days": 1})
	second := object.union(store, {"store_id": "S2", "holds_customer_info": false})
	unjudged(doc([store, second], [other], [])) == fault
}

test_stores_of_other_kinds_need_no_bucket if {
	given := doc([object.union(store, {"kind": "database"})], [], [])
	unjudged(given) == set()
	applies(given) == false
	public := doc([object.union(store, {"holds_customer_info": false})], [], [])
	unjudged(public) == set()
	applies(public) == false
}

test_settings_of_any_store_count if {
	given := doc(
		[object.union(store, {"kind": "cloud_drive"})],
		[object.remove(bucket, ["lifecycle_expire_days"])],
		[],
	)
	denied(given) == unset
	applies(given)
}

test_data_beyond_its_retention if {
	given := doc([], [], [object.union(hit, {"retention_until": "2026-02-28"})])
	found(given) == {{
		"msg": "H-1: data is still there more than 30 days after the end of its retention",
		"msg_zh": "H-1:保存期满30天后数据仍在",
		"subject": "H-1",
		"_loc": {"file": "hits.csv", "line": 2},
	}}
	applies(given)
}

test_data_becomes_late_at_midnight if {
	given := object.union(doc([], [], [hit]), {"now": "2026-04-01T00:00:00+08:00"})
	count(denied(given)) == 1
}

test_data_of_unknown_retention_is_unknown if {
	row := object.remove(hit, ["retention_until"])
	given := doc([], [], [row])
	denied(given) == set()
	unjudged(given) == {"H-1: the end of the retention of its data is unknown"}
	unjudged(doc([], [], [object.union(row, {"data_class": "none"})])) == set()
}

test_nothing_to_judge if {
	applies(doc([], [], [])) == false
	applies(doc([], [], [hit]))
	applies(doc([store], [bucket], []))
}
