# METADATA
# description: Which rows of policy_register are current.
package lib.documents

import data.lib.times

# current(topic): the row numbers of the versions of the topic that are current, one for each site.
current(topic) := {i |
	some i in approved_and_effective
	row := input.evidence.policy_register[i]
	row.topic == topic
	key := [topic, object.get(row, "site", "")]
	row.effective_at == max(effective_days[key])
}

approved_and_effective contains i if {
	some i, row in input.evidence.policy_register
	approved_at := row.approved_at
	not times.future(approved_at)
	effective_at := row.effective_at
	not times.future(effective_at)
}

effective_days[key] contains day if {
	some i in approved_and_effective
	row := input.evidence.policy_register[i]
	key := [row.topic, object.get(row, "site", "")]
	day := row.effective_at
}
