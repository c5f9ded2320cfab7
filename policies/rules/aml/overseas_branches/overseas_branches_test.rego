package rules.aml.overseas_branches_test

import data.rules.aml.overseas_branches

params := {
	"AML-005": {
		"overseas_sites": [],
		"review_interval_days": 365,
		"central_bank_names": ["central_bank", "central_bank_branch"],
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"gap": {
		"kind": "audit_register",
		"row": {
			"audit_id": "A-1",
			"kind": "overseas_gap_analysis",
			"site": "hk",
			"performed_at": "2025-03-10",
			"outcome": "satisfactory",
		},
	},
	"doc": {
		"kind": "policy_register",
		"row": {
			"doc_id": "D-1",
			"topic": "overseas_conflict_report",
			"version": "2",
			"sections": [
				"customer_identification",
				"record_keeping",
				"suspicious_transaction_reporting",
				"audit_training_publicity",
				"assisting_investigations",
				"confidentiality",
				"other_measures",
			],
			"approved_at": "2026-01-01",
			"effective_at": "2026-02-01",
			"filed_with": "central_bank",
			"filed_at": "2026-02-05",
			"filed_version": "2",
			"site": "hk",
		},
	},
}

# Rows that only some tests add.
spare := []

kinds contains kind if {
	some row in rows
	kind := row.kind
}

present(name, changes) if {
	not name in spare
	not name in object.get(changes, "drop", [])
}

present(name, changes) if name in object.get(changes, "add", [])

# The row with its changes; what is changed to null is missing.
made(name, changes) := {field: value |
	place := {"_loc": {"file": rows[name].kind, "line": 2}}
	given := object.union(rows[name].row, object.get(changes, name, {}))
	some field, value in object.union(given, place)
	value != null
}

given(changes) := {
	"now": "2026-03-10T09:00:00+08:00",
	"gaps": {kind: [{"target": "t", "reason": "denied"}] |
		some kind in object.get(changes, "gaps", [])
	},
	"evidence": {kind: found |
		some kind in kinds
		found := [made(name, changes) |
			some name, row in rows
			row.kind == kind
			present(name, changes)
		]
	},
}

deny(changes) := {finding.msg | some finding in found} if {
	found := overseas_branches.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := overseas_branches.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := overseas_branches.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_compared if {
	found := overseas_branches.deny with input as given({})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == set()
}

test_too_old if {
	found := overseas_branches.deny with input as given({"gap": {"performed_at": "2025-03-09"}})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_other_site if {
	found := overseas_branches.deny with input as given({"gap": {"site": "uk"}})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_other_kind if {
	found := overseas_branches.deny with input as given({"gap": {"kind": "aml_audit"}})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_in_the_future if {
	found := overseas_branches.deny with input as given({"gap": {"performed_at": "2026-05-01"}})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_forbidden_and_reported if {
	found := overseas_branches.deny with input as given({"gap": {"outcome": "local_law_forbids"}})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == set()
}

test_forbidden_and_unreported if {
	found := overseas_branches.deny with input as given({
		"gap": {"outcome": "local_law_forbids"},
		"drop": ["doc"],
	})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: local law forbids these rules and no report to the central bank is in force",
	}
}

test_reported_elsewhere if {
	found := overseas_branches.deny with input as given({
		"gap": {"outcome": "local_law_forbids"},
		"doc": {"filed_with": "police"},
	})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: local law forbids these rules and no report to the central bank is in force",
	}
}

test_reported_for_another_site if {
	found := overseas_branches.deny with input as given({
		"gap": {"outcome": "local_law_forbids"},
		"doc": {"site": "uk"},
	})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: local law forbids these rules and no report to the central bank is in force",
	}
}

test_incomplete_report if {
	found := overseas_branches.unknown with input as given({
		"gap": {"outcome": "local_law_forbids"},
		"drop": ["doc"],
		"gaps": ["policy_register"],
	})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: local law forbids these rules and no report to the central bank is in force",
	}
}

test_missing_gap if {
	found := overseas_branches.deny with input as given({"drop": ["gap"]})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_missing_gap_in_incomplete_evidence if {
	found := overseas_branches.deny with input as given({"drop": ["gap"], "gaps": ["audit_register"]})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == set()
}

test_missing_gap_in_incomplete_evidence_is_unknown if {
	found := overseas_branches.unknown with input as given({
		"drop": ["gap"],
		"gaps": ["audit_register"],
	})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_no_unknown_gap if {
	found := overseas_branches.unknown with input as given({})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == set()
}

test_applicable if {
	found := overseas_branches.applicable with input as given({})
		with data.params as {
			"AML-005": {
				"overseas_sites": ["hk"],
				"review_interval_days": 365,
				"central_bank_names": ["central_bank", "central_bank_branch"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	found == true
}

test_no_site if applicable({}) == false
