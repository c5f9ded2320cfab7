# Helpers in a package of their own, as conftest policies often have them.
package kubernetes

import rego.v1

is_deployment if input.kind == "Deployment"

is_service if input.kind == "Service"

containers contains container if some container in input.spec.template.spec.containers

tag(image) := parts[1] if {
	parts := split(image, ":")
	count(parts) == 2
}

tag(image) := "latest" if not contains(image, ":")
