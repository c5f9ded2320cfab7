package user.yaml.USR005

import rego.v1

__rego_metadata__ := {
	"id": "USR005",
	"title": "Debugging is on",
	"severity": "MEDIUM",
	"recommended_actions": "Turn it off.",
}

__rego_input__ := {"selector": [{"type": "yaml"}]}

deny contains res if {
	input.debug == true
	res := {"msg": "debugging is on", "startline": 2, "endline": 3}
}
