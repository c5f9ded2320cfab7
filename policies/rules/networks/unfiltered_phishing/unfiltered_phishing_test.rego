package rules.networks.unfiltered_phishing_test

import data.rules.networks.unfiltered_phishing

params := {"NET-006": {"accepted_dmarc": ["quarantine", "reject"], "max_list_age_days": 7}}

domain := {
	"domain": "example.com",
	"spf": true,
	"dkim": true,
	"dmarc_policy": "reject",
	"attachment_blocking": true,
	"url_filtering": true,
	"lists_updated_at": "2026-03-03T12:00:00+08:00",
	"_loc": {"file": "mail.json"},
	"_locs": {"spf": {"file": "mail.json", "line": 3}},
}

doc(rows) := {"now": "2026-03-10T12:00:00+08:00", "evidence": {"mail_web_filter": rows}}

found(row) := result if {
	result := unfiltered_phishing.deny with input as doc([row])
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(patch) := {finding.msg | some finding in found(object.union(domain, patch))}

without(field) := {finding.msg | some finding in found(object.remove(domain, [field]))}

expected := {
	"spf": "no SPF record is published",
	"dkim": "mail is not signed with DKIM",
	"attachment_blocking": "dangerous attachments are not blocked",
	"url_filtering": "dangerous links are not blocked",
}

test_a_filtered_domain_passes if {
	found(domain) == set()
	denied({"dmarc_policy": "quarantine"}) == set()
}

test_each_safeguard_is_needed if {
	every field, text in expected {
		message := {sprintf("example.com/%s: %s", [field, text])}
		denied({field: false}) == message
		without(field) == message
	}
}

test_a_fault_stands_at_its_own_line if {
	found(object.union(domain, {"spf": false})) == {{
		"msg": "example.com/spf: no SPF record is published",
		"msg_zh": "example.com/spf:未发布SPF记录",
		"subject": "example.com/spf",
		"_loc": {"file": "mail.json", "line": 3},
	}}
}

test_dmarc_policy if {
	message := {"example.com/dmarc_policy: the DMARC policy is none"}
	denied({"dmarc_policy": "none"}) == message
	without("dmarc_policy") == message
}

test_lists if {
	denied({"lists_updated_at": "2026-03-03T11:59:59+08:00"}) == {concat("", [
		"example.com/lists_updated_at: the update of its lists was at ",
		"2026-03-03T11:59:59+08:00, more than 7 days ago",
	])}
	without("lists_updated_at") == {
		"example.com/lists_updated_at: the update of its lists is not recorded",
	}
}

test_applicable if {
	unfiltered_phishing.applicable with input as doc([domain])
	not unfiltered_phishing.applicable with input as doc([])
}
