package rules.networks.public_wifi_without_vpn_test

import data.rules.networks.public_wifi_without_vpn

params := {"NET-003": {
	"sensitive_actions": ["export", "payment"],
	"mobile_kinds": ["laptop", "phone"],
}}

device := {
	"host": "h1",
	"kind": "laptop",
	"vpn_on_untrusted": true,
	"wifi_autojoin_open": false,
	"_loc": {"file": "device.json"},
	"_locs": {"vpn_on_untrusted": {"file": "device.json", "line": 3}},
}

event := {
	"event_id": "E1",
	"action": "export",
	"network": "public_wifi",
	"device_id": "pc-1",
	"_loc": {"file": "access.csv", "line": 2},
}

doc(devices, events) := {"evidence": {"endpoint_config": devices, "access_log": events}}

found(given) := result if {
	result := public_wifi_without_vpn.deny with input as given with data.params as params
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(row) := {finding.msg | some finding in result} if {
	result := public_wifi_without_vpn.unknown with input as doc([], [row])
		with data.params as params
}

unforced := {"h1/vpn_on_untrusted: no VPN is forced on untrusted networks"}

joins := {"h1/wifi_autojoin_open: it may join open wireless networks by itself"}

test_a_guarded_device_passes if found(doc([device], [])) == set()

test_no_forced_vpn if {
	found(doc([object.union(device, {"vpn_on_untrusted": false})], [])) == {{
		"msg": concat("", unforced),
		"msg_zh": "h1/vpn_on_untrusted:在不可信网络上未强制使用VPN",
		"subject": "h1/vpn_on_untrusted",
		"_loc": {"file": "device.json", "line": 3},
	}}
	denied(doc([object.remove(device, ["vpn_on_untrusted"])], [])) == unforced
}

test_joins_open_networks if {
	denied(doc([object.union(device, {"wifi_autojoin_open": true})], [])) == joins
	denied(doc([object.remove(device, ["wifi_autojoin_open"])], [])) == joins
}

fixed := {"host": "h2", "kind": "workstation", "_loc": {"file": "x"}}

test_fixed_devices_are_no_subject if denied(doc([fixed], [])) == set()

test_sensitive_operation_over_public_wifi if {
	found(doc([], [event])) == {{
		"msg": "E1: export over public Wi-Fi without a VPN",
		"msg_zh": "E1:未经VPN在公共Wi-Fi上进行export操作",
		"subject": "E1",
		"_loc": {"file": "access.csv", "line": 2},
	}}
	doubts(event) == set()
}

test_other_operations_and_networks_pass if {
	every patch in [{"action": "read"}, {"network": "vpn"}, {"network": "corporate"}] {
		row := object.union(event, patch)
		denied(doc([], [row])) == set()
		doubts(row) == set()
	}
}

test_an_unknown_operation_is_unknown if {
	row := object.remove(event, ["action"])
	denied(doc([], [row])) == set()
	doubts(row) == {"E1: what was done over public Wi-Fi is not recorded"}
	doubts(object.union(row, {"network": "vpn"})) == set()
}

test_an_unknown_network_is_unknown if {
	fault := {"E1: the network of the sensitive operation export is unknown"}
	row := object.remove(event, ["network"])
	denied(doc([], [row])) == set()
	doubts(row) == fault
	doubts(object.union(event, {"network": "unknown"})) == fault
	doubts(object.union(row, {"action": "read"})) == set()
	paper := object.remove(row, ["device_id"])
	doubts(paper) == set()
	doubts(object.union(paper, {"source_ip": "10.0.0.1"})) == fault
}

applies(given) := result if {
	result := public_wifi_without_vpn.applicable with input as given with data.params as params
}

test_applicable if {
	applies(doc([device], []))
	applies(doc([], [event]))
	applies(doc([fixed], [])) == false
}
