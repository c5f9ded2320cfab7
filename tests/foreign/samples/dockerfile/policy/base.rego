package main

import rego.v1

forbidden := ["openjdk", "centos"]

deny_base_image contains {"msg": msg, "path": [i]} if {
	some i
	input[i].Cmd == "from"
	image := input[i].Value[0]
	contains(image, forbidden[_])
	msg := sprintf("base image %s is not allowed", [image])
}

deny_last_user contains "the last user is root" if {
	users := [command.Value[0] | some command in input; command.Cmd == "user"]
	count(users) > 0
	users[count(users) - 1] == "root"
}

deny_secret contains msg if {
	some command in input
	command.Cmd == "env"
	some i, word in command.Value
	i % 3 == 0
	regex.match(`(?i)(secret|token|passwd)`, word)
	msg := sprintf("%s is kept in the image", [word])
}

warn_add contains msg if {
	some command in input
	command.Cmd == "add"
	not command.JSON
	msg := sprintf("ADD %s: use COPY", [concat(" ", command.Value)])
}

warn_fetch contains msg if {
	some command in input
	command.Cmd == "run"
	command.Stage > 0
	regex.match(`curl|wget`, concat(" ", command.Value))
	msg := "the last stage fetches from the network"
}
