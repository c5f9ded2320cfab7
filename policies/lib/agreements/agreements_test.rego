package lib.agreements_test

import data.lib.agreements

given(rows) := {"now": "2026-03-10T09:00:00+08:00", "evidence": {"agreements": rows}}

term := {"effective_at": "2026-01-01", "expires_at": "2026-03-10"}

in_force(row, at) if {
	agreements.in_force(row, at) with data.organisation as {"timezone": "Asia/Shanghai"}
}

may_cover(row, at) if {
	agreements.may_cover(row, at) with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_in_force_within_its_days if {
	in_force(term, "2026-01-01T00:00:00+08:00")
	in_force(term, "2026-03-10T23:59:59+08:00")
	not in_force(term, "2025-12-31T23:59:59+08:00")
	not in_force(term, "2026-03-11T00:00:00+08:00")
}

test_an_empty_last_day_is_open if in_force({"effective_at": "2026-01-01"}, "2030-01-01")

test_an_empty_first_day_is_open_only_to_doubt if {
	row := {"expires_at": "2026-03-10"}
	not in_force(row, "2026-03-01")
	may_cover(row, "2026-03-01")
	not may_cover(row, "2026-03-11")
	may_cover(term, "2026-03-01")
	not may_cover(term, "2025-12-31")
}

test_an_agreement_out_for_signature_has_not_begun if {
	sent := {"sent_at": "2026-03-01"}
	not may_cover(sent, "2026-03-02")
	may_cover(object.union(sent, {"returned_at": "2026-03-02"}), "2026-03-02")
	may_cover(object.union(sent, {"effective_at": "2026-03-02"}), "2026-03-02")
}

test_live if {
	rows := [
		{"agreement_id": "A-0", "kind": "service", "effective_at": "2026-01-01"},
		{"agreement_id": "A-1", "kind": "service"},
		{"agreement_id": "A-2", "kind": "service", "effective_at": "2026-03-11"},
		{"agreement_id": "A-3", "kind": "staff_nda", "effective_at": "2026-01-01"},
	]
	agreements.live(["service"]) == {0, 1} with input as given(rows)
	agreements.live(["service", "staff_nda"]) == {0, 1, 3} with input as given(rows)
	agreements.live(["cooperation"]) == set() with input as given(rows)
}

test_rows_of_an_agreement if {
	rows := [{"agreement_id": "A-1"}, {"agreement_id": "A-2"}, {"agreement_id": "A-1"}]
	agreements.by_id == {"A-1": {0, 2}, "A-2": {1}} with input as given(rows)
}

test_untraced if {
	document := given([{"agreement_id": "A-1"}])
	agreements.untraced({"agreement_id": "A-2"}) with input as document
	not agreements.untraced({"agreement_id": "A-1"}) with input as document
	not agreements.untraced({}) with input as document
}

test_doubts_speak_both_languages if {
	agreements.undated == {"en": "its first day is not recorded", "zh": "未登记生效日期"}
	agreements.unregistered == {"en": "its agreement is not registered", "zh": "所涉协议未登记"}
}
