package rules.systems.uncleared_shared_device_test

import data.rules.systems.uncleared_shared_device

params := {"SYS-006": {"max_idle_minutes": 15}}

device := {
	"host": "h1",
	"kind": "workstation",
	"shared_device": true,
	"browser_clear_on_exit": true,
	"browser_saves_passwords": false,
	"screen_lock_minutes": 15,
	"_loc": {"file": "device.json"},
	"_locs": {"browser_clear_on_exit": {"file": "device.json", "line": 3}},
}

system := {
	"system_id": "S1",
	"host": "h1",
	"kind": "workstation",
	"_loc": {"file": "systems.csv", "line": 2},
}

doc(devices, systems) := {"evidence": {"endpoint_config": devices, "system_inventory": systems}}

found(given) := result if {
	result := uncleared_shared_device.deny with input as given with data.params as params
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := uncleared_shared_device.unknown with input as given with data.params as params
}

applies(given) := result if {
	result := uncleared_shared_device.applicable with input as given
}

patched(patch) := denied(doc([object.union(device, patch)], []))

without(field) := denied(doc([object.remove(device, [field])], []))

kept := {"h1/browser_clear_on_exit: the browser does not clear its traces on exit"}

saved := {"h1/browser_saves_passwords: the browser may save passwords"}

unlocked := {"h1/screen_lock_minutes: the screen is not locked within 15 idle minutes"}

test_a_cleared_device_passes if {
	found(doc([device], [system])) == set()
	doubts(doc([device], [system])) == set()
}

test_traces_are_kept if {
	found(doc([object.union(device, {"browser_clear_on_exit": false})], [])) == {{
		"msg": concat("", kept),
		"msg_zh": "h1/browser_clear_on_exit:浏览器退出时不清除记录",
		"subject": "h1/browser_clear_on_exit",
		"_loc": {"file": "device.json", "line": 3},
	}}
	without("browser_clear_on_exit") == kept
}

test_passwords_are_saved if {
	patched({"browser_saves_passwords": true}) == saved
	without("browser_saves_passwords") == saved
}

test_the_screen_stays_open if {
	patched({"screen_lock_minutes": 16}) == unlocked
	patched({"screen_lock_minutes": -1}) == unlocked
	patched({"screen_lock_minutes": 0}) == set()
	without("screen_lock_minutes") == unlocked
}

bad := object.union(device, {"browser_clear_on_exit": false})

test_either_source_is_enough if {
	denied(doc([bad], [object.union(system, {"shared_device": false})])) == kept
	marked := object.union(system, {"shared_device": true})
	every row in [object.remove(bad, ["shared_device"]), object.union(bad, {"shared_device": false})] {
		given := doc([row], [marked])
		denied(given) == kept
		doubts(given) == set()
		applies(given)
	}
}

test_a_personal_device_is_no_subject if {
	given := doc([object.union(bad, {"shared_device": false})], [system])
	denied(given) == set()
	doubts(given) == set()
	applies(given) == false
	unmarked := object.remove(bad, ["shared_device"])
	told := doc([unmarked], [object.union(system, {"shared_device": false})])
	denied(told) == set()
	doubts(told) == set()
}

test_a_device_that_may_be_shared_is_unknown if {
	given := doc([object.remove(bad, ["shared_device"])], [system])
	denied(given) == set()
	doubts(given) == {concat("", [
		"h1: its settings do not suit a shared device, ",
		"and nobody records whether it is one",
	])}
	applies(given)
	doubts(doc([object.remove(device, ["shared_device"])], [])) == set()
}

test_settings_not_collected_are_unknown if {
	fault := {"S1: the settings of the shared device were not collected"}
	marked := object.union(system, {"shared_device": true})
	given := doc([object.union(device, {"host": "h2"})], [marked])
	denied(given) == set()
	doubts(given) == fault
	doubts(doc([device], [object.remove(marked, ["host"])])) == fault
	doubts(doc([], [system])) == set()
}

test_applicable if {
	applies(doc([device], []))
	applies(doc([], [system])) == false
}
