package rules.identification.unreconstructable_transaction_test

import data.rules.identification.unreconstructable_transaction

params := {"KYC-303a": {
	"reconstruction_fields": ["amount_cny", "counterparty", "purpose", "channel", "served_by"],
	"staffed_channels": ["counter"],
	"exempt_kinds": ["fee_debit"],
}}

payment := {
	"txn_id": "T1",
	"customer_id": "C1",
	"account_id": "A1",
	"kind": "payment",
	"amount_cny": 0,
	"counterparty": "x",
	"purpose": "rent",
	"channel": "counter",
	"served_by": "u1",
	"id_verification_ref": "V1",
	"channel_seq": 5,
	"_loc": {"file": "transactions.csv", "line": 2},
}

check := {"verification_id": "V1", "customer_id": "C1"}

doc(rows, customers, checks) := {"evidence": {
	"kyc_transactions": rows,
	"kyc_customers": customers,
	"id_verifications": checks,
}}

kept(rows) := doc(rows, [{"customer_id": "C1"}], [check])

denied(given) := {finding.msg | some finding in result} if {
	result := unreconstructable_transaction.deny with input as given with data.params as params
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unreconstructable_transaction.unknown with input as given
		with data.params as params
}

changed(patch) := denied(kept([object.union(payment, patch)]))

without(fields) := denied(kept([object.remove(payment, fields)]))

unread(given, kind) := object.union(given, {"gaps": {kind: [{"reason": "denied"}]}})

test_full_record_passes if {
	changed({}) == set()
	unjudged(kept([payment])) == set()
}

test_missing_fields if {
	without(["amount_cny", "channel"]) == {"T1: amount_cny, channel is missing"}
	without(["counterparty", "purpose"]) == {"T1: counterparty, purpose is missing"}
}

test_server_is_needed_in_staffed_channels_only if {
	without(["served_by"]) == {"T1: served_by is missing"}
	online := object.union(object.remove(payment, ["served_by"]), {"channel": "online"})
	denied(kept([online])) == set()
}

test_exempt_kinds if {
	fee := object.union(object.remove(payment, ["counterparty", "purpose"]), {"kind": "fee_debit"})
	denied(kept([fee])) == set()
	denied(kept([object.remove(fee, ["served_by"])])) == {"T1: served_by is missing"}
}

no_record := {"T1: the customer has no identity record"}

no_check := {"T1: no identity check of the customer is kept"}

test_customer_without_record if {
	given := doc([payment], [], [check])
	denied(given) == no_record
	denied(unread(given, "kyc_customers")) == set()
	unjudged(unread(given, "kyc_customers")) == no_record
	without(["customer_id"]) == {concat("; ", [
		"T1: no identity check of the customer is kept",
		"the customer has no identity record",
	])}
	without(["customer_id", "account_id"]) == set()
}

test_customer_without_check if {
	given := doc([payment], [{"customer_id": "C1"}], [object.union(check, {"customer_id": "C2"})])
	denied(given) == no_check
	denied(unread(given, "id_verifications")) == set()
	unjudged(unread(given, "id_verifications")) == no_check
	denied(unread(given, "kyc_customers")) == no_check
}

test_check_that_is_not_kept if {
	changed({"id_verification_ref": "V2"}) == {
		"T1: the identity check that it names is not kept",
	}
	without(["id_verification_ref"]) == set()
}

numbered(id, number) := object.union(payment, {"txn_id": id, "channel_seq": number})

test_skipped_numbers if {
	denied(kept([numbered("T3", 7), payment, numbered("T2", 6)])) == set()
	gap := kept([payment, numbered("T2", 7)])
	fault := {"T2: the transaction numbered 6 before it is missing in the channel"}
	denied(gap) == fault
	denied(unread(gap, "kyc_transactions")) == set()
	unjudged(unread(gap, "kyc_transactions")) == fault
	denied(kept([payment, numbered("T2", 5)])) == set()
}

test_each_channel_counts_alone if {
	online := object.union(numbered("T2", 9), {"channel": "online"})
	denied(kept([payment, online])) == set()
	between := object.union(numbered("T3", 6), {"channel": "online"})
	denied(kept([payment, between, numbered("T4", 7)])) == {
		"T4: the transaction numbered 6 before it is missing in the channel",
	}
	denied(kept([payment, object.remove(payment, ["channel_seq"])])) == set()
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc([payment], [], [])) == set()
