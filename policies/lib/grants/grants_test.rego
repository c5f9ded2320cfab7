package lib.grants_test

import data.lib.grants

given := {"evidence": {
	"access_grants": [
		{"account": "acc1", "object_id": "F-1"},
		{"account": "acc1", "object_id": "F-*"},
		{"account": "acc2", "object_id": "G-1"},
		{"account": "team", "person": "p1", "object_id": "H-1"},
	],
	"hr_roster": [{"person": "p1", "accounts": ["acc1"]}],
}}

test_covering if {
	grants.covering("p1", "F-1") == {0, 1} with input as given
	grants.covering("p1", "F-2") == {1} with input as given
	grants.covering("acc2", "G-11") == set() with input as given
	grants.covering("p1", "G-1") == set() with input as given
	grants.covering("acc2", "G-1") == {2} with input as given
}

test_a_grant_belongs_to_its_person_and_its_account if {
	grants.covering("p1", "H-1") == {3} with input as given
	grants.covering("team", "H-1") == {3} with input as given
}

grant := {"granted_at": "2026-03-02T09:00:00+08:00"}

live(patch, at) if grants.live(object.union(grant, patch), at)

test_live if {
	live({}, "2026-03-02T09:00:01+08:00")
	not live({}, "2026-03-02T09:00:00+08:00")
	not live({"expires_at": "2026-03-03T09:00:00+08:00"}, "2026-03-03T09:00:00+08:00")
	live({"expires_at": "2026-03-03T09:00:00+08:00"}, "2026-03-03T08:59:59+08:00")
	not live({"revoked_at": "2026-03-03T09:00:00+08:00"}, "2026-03-03T09:00:00+08:00")
	live({"revoked_at": "2026-03-03T09:00:00+08:00"}, "2026-03-03T08:59:59+08:00")
}

in_force(patch, at) if grants.in_force(object.union(grant, patch), at)

test_in_force if {
	in_force({}, "2026-03-02T09:00:00+08:00")
	not in_force({}, "2026-03-02T08:59:59+08:00")
	in_force({"granted_at": "2026-03-02"}, "2026-03-02T00:00:00Z")
	not in_force({"granted_at": "2026-03-03"}, "2026-03-02T09:00:00Z")
	not in_force({"expires_at": "2026-03-03T09:00:00+08:00"}, "2026-03-03T09:00:00+08:00")
	not in_force({"revoked_at": "2026-03-03T09:00:00+08:00"}, "2026-03-03T09:00:00+08:00")
}
