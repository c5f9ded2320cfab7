# METADATA
# title: Image user is root
# description: Processes of a container keep its user when they break out.
# related_resources:
# - https://docs.docker.com/develop/develop-images/dockerfile_best-practices/
# schemas:
# - input: schema["dockerfile"]
# custom:
#   id: USR001
#   avd_id: AVD-USR-0001
#   severity: HIGH
#   short_code: least-privilege-user
#   recommended_action: Add `USER <name>` as the last instruction of the last stage.
#   input:
#     selector:
#     - type: dockerfile
package user.dockerfile.USR001

import rego.v1

users contains command if {
	some command in input.Stages[_].Commands
	command.Cmd == "user"
}

deny contains res if {
	count(users) == 0
	res := result.new("no USER is given", {})
}

deny contains res if {
	stage := input.Stages[count(input.Stages) - 1]
	some command in stage.Commands
	command.Cmd == "user"
	command.Value[0] in {"root", "0"}
	res := result.new(sprintf("stage '%s' runs as root: result.new( is no call here", [stage.Name]), command)
}
