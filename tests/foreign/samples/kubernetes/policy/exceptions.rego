package main

import rego.v1

exception contains rules if {
	input.metadata.annotations.exempt == "yes, until the move"
	rules := ["run_as_root", "host_network"]
}
