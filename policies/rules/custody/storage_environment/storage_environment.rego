# METADATA
# scope: package
# title: "Storage environment is checked regularly and kept dry"
# description: "The storage environment of customer files is checked regularly and protected from damp and mould."
# schemas:
#   - input.evidence.inspection_register: schema.inspection_register
#   - input.evidence.environment_readings: schema.environment_readings
#   - input.evidence.storage_inventory: schema.storage_inventory
# custom:
#   id: CIC-016
#   title_zh: "定期检查保管环境,防潮防霉"
#   description_zh: "定期检查客户档案的保管环境,防潮防霉。"
#   severity: low
#   clause: "篇五 第16条"
#   other_clauses: [篇十八 第16条]
#   evidence: [inspection_register, storage_inventory]
#   optional_evidence: [environment_readings]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     max_check_interval_days: 31
#     humidity_range_pct:
#     - 45
#     - 60
#     temperature_range_c:
#     - 14
#     - 24
#     max_excursion_hours: 24
#     store_kinds:
#     - paper_store
#     - archive
#   param_basis:
#     max_check_interval_days: "project default (document says regularly)"
#     humidity_range_pct: "JGJ 25-2010 archive buildings, paper stores"
#     temperature_range_c: "JGJ 25-2010 archive buildings, paper stores"
#     max_excursion_hours: "project default"
#     store_kinds: "project default"
#   recommended_action: "Inspect the environment of the store at the set interval, bring temperature and humidity back into their ranges, and repair silent sensors."
#   recommended_action_zh: "按规定周期检查库房环境,将温湿度调回规定范围,并修复无读数的传感器。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.5"
#     - "NIST SP 800-53r5 PE-14"
package rules.custody.storage_environment

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["CIC-016"]

stores := input.evidence.storage_inventory

inspections := input.evidence.inspection_register

default readings := []

readings := input.evidence.environment_readings

default applicable := false

applicable if count(rooms) > 0

applicable if count(unmarked) > 0

rooms contains i if {
	some i, row in stores
	row.kind in params.store_kinds
	row.holds_customer_info
}

unmarked contains i if {
	some i, row in stores
	row.kind in params.store_kinds
	not is_boolean(object.get(row, "holds_customer_info", ""))
}

used contains store_id if {
	some i in rooms
	store_id := stores[i].store_id
}

visited[store] contains day if {
	some row in inspections
	row.kind == "environment"
	at := row.performed_at
	not times.future(at)
	store := row.store_id
	day := times.day(at)
}

timeline[store] := days if {
	some store in used
	days := array.concat(sort([day | some day in visited[store]]), [times.today])
}

unvisited[store] contains findings.plain(
	"its environment was never inspected",
	"从未检查保管环境",
) if {
	some store in used
	not visited[store]
}

unvisited[store] contains fault if {
	some store, days_of_store in timeline
	some n, to in days_of_store
	from := days_of_store[n - 1]
	days := times.days_between(from, to)
	days > params.max_check_interval_days
	fault := findings.text(
		"its environment was not inspected for %v days from %s to %s, more than %v",
		"%s至%s共%v天未检查保管环境,超过%v天",
		[days, from, to, params.max_check_interval_days],
		[from, to, days, params.max_check_interval_days],
	)
}

measures := {
	"humidity_pct": {"range": params.humidity_range_pct, "en": "humidity", "zh": "湿度"},
	"temperature_c": {"range": params.temperature_range_c, "en": "temperature", "zh": "温度"},
}

measured[sensor] contains reading if {
	some row in readings
	ns := times.start(row.at)
	ns <= times.now
	some measure, _ in measures
	value := row[measure]
	sensor := [row.store_id, measure]
	reading := [ns, row.at, value]
}

series[sensor] := sorted if {
	some sensor, values in measured
	sorted := sort(values)
}

too_long(from, to) if to - from > times.hours(params.max_excursion_hours)

silent[store] contains fault if {
	some sensor, values in series
	store := sensor[0]
	measure := sensor[1]
	some n, [from, at, _] in values
	too_long(from, next_ns(values, n))
	fault := findings.text(
		"there is no reading of %s for more than %v h after %s",
		"%s之后超过%v小时没有%s读数",
		[measures[measure].en, params.max_excursion_hours, at],
		[at, params.max_excursion_hours, measures[measure].zh],
	)
}

next_ns(values, n) := values[n + 1][0]

next_ns(values, n) := times.now if n == count(values) - 1

within(measure, value) if {
	[low, high] := measures[measure].range
	low <= value
	value <= high
}

# bounds[sensor]: the places of readings inside the range, and those before the first and after the
# last reading; what lies between two neighbours of them is an excursion.
bounds[sensor] := edges if {
	some sensor, values in series
	measure := sensor[1]
	inside := [n | some n, [_, _, value] in values; within(measure, value)]
	edges := array.concat(array.concat([-1], inside), [count(values)])
}

strayed[store] contains fault if {
	some sensor, edges in bounds
	store := sensor[0]
	measure := sensor[1]
	some n, edge in edges
	[from, since, _] := series[sensor][edge + 1]
	[to, until, _] := series[sensor][edges[n + 1] - 1]
	too_long(from, to)
	[low, high] := measures[measure].range
	fault := findings.text(
		"%s was outside %v to %v from %s to %s, longer than %v h",
		"%s超出%v至%v,自%s至%s,超过%v小时",
		[measures[measure].en, low, high, since, until, params.max_excursion_hours],
		[measures[measure].zh, low, high, since, until, params.max_excursion_hours],
	)
}

deny contains finding if {
	some i in rooms
	texts := proven(stores[i].store_id)
	count(texts) > 0
	finding := findings.of(stores[i], ["store_id"], texts)
}

unknown contains finding if {
	some i in rooms
	texts := unproven(stores[i].store_id)
	count(texts) > 0
	finding := findings.of(stores[i], ["store_id"], texts)
}

unknown contains finding if {
	some i in unmarked
	fault := findings.plain(
		"it is not recorded whether it holds customer information",
		"未登记是否存有客户信息",
	)
	finding := findings.of(stores[i], ["store_id"], {fault})
}

by_visits(store) := {fault | some fault in unvisited[store]}

by_sensors(store) := {fault | some fault in silent[store]} | {fault | some fault in strayed[store]}

# proven(store): the faults that no inspection or reading left unread could refute.
proven(store) := {fault |
	some fault in by_visits(store)
	not evidence.incomplete("inspection_register")
} | {fault |
	some fault in by_sensors(store)
	not readings_unread
}

unproven(store) := ((by_visits(store) | by_sensors(store)) | unmetered(store)) - proven(store)

# Stores without sensors are judged by inspections alone, but sensors may be in what was not read.
unmetered(store) := {findings.plain("its readings could not be read", "未能读取温湿度读数") |
	readings_unread
	not store in metered
}

metered contains store if {
	some sensor, _ in series
	store := sensor[0]
}

readings_unread if count(object.get(input, ["gaps", "environment_readings"], [])) > 0
