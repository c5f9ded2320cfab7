package rules.custody.storage_environment_test

import data.rules.custody.storage_environment

params := {"CIC-016": {
	"max_check_interval_days": 31,
	"humidity_range_pct": [45, 60],
	"temperature_range_c": [14, 24],
	"max_excursion_hours": 24,
	"store_kinds": ["paper_store", "archive"],
}}

store := {
	"store_id": "S1",
	"kind": "paper_store",
	"holds_customer_info": true,
	"_loc": {"file": "stores.csv", "line": 2},
}

inspection(day) := {
	"inspection_id": day,
	"kind": "environment",
	"store_id": "S1",
	"performed_at": day,
	"_loc": {"file": "inspections.csv", "line": 2},
}

# 31 days apart, and 31 days before now.
inspected := [inspection("2026-03-01T09:00:00+08:00"), inspection("2026-01-29")]

now := "2026-04-01T12:00:00+08:00"

reading(day, hour, values) := object.union(values, {
	"store_id": "S1",
	"at": sprintf("2026-03-%02dT%02d:00:00+08:00", [day, hour]),
	"_loc": {"file": "readings.csv", "line": day},
})

good := {"humidity_pct": 50, "temperature_c": 20}

doc(stores, inspections) := {
	"now": now,
	"evidence": {"storage_inventory": stores, "inspection_register": inspections},
}

# Half-day readings from the 29th to the 31st, where some may be others.
metered(values) := object.union(doc([store], inspected), {"evidence": {"environment_readings": [
reading(day, hour, at_hour(values, day, hour)) |
	some day in [29, 30, 31]
	some hour in [0, 12]
]}})

# No object.get: it would take the pair for a path.
at_hour(values, day, hour) := values[[day, hour]]

at_hour(values, day, hour) := good if not values[[day, hour]]

