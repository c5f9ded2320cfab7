package rules.systems.access_on_shared_equipment_test

import data.rules.systems.access_on_shared_equipment

params := {"SYS-007": {"untrusted_networks": ["public_wifi", "guest"]}}

event := {
	"event_id": "E1",
	"actor": "u102",
	"device_id": "pc-1",
	"device_managed": true,
	"device_shared": false,
	"network": "corporate",
	"_loc": {"file": "access.csv", "line": 2},
}

doc(rows) := {"evidence": {"access_log": rows}}

found(row) := result if {
	result := access_on_shared_equipment.deny with input as doc([row]) with data.params as params
}

denied(patch) := {finding.msg | some finding in found(object.union(event, patch))}

doubted(row) := {finding.msg | some finding in result} if {
	result := access_on_shared_equipment.warn with input as doc([row]) with data.params as params
}

without(field) := doubted(object.remove(event, [field]))

test_a_managed_device_of_ones_own_passes if {
	every network in ["corporate", "vpn", "home"] {
		denied({"network": network}) == set()
		doubted(object.union(event, {"network": network})) == set()
	}
}

test_a_shared_device if {
	found(object.union(event, {"device_shared": true})) == {{
		"msg": "E1: the device is shared",
		"msg_zh": "E1:设备为共用设备",
		"subject": "E1",
		"_loc": {"file": "access.csv", "line": 2},
	}}
}

test_an_unmanaged_device if denied({"device_managed": false}) == {"E1: the device is not managed"}

test_an_untrusted_network if {
	denied({"network": "public_wifi"}) == {"E1: the access came over public_wifi"}
	denied({"network": "guest"}) == {"E1: the access came over guest"}
}

test_unknown_circumstances_are_milder if {
	without("device_shared") == {"E1: whether the device is shared is not recorded"}
	without("device_managed") == {"E1: whether the device is managed is not recorded"}
	without("network") == {"E1: the network is unknown"}
	doubted(object.union(event, {"network": "unknown"})) == {"E1: the network is unknown"}
	every field in ["device_shared", "device_managed", "network"] {
		found(object.remove(event, [field])) == set()
	}
}

test_one_finding_for_each_row if {
	row := object.union(object.remove(event, ["device_managed"]), {"device_shared": true})
	{finding.msg | some finding in found(row)} == {concat("", [
		"E1: the device is shared; ",
		"whether the device is managed is not recorded",
	])}
	doubted(row) == set()
}

shared := object.union(object.remove(event, ["device_id"]), {"device_shared": true})

test_an_address_is_enough if {
	count(found(object.union(shared, {"source_ip": "10.0.0.1"}))) == 1
}

test_readings_on_paper_are_no_subject if {
	found(shared) == set()
	doubted(object.remove(shared, ["network"])) == set()
	not access_on_shared_equipment.applicable with input as doc([shared])
	not access_on_shared_equipment.applicable with input as doc([])
	access_on_shared_equipment.applicable with input as doc([event])
}
