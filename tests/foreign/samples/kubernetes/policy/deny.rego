package main

import data.kubernetes
import data.services
import rego.v1

name := input.metadata.name

required_labels := {"app.kubernetes.io/name", "app.kubernetes.io/instance"}

# METADATA
# title: Containers run without root
# description: A process that breaks out of a container keeps its user.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   severity: CRITICAL
#   recommended_action: Set securityContext.runAsNonRoot to true.
deny_run_as_root contains msg if {
	kubernetes.is_deployment
	not input.spec.template.spec.securityContext.runAsNonRoot
	msg := sprintf("Containers must not run as root in Deployment %s", [name])
}

deny_host_network contains {"msg": msg, "path": "spec.template.spec.hostNetwork"} if {
	kubernetes.is_deployment
	input.spec.template.spec.hostNetwork
	msg := sprintf("Deployment %s shares the network of its host", [name])
}

deny contains msg if {
	kubernetes.is_deployment
	provided := {label | some label, _ in input.metadata.labels}
	missing := required_labels - provided
	count(missing) > 0
	msg := sprintf("%s misses labels %v", [name, concat(", ", sort(missing))])
}

violation_port contains {"msg": msg, "severity": "Medium", "details": {"port": port}} if {
	kubernetes.is_service
	port := input.spec.ports[_].port
	not port in services.ports
	msg := sprintf("Service %s listens on port %d", [name, port])
}

warn_tag contains msg if {
	some container in kubernetes.containers
	kubernetes.tag(container.image) == "latest"
	msg := sprintf("Container %s has no fixed version", [container.name])
}
