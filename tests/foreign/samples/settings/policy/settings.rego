package main

import rego.v1

deny_port contains msg if {
	input.server.http_port != 8443
	msg := sprintf("http_port is %v", [input.server.http_port])
}

deny_plain contains msg if {
	input.server.tls == false
	msg := "TLS is off"
}

deny_debug contains msg if {
	input.DEBUG == "true"
	msg := "debugging is on"
}

deny_anonymous contains msg if {
	some user in input.config.users.user
	user["-role"] == "anonymous"
	msg := sprintf("anonymous user %s", [user["#content"]])
}

deny_insecure contains msg if {
	some registry in input.registries
	registry.insecure
	msg := sprintf("%s is insecure", [registry.location])
}

violation contains {"msg": msg, "_loc": {"file": "elsewhere.txt", "line": 7}} if {
	input["app.mode"] == "development"
	msg := "the mode is development"
}
