package terraform

import rego.v1

# METADATA
# title: Security groups are not open to the world
deny_open_ingress contains {"msg": msg, "keys": ["resource", "aws_security_group", name, 0, "ingress"]} if {
	some name, bodies in input.resource.aws_security_group
	some rule in bodies[_].ingress
	"0.0.0.0/0" in rule.cidr_blocks
	msg := sprintf("%s: port %v is open to the world", [name, rule.from_port])
}

deny_unencrypted contains msg if {
	some name, bodies in input.resource.aws_ebs_volume
	some body in bodies
	not body.encrypted
	msg := sprintf("volume %s is not encrypted", [name])
}

warn_variable contains msg if {
	some name, bodies in input.resource.aws_ebs_volume
	some body in bodies
	startswith(body.size, "${var.")
	msg := sprintf("volume %s takes its size from %s", [name, body.size])
}

deny_version contains "no required_version" if {
	input.terraform
	not input.terraform[0].required_version
}
