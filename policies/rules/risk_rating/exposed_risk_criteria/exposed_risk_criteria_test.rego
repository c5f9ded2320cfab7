package rules.risk_rating.exposed_risk_criteria_test

import data.rules.risk_rating.exposed_risk_criteria

params := {"RSK-004": {
	"allowed_groups": ["aml_post", "risk_model_owner"],
	"criteria_objects": ["risk_factors"],
	"permitted_recipients": ["central_bank"],
	"allowed_stores": ["S1"],
}}

loc := {"file": "x.csv", "line": 2}

path := {
	"host": "h1",
	"path": "/risk",
	"content": "risk_criteria",
	"group": "aml_post",
	"entries": [
		{"type": "user", "principal": "", "permissions": "rwx"},
		{"type": "group", "principal": "", "permissions": "r-x"},
		{"type": "group", "principal": "risk_model_owner", "permissions": "r-x"},
		{"type": "mask", "principal": "", "permissions": "r-x"},
		{"type": "other", "principal": "", "permissions": "---"},
	],
	"_loc": loc,
}

grant := {
	"host": "h1",
	"grantee": "aml_post",
	"object_name": "risk.risk_factors",
	"privilege": "SELECT",
	"_loc": loc,
}

disclosure := {
	"disclosure_id": "X1",
	"customer_id": "C1",
	"topic": "risk_criteria",
	"recipient": "central_bank",
	"_loc": loc,
}

event := {"event_id": "E1", "data_class": "risk_criteria", "action": "blocked", "_loc": loc}

hit := {"finding_id": "F1", "data_class": "risk_criteria", "store_id": "S1", "_loc": loc}

doc(patch) := {"evidence": object.union(
	{
		"file_acl": [],
		"postgres_grants": [],
		"disclosure_register": [],
		"dlp_events": [],
		"dlp_scan": [],
	},
	patch,
)}

denied(patch) := {finding.msg | some finding in result} if {
	result := exposed_risk_criteria.deny with input as doc(patch) with data.params as params
}

unjudged(patch) := {finding.msg | some finding in result} if {
	result := exposed_risk_criteria.unknown with input as doc(patch) with data.params as params
}

applies(patch) if {
	exposed_risk_criteria.applicable with input as doc(patch) with data.params as params
}

entered(entry) := denied({"file_acl": [object.union(path, {"entries": [entry]})]})

test_kept_secret_passes if {
	kept := {
		"file_acl": [path],
		"postgres_grants": [grant],
		"disclosure_register": [disclosure],
		"dlp_events": [event],
		"dlp_scan": [hit],
	}
	denied(kept) == set()
	unjudged(kept) == set()
}

test_strangers_on_a_path if {
	entered({"type": "group", "principal": "sales", "permissions": "r--"}) == {
		"h1//risk/entries: sales may open it",
	}
	entered({"type": "user", "principal": "u7", "permissions": "r--"}) == {
		"h1//risk/entries: u7 may open it",
	}
	entered({"type": "user", "principal": "u7", "permissions": "---"}) == set()
	entered({"type": "user", "principal": "u7"}) == {"h1//risk/entries: u7 may open it"}
	entered({"type": "other", "principal": "", "permissions": "r--"}) == {
		"h1//risk/entries: other may open it",
	}
	entered({"principal": "everyone", "permissions": "read"}) == {
		"h1//risk/entries: everyone may open it",
	}
}

test_the_owning_group if {
	staff := object.union(path, {"group": "staff"})
	denied({"file_acl": [staff]}) == {"h1//risk/entries: staff may open it"}
	denied({"file_acl": [object.remove(path, ["group"])]}) == {"h1//risk/entries: ? may open it"}
}

test_paths_of_other_content if {
	other := object.union(path, {"content": "other", "group": "staff"})
	denied({"file_acl": [other]}) == set()
	not applies({"file_acl": [other]})
	applies({"file_acl": [path]})
}

test_rights_that_were_not_collected if {
	fault := {"h1//risk/entries: its access rights were not collected"}
	unjudged({"file_acl": [object.remove(path, ["entries"])]}) == fault
	unjudged({"file_acl": [object.union(path, {"entries": []})]}) == fault
}

test_grants if {
	stranger := object.union(grant, {"grantee": "sales"})
	denied({"postgres_grants": [stranger]}) == {
		"h1/sales/risk.risk_factors/SELECT: sales is outside the allowed groups",
	}
	bare := object.union(stranger, {"object_name": "risk_factors"})
	denied({"postgres_grants": [bare]}) == {
		"h1/sales/risk_factors/SELECT: sales is outside the allowed groups",
	}
	other := object.union(stranger, {"object_name": "crm.old_risk_factors"})
	denied({"postgres_grants": [other]}) == set()
	not applies({"postgres_grants": [other]})
	applies({"postgres_grants": [grant]})
}

test_disclosures if {
	denied({"disclosure_register": [object.union(disclosure, {"recipient": "press"})]}) == {
		"X1/C1: risk criteria were given to press",
	}
	denied({"disclosure_register": [object.remove(disclosure, ["recipient"])]}) == {
		"X1/C1: risk criteria were given to ?",
	}
	other := object.union(disclosure, {"recipient": "press", "topic": "customer_data"})
	denied({"disclosure_register": [other]}) == set()
	not applies({"disclosure_register": [other]})
	applies({"disclosure_register": [disclosure]})
}

test_transfers if {
	denied({"dlp_events": [object.union(event, {"action": "logged"})]}) == {
		"E1: risk criteria went out and were not blocked",
	}
	other := object.union(event, {"action": "logged", "data_class": "kyc"})
	denied({"dlp_events": [other]}) == set()
	not applies({"dlp_events": [other]})
	applies({"dlp_events": [event]})
}

test_places if {
	denied({"dlp_scan": [object.union(hit, {"store_id": "S2"})]}) == {
		"F1: risk criteria lie in the store S2, which is not allowed",
	}
	denied({"dlp_scan": [object.remove(hit, ["store_id"])]}) == {
		"F1: risk criteria lie in the store ?, which is not allowed",
	}
	other := object.union(hit, {"store_id": "S2", "data_class": "kyc"})
	denied({"dlp_scan": [other]}) == set()
	not applies({"dlp_scan": [other]})
	applies({"dlp_scan": [hit]})
}

test_a_named_entry_serves_that_name if {
	entered({"type": "other", "principal": "guest", "permissions": "r--"}) == {
		"h1//risk/entries: guest may open it",
	}
}

test_a_disclosure_without_a_topic if {
	untold := object.union(object.remove(disclosure, ["topic"]), {"recipient": "partner"})
	doubt := "its topic is missing, and its recipient may not learn the risk criteria"
	{split(msg, ": ")[1] | some msg in unjudged({"disclosure_register": [untold]})} == {doubt}
	denied({"disclosure_register": [untold]}) == set()
	applies({"disclosure_register": [untold]})
	permitted := object.remove(disclosure, ["topic"])
	unjudged({"disclosure_register": [permitted]}) == set()
	not applies({"disclosure_register": [permitted]})
	unnamed := object.remove(untold, ["recipient"])
	count(unjudged({"disclosure_register": [unnamed]})) == 1
}
