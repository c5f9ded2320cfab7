package lib.levels_test

import data.lib.levels

test_levels_asked_for if {
	levels.among({"classification": "secret"}, ["secret", "top_secret"])
	levels.among({"classification": "internal"}, {"internal"})
}

test_other_levels if {
	not levels.among({"classification": "public"}, ["secret"])
	not levels.among({"classification": "important"}, ["secret", "top_secret"])
	not levels.among({"classification": "top_secret"}, ["secret"])
}

test_unknown_levels_count_as_the_strictest if {
	levels.among({}, ["secret"])
	levels.among({"classification": "confidential"}, ["secret"])
}

test_no_known_level_counts_as_another if {
	known := ["public", "internal", "important", "secret", "top_secret"]
	found := {[level, asked] |
		some level in known
		some asked in known
		levels.among({"classification": level}, [asked])
	}
	found == {[level, level] | some level in known}
}
