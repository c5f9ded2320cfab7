package rules.privacy.marketing_despite_optout_test

import data.rules.privacy.marketing_despite_optout

params := {
	"PRV-302-1": {"grace_hours": 24, "exempt_campaigns": ["service_notice", "security_notice"]},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := marketing_despite_optout with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := marketing_despite_optout.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

message := {
	"message_id": "M-1",
	"customer_id": "C-1",
	"campaign": "spring",
	"sent_at": "2026-03-05T09:00:00+08:00",
	"_loc": {"file": "marketing.csv"},
}

flags := {
	"customer_id": "C-1",
	"direct_marketing": false,
	"effective_at": "2026-01-01",
	"_loc": {"file": "optouts.csv"},
}

given(row, choices) := {"marketing_log": [row], "optout_flags": choices}

chosen(choices) := judged(given(message, choices))

optout_at(at) := chosen([
	flags,
	object.union(flags, {"direct_marketing": true, "effective_at": at}),
])

none := {"M-1: no opt-out choice of the customer is on record for that time"}

out := denied({"M-1: the customer opted out of direct marketing"})

test_a_willing_recipient if chosen([flags]) == clean

test_opted_out if {
	chosen([object.union(flags, {"direct_marketing": true})]) == out
	optout_at("2026-03-04T09:00:00+08:00") == out
	optout_at("2026-03-04T09:00:01+08:00") == clean
}

test_unknown_choices if {
	empty := denied({
		"M-1: the customer's choice on direct marketing is empty and counts as opted out",
	})
	chosen([object.remove(flags, ["direct_marketing"])]) == empty
	chosen([]) == denied(none)
	chosen([object.union(flags, {"effective_at": "2026-03-05"})]) == denied(none)
	gapped("optout_flags", given(message, [])) == doubted(none)
	gapped("optout_flags", given(message, [flags])) == clean
}

test_recipients_without_a_customer if {
	stranger := object.remove(message, ["customer_id"])
	unknown := denied({"M-1: its recipient could not be joined to a customer"})
	judged(given(stranger, [flags])) == unknown
	gapped("optout_flags", given(stranger, [])) == unknown
}

test_notices_are_no_marketing if {
	notice := object.union(message, {"campaign": "service_notice"})
	judged(given(notice, [])) == clean
	not applies(given(notice, []))
	applies(given(message, []))
	unnamed := object.remove(message, ["campaign"])
	judged(given(unnamed, [])) == denied(none)
	not applies({"marketing_log": [], "optout_flags": [flags]})
}

test_the_day_of_the_choice if {
	act := object.union(message, {"sent_at": "2026-03-06"})
	closed := object.union(flags, {
		"direct_marketing": true,
		"effective_at": "2026-03-05T23:30:00+08:00",
	})
	judged(given(act, [flags, closed])) == doubted({concat("; ", [
		"M-1: at which hour of that day it was done is not recorded",
		"the customer opted out of direct marketing",
	])})
	judged(given(act, [flags])) == clean
}
