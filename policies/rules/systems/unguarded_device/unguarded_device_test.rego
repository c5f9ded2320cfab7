package rules.systems.unguarded_device_test

import data.rules.systems.unguarded_device

params := {"SYS-004": {
	"allowed_removable": ["blocked", "encrypted_only"],
	"max_screen_lock_minutes": 15,
	"approved_ports": [22, 443],
}}

device := {
	"host": "h1",
	"kind": "laptop",
	"disk_encrypted": true,
	"removable_storage": "encrypted_only",
	"screen_lock_minutes": 15,
	"_loc": {"file": "device.json"},
	"_locs": {"disk_encrypted": {"file": "device.json", "line": 3}},
}

service := {
	"host": "h1",
	"port": 443,
	"protocol": "https",
	"exposure": "external",
	"_loc": {"file": "ports.txt", "line": 2},
}

store := {
	"store_id": "D1",
	"kind": "database",
	"holds_customer_info": true,
	"access_controlled": true,
	"_loc": {"file": "stores.csv", "line": 2},
}

doc(devices, services, stores) := {"evidence": {
	"endpoint_config": devices,
	"listening_services": services,
	"storage_inventory": stores,
}}

found(given) := result if {
	result := unguarded_device.deny with input as given with data.params as params
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := unguarded_device.unknown with input as given with data.params as params
}

patched(patch) := denied(doc([object.union(device, patch)], [], []))

without(field) := denied(doc([object.remove(device, [field])], [], []))

unlocked := {"h1/screen_lock_minutes: the screen is not locked within 15 idle minutes"}

test_guarded_devices_pass if {
	given := doc([device], [service], [store])
	found(given) == set()
	doubts(given) == set()
	patched({"removable_storage": "blocked", "screen_lock_minutes": 0}) == set()
}

test_unencrypted_disk if {
	found(doc([object.union(device, {"disk_encrypted": false})], [], [])) == {{
		"msg": "h1/disk_encrypted: the disk is not encrypted",
		"msg_zh": "h1/disk_encrypted:磁盘未加密",
		"subject": "h1/disk_encrypted",
		"_loc": {"file": "device.json", "line": 3},
	}}
	without("disk_encrypted") == {"h1/disk_encrypted: the disk is not encrypted"}
}

test_removable_storage if {
	patched({"removable_storage": "allowed"}) == {
		"h1/removable_storage: the setting of removable storage is allowed",
	}
	without("removable_storage") == {
		"h1/removable_storage: the setting of removable storage is unknown",
	}
}

test_screen_lock if {
	patched({"screen_lock_minutes": 16}) == unlocked
	patched({"screen_lock_minutes": -1}) == unlocked
	without("screen_lock_minutes") == unlocked
}

test_unapproved_port if {
	row := object.union(service, {"port": 3306})
	found(doc([], [row], [])) == {{
		"msg": "h1/3306/https: the port can be reached from outside and is not approved",
		"msg_zh": "h1/3306/https:该端口对外开放但未经批准",
		"subject": "h1/3306/https",
		"_loc": {"file": "ports.txt", "line": 2},
	}}
	every exposure in ["internal", "loopback"] {
		given := doc([], [object.union(row, {"exposure": exposure})], [])
		denied(given) == set()
		doubts(given) == set()
	}
}

test_port_of_unknown_exposure if {
	row := object.remove(service, ["exposure"])
	doubts(doc([], [row], [])) == set()
	given := doc([], [object.union(row, {"port": 3306})], [])
	denied(given) == set()
	doubts(given) == {concat("", [
		"h1/3306/https: from where the unapproved port can be reached is not recorded",
	])}
}

test_uncontrolled_store if {
	expected := {"D1: access to the store is not controlled"}
	denied(doc([], [], [object.union(store, {"access_controlled": false})])) == expected
	given := doc([], [], [object.remove(store, ["access_controlled"])])
	denied(given) == expected
	doubts(given) == set()
}

test_store_that_may_hold_customer_information_is_unknown if {
	row := object.remove(store, ["holds_customer_info"])
	doubts(doc([], [], [row])) == set()
	given := doc([], [], [object.union(row, {"access_controlled": false})])
	denied(given) == set()
	doubts(given) == {"D1: access to the store is not controlled"}
}

other := object.union(store, {"holds_customer_info": false, "access_controlled": false})

test_other_stores_are_no_subject if {
	denied(doc([], [], [other])) == set()
	doubts(doc([], [], [other])) == set()
}

test_applicable if {
	not unguarded_device.applicable with input as doc([], [], [other])
	every given in [doc([device], [], []), doc([], [service], []), doc([], [], [store])] {
		unguarded_device.applicable with input as given
	}
}
