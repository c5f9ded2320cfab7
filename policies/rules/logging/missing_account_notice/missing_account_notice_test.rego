package rules.logging.missing_account_notice_test

import data.rules.logging.missing_account_notice

params := {"LOG-003": {"notify_above_cny": 100, "max_delay_minutes": 10}}

transaction := {
	"txn_id": "T1",
	"account_id": "masked-1",
	"amount_cny": 100.01,
	"at": "2026-03-10T12:00:00+08:00",
	"_loc": {"file": "transactions.csv", "line": 2},
}

account := {"account_id": "masked-1", "alerts_on": true}

notice := {
	"notice_id": "N1",
	"topic": "account_change",
	"ref": "T1",
	"sent_at": "2026-03-10T12:10:00+08:00",
	"delivered": true,
}

late := "2026-03-10T12:10:01+08:00"

doc(transactions, accounts, notices, at) := {
	"now": at,
	"evidence": {
		"kyc_transactions": transactions,
		"kyc_accounts": accounts,
		"customer_notices": notices,
	},
}

found(given) := result if {
	result := missing_account_notice.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := missing_account_notice.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(given) := result if {
	result := missing_account_notice.applicable with input as given with data.params as params
}

noticed(patch) := denied(doc([transaction], [account], [object.union(notice, patch)], late))

without(field) := denied(doc([transaction], [account], [object.remove(notice, [field])], late))

missing := {"T1: no notice of the change reached the customer within 10 minutes"}

vague := {concat("", [
	"T1: no notice in time, ",
	"and its amount or the account's wish for notices is not recorded",
])}

test_a_notice_on_the_limit_passes if {
	given := doc([transaction], [account], [notice], late)
	found(given) == set()
	doubts(given) == set()
	noticed({"sent_at": "2026-03-10T12:00:00+08:00"}) == set()
	noticed({"sent_at": "2026-03-10"}) == set()
	without("delivered") == set()
}

test_no_notice if {
	given := doc([transaction], [account], [], late)
	found(given) == {{
		"msg": concat("", missing),
		"msg_zh": "T1:10分钟内没有将账户变动通知送达客户",
		"subject": "T1",
		"_loc": {"file": "transactions.csv", "line": 2},
	}}
	doubts(given) == set()
}

test_time_remains if {
	found(doc([transaction], [account], [], "2026-03-10T12:10:00+08:00")) == set()
}

test_notices_that_do_not_count if {
	without("sent_at") == missing
	without("ref") == missing
	every patch in [
		{"sent_at": late},
		{"sent_at": "2026-03-10T11:59:59+08:00"},
		{"delivered": false},
		{"topic": "service_change"},
		{"ref": "T2"},
	] {
		noticed(patch) == missing
	}
}

test_a_transaction_of_a_plain_date_counts_from_its_end if {
	row := object.union(transaction, {"at": "2026-03-09"})
	found(doc([row], [account], [], "2026-03-10T00:10:00+08:00")) == set()
	denied(doc([row], [account], [], "2026-03-10T00:10:01+08:00")) == missing
}

test_small_amounts_need_none if {
	given := doc([object.union(transaction, {"amount_cny": 100})], [account], [], late)
	found(given) == set()
	doubts(given) == set()
	applies(given) == false
}

test_accounts_without_alerts_need_none if {
	given := doc([transaction], [object.union(account, {"alerts_on": false})], [], late)
	found(given) == set()
	doubts(given) == set()
	applies(given) == false
}

test_an_unknown_duty_is_unknown if {
	doubts(doc([transaction], [], [notice], late)) == set()
	every given in [
		doc([transaction], [], [], late),
		doc([transaction], [object.remove(account, ["alerts_on"])], [], late),
		doc([object.remove(transaction, ["amount_cny"])], [account], [], late),
		doc([object.remove(transaction, ["account_id"])], [account], [], late),
	] {
		found(given) == set()
		doubts(given) == vague
	}
}

test_an_unread_source_leaves_it_unknown if {
	given := object.union(
		doc([transaction], [account], [], late),
		{"gaps": {"customer_notices": [{}]}},
	)
	found(given) == set()
	doubts(given) == missing
	vaguely := object.union(doc([transaction], [], [], late), {"gaps": given.gaps})
	doubts(vaguely) == vague
}

test_applicable if {
	applies(doc([transaction], [account], [], late))
	applies(doc([], [account], [notice], late)) == false
}