found(given) := result if {
	result := storage_environment.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := storage_environment.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unread(given, kind) := object.union(given, {"gaps": {kind: [{"reason": "denied"}]}})

applies(given) := result if {
	result := storage_environment.applicable with input as given with data.params as params
}

never := {"S1: its environment was never inspected"}

test_inspected_exactly_on_the_limit_passes if {
	given := doc([store], inspected)
	denied(given) == set()
	unjudged(given) == set()
	applies(given)
}

test_now_a_day_past_the_limit if {
	given := object.union(doc([store], inspected), {"now": "2026-04-02T00:00:00+08:00"})
	found(given) == {{
		"msg": concat("", [
			"S1: its environment was not inspected for 32 days ",
			"from 2026-03-01 to 2026-04-02, more than 31",
		]),
		"msg_zh": "S1:2026-03-01至2026-04-02共32天未检查保管环境,超过31天",
		"subject": "S1",
		"_loc": {"file": "stores.csv", "line": 2},
	}}
}

test_inspections_too_far_apart if {
	denied(doc([store], [inspected[0], inspection("2026-01-28")])) == {concat("", [
		"S1: its environment was not inspected for 32 days ",
		"from 2026-01-28 to 2026-03-01, more than 31",
	])}
}

test_never_inspected if {
	denied(doc([store], [])) == never
	denied(doc([store], [object.union(inspected[0], {"kind": "full_custody"})])) == never
	denied(doc([store], [object.union(inspected[0], {"store_id": "S9"})])) == never
	denied(doc([store], [inspection("2026-04-02")])) == never
}

test_stores_of_other_kinds_are_no_subject if {
	given := doc([object.union(store, {"kind": "database"})], [])
	denied(given) == set()
	applies(given) == false
	bucket := object.union(store, {"kind": "bucket"})
	bare := doc([object.remove(bucket, ["holds_customer_info"])], [])
	unjudged(bare) == set()
	applies(bare) == false
}

test_stores_without_customer_information_are_no_subject if {
	given := doc([object.union(store, {"holds_customer_info": false, "kind": "archive"})], [])
	denied(given) == set()
	unjudged(given) == set()
	applies(given) == false
}

test_store_that_may_hold_customer_information_is_unknown if {
	given := doc([object.remove(store, ["holds_customer_info"])], [])
	denied(given) == set()
	unjudged(given) == {"S1: it is not recorded whether it holds customer information"}
	applies(given)
}

test_unread_inspections_leave_gaps_unknown if {
	given := unread(doc([store], []), "inspection_register")
	denied(given) == set()
	unjudged(given) == never
}

test_readings_inside_the_ranges_pass if {
	denied(metered({})) == set()
	unjudged(metered({})) == set()
	every edge in [
		{"humidity_pct": 45, "temperature_c": 14},
		{"humidity_pct": 60, "temperature_c": 24},
	] {
		denied(metered({[day, hour]: edge | some day in [29, 30, 31]; some hour in [0, 12]})) == set()
	}
}

test_excursion_longer_than_the_limit if {
	wet := object.union(good, {"humidity_pct": 60.5})
	values := {[29, 0]: wet, [29, 12]: wet, [30, 0]: wet}
	denied(metered(values)) == set()
	found(metered(object.union(values, {[30, 12]: wet}))) == {{
		"msg": concat("", [
			"S1: humidity was outside 45 to 60 from 2026-03-29T00:00:00+08:00 ",
			"to 2026-03-30T12:00:00+08:00, longer than 24 h",
		]),
		"msg_zh": concat("", [
			"S1:湿度超出45至60,自2026-03-29T00:00:00+08:00",
			"至2026-03-30T12:00:00+08:00,超过24小时",
		]),
		"subject": "S1",
		"_loc": {"file": "stores.csv", "line": 2},
	}}
}

test_excursion_on_both_sides_of_the_range if {
	cold := object.union(good, {"temperature_c": 13.9})
	hot := object.union(good, {"temperature_c": 24.1})
	values := {[30, 0]: cold, [30, 12]: hot, [31, 0]: cold, [31, 12]: hot}
	denied(metered(values)) == {concat("", [
		"S1: temperature was outside 14 to 24 from 2026-03-30T00:00:00+08:00 ",
		"to 2026-03-31T12:00:00+08:00, longer than 24 h",
	])}
}

test_dry_air_counts if {
	dry := object.union(good, {"humidity_pct": 44})
	values := {[29, 0]: dry, [29, 12]: dry, [30, 0]: dry, [30, 12]: dry}
	count(denied(metered(values))) == 1
}

test_excursions_with_a_good_reading_between_are_two if {
	wet := object.union(good, {"humidity_pct": 80})
	values := {[29, 0]: wet, [29, 12]: wet, [30, 12]: wet, [31, 0]: wet, [31, 12]: wet}
	denied(metered(values)) == set()
}

test_each_measure_is_judged_alone if {
	wet := {"humidity_pct": 80, "temperature_c": 20}
	hot := {"humidity_pct": 50, "temperature_c": 30}
	values := {[29, 0]: wet, [29, 12]: wet, [30, 0]: hot, [30, 12]: hot, [31, 0]: hot}
	denied(metered(values)) == set()
	mute := object.union(values, {[29, 12]: {"temperature_c": 20}})
	denied(metered(mute)) == set()
}

test_silent_sensor if {
	row := reading(29, 1, good)
	given := object.union(doc([store], inspected), {
		"now": "2026-03-30T01:00:00+08:00",
		"evidence": {"environment_readings": [row]},
	})
	denied(given) == set()
	later := object.union(given, {"now": "2026-03-30T01:00:01+08:00"})
	denied(later) == {concat("", [
		"S1: there is no reading of humidity for more than 24 h after 2026-03-29T01:00:00+08:00; ",
		"there is no reading of temperature for more than 24 h after 2026-03-29T01:00:00+08:00",
	])}
	{finding.msg_zh | some finding in found(later)} == {concat("", [
		"S1:2026-03-29T01:00:00+08:00之后超过24小时没有温度读数;",
		"2026-03-29T01:00:00+08:00之后超过24小时没有湿度读数",
	])}
}

test_silence_between_readings if {
	given := object.union(doc([store], inspected), {"evidence": {"environment_readings": [
		reading(31, 12, {"humidity_pct": 50}),
		reading(30, 11, {"humidity_pct": 50}),
		reading(29, 11, {"humidity_pct": 50}),
	]}})
	denied(given) == {concat("", [
		"S1: there is no reading of humidity for more than 24 h after 2026-03-30T11:00:00+08:00",
	])}
}

test_readings_of_the_future_do_not_count if {
	wet := object.union(good, {"humidity_pct": 80})
	given := metered({[29, 0]: wet, [29, 12]: wet, [30, 0]: wet, [30, 12]: wet})
	denied(object.union(given, {"now": "2026-03-30T11:59:59+08:00"})) == set()
	count(denied(object.union(given, {"now": "2026-03-30T12:00:00+08:00"}))) == 1
}

test_readings_of_other_stores_do_not_count if {
	wet := object.union(reading(29, 12, {"humidity_pct": 80}), {"store_id": "S9"})
	given := object.union(doc([store], inspected), {"evidence": {"environment_readings": [wet]}})
	denied(given) == set()
}

test_store_without_readings_is_judged_on_inspections if {
	given := object.union(doc([store], inspected), {"evidence": {"environment_readings": []}})
	denied(given) == set()
	unjudged(given) == set()
}

test_unread_readings_are_unknown if {
	given := unread(doc([store], inspected), "environment_readings")
	denied(given) == set()
	unjudged(given) == {"S1: its readings could not be read"}
	silent := object.union(doc([store], inspected), {"evidence": {"environment_readings": [
		reading(29, 11, {"humidity_pct": 80}),
	]}})
	count(denied(silent)) == 1
	unjudged(silent) == set()
	denied(unread(silent, "environment_readings")) == set()
	unjudged(unread(silent, "environment_readings")) == denied(silent)
	unjudged(unread(metered({}), "environment_readings")) == set()
}

test_faults_of_both_kinds_are_one_finding if {
	row := reading(31, 11, {"humidity_pct": 50})
	given := object.union(doc([store], []), {"evidence": {"environment_readings": [row]}})
	denied(given) == {concat("", [
		"S1: its environment was never inspected; there is no reading of humidity ",
		"for more than 24 h after 2026-03-31T11:00:00+08:00",
	])}
	half := unread(given, "environment_readings")
	denied(half) == never
	unjudged(half) == {concat("", [
		"S1: there is no reading of humidity for more than 24 h after 2026-03-31T11:00:00+08:00",
	])}
}
