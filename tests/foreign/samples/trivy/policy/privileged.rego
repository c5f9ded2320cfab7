# METADATA
# title: Privileged container
# custom:
#   id: USR003
#   severity: CRITICAL
#   input:
#     selector:
#     - type: kubernetes
#       subtypes:
#       - kind: pod
#       - kind: deployment
package user.kubernetes.USR003

import rego.v1

containers contains container if some container in input.spec.containers

containers contains container if some container in input.spec.template.spec.containers

deny contains res if {
	some container in containers
	container.securityContext.privileged == true
	msg := sprintf("container %s is privileged", [container.name])
	res := result.new(msg, container.securityContext)
}
