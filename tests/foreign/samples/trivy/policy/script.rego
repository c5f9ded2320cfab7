# METADATA
# title: Fetching in a heredoc
# custom:
#   id: USR002
#   severity: LOW
#   input:
#     selector:
#     - type: dockerfile
package user.dockerfile.USR002

import rego.v1

deny contains res if {
	some command in input.Stages[_].Commands
	command.Cmd == "run"
	contains(command.Value[0], " ; wget")
	res := result.new(command.Original, command)
}
