"""Payments and prepaid cards exactly at the thresholds of identification."""

import pytest

from tests.e2e.boundary_rows import (
    MOMENT,
    MONDAY,
    OTHER,
    TXN,
    WON,
    account,
    case,
    paid,
    verified,
)
from tests.e2e.registers import NOW, audited, said


def month(name, want, *payments, seen=(), accounts=None, now=NOW):
    evidence = {
        "kyc_transactions": [*payments],
        "kyc_accounts": accounts or [account()],
        "id_verifications": [OTHER, *seen],
        "kyc_customers": [WON, {**WON, "customer_id": "C2"}],
    }
    return case(name, "AML-012-2", want, evidence, now)


def abroad(usd, at="2026-03-02 10:00", no=1):
    return paid("", at, no, foreign=True, amount_usd=usd)


def single(name, want, payment, *seen):
    evidence = {
        "kyc_transactions": [payment],
        "kyc_customers": [WON],
        "id_verifications": [OTHER, *seen],
    }
    return case(name, "AML-012-1", want, evidence)


SINGLE = [
    single("at the limit", TXN, paid(10000)),
    single("a fen below", "not-applicable", paid(9999.99)),
    single("foreign, at the limit", TXN, abroad(1000)),
    single("foreign, a cent below", "not-applicable", abroad(999.99)),
    single("no amount", "not-evaluated", paid()),
    single("no equivalent", "not-evaluated", abroad("")),
    single("verified at the minute", "pass", paid(10000), verified(MOMENT)),
    single("verified at the minute, in UTC", "pass", paid(10000), verified("2026-03-02T02:00:00Z")),
    single("verified a minute later", TXN, paid(10000), verified("2026-03-02 10:01")),
    single(
        "document ends that day", "pass", paid(10000), verified(MOMENT, id_expires_at="2026-03-02")
    ),
    single(
        "document ended the day before",
        TXN,
        paid(10000),
        verified(MOMENT, id_expires_at="2026-03-01"),
    ),
    single("document for life", "pass", paid(10000), verified(MOMENT, id_expires_at="9999-12-31")),
    single("no copy", TXN, paid(10000), verified(MOMENT, id_copy_ref="")),
]

HALF = paid(25000, "2026-02-01 10:00")

LEAP = paid(25000, "2024-02-01 10:00")

MONTH = [
    month("thirtieth day", "kyc_transactions:2", HALF, paid(25000, "2026-03-02 10:00", 2)),
    month("thirty-first day", "pass", HALF, paid(25000, "2026-03-03 10:00", 2)),
    month("a fen below", "pass", HALF, paid(24999.99, "2026-03-02 10:00", 2)),
    month(
        "thirtieth day, over leap day",
        "kyc_transactions:2",
        LEAP,
        paid(25000, "2024-03-01 10:00", 2),
    ),
    month("thirty-first day, over leap day", "pass", LEAP, paid(25000, "2024-03-02 10:00", 2)),
    month(
        "thirtieth day, in UTC", "kyc_transactions:2", HALF, paid(25000, "2026-03-02T15:59:00Z", 2)
    ),
    month(
        "thirty-first day, thirtieth in UTC", "pass", HALF, paid(25000, "2026-03-02T16:01:00Z", 2)
    ),
    month(
        "in and out together",
        "kyc_transactions:2",
        HALF,
        paid(25000, "2026-02-02", 2, direction="in"),
    ),
    month("foreign, at the limit", "kyc_transactions:2", abroad(5000), abroad(5000, no=2)),
    month("foreign, a cent below", "pass", abroad(5000), abroad(4999.99, no=2)),
    month(
        "two numbers of one customer",
        "kyc_transactions:2",
        HALF,
        paid(25000, "2026-02-02 10:00", 2, customer_id="C2", account_id="A2"),
        accounts=[account(), account("A2", "C2", master_customer_id="C1")],
    ),
    month(
        "reversed",
        "pass",
        HALF,
        paid(25000, "2026-02-02 10:00", 2),
        paid(25000, "2026-02-03 10:00", 3, kind="reversal", direction="in", reversal_of="T2"),
    ),
    month("verified at the minute", "pass", HALF, paid(25000, no=2), seen=[verified(MOMENT)]),
    month(
        "verified a minute later",
        "kyc_transactions:2",
        HALF,
        paid(25000, no=2),
        seen=[verified("2026-03-02 10:01")],
    ),
]


def walk_in(name, want, *payments):
    evidence = {
        "kyc_transactions": [{**one, "account_id": ""} for one in payments],
        "kyc_customers": [WON],
        "id_verifications": [OTHER],
    }
    return case(name, "AML-014", want, evidence)


WALK_IN = [
    walk_in("at the limit", TXN, paid(10000)),
    walk_in("a fen below", "pass", paid(9999.99)),
    walk_in("nobody", TXN, paid(10000, customer_id="")),
    walk_in("the limit in one day", "review", paid(5000), paid(5000, "2026-03-02 23:59", 2)),
    walk_in(
        "midnight between them",
        "pass",
        paid(5000, "2026-03-02T15:59:00Z"),
        paid(5000, "2026-03-02T16:00:00Z", 2),
    ),
    walk_in(
        "one day, two in UTC",
        "review",
        paid(5000, "2026-03-01T16:00:00Z"),
        paid(5000, "2026-03-02T15:59:00Z", 2),
    ),
]


def cards(name, want, *amounts, registered=False, sale="S1"):
    rows = [
        {"event_id": f"E{no}", "event": "sale", "registered_card": registered, "amount_cny": amount}
        | {"at": MOMENT, "sale_id": sale}
        for no, amount in enumerate(amounts)
    ]
    return case(name, "AML-016", want, {"prepaid_card_events": rows, "id_verifications": [OTHER]})


CARD = "prepaid_card_events:1"

CARDS = [
    cards("at the limit", CARD, 10000, sale=""),
    cards("a fen below", "not-applicable", 9999.99, sale=""),
    cards("one sale of two cards", f"{CARD} prepaid_card_events:2", 4000, 6000),
    cards("two sales", "not-applicable", 4000, 6000, sale=""),
    cards("a registered card", CARD, 1, registered=True),
]


def registered(name, want, *loans):
    rows = [
        {
            "loan_id": f"L{no}",
            "item": "档案",
            "reason": "核对",
            "borrower_signature": one["borrower"],
        }
        for no, one in enumerate(loans)
    ]
    return case(
        name,
        "CIC-019-5a",
        want,
        {"loan_register": [one | row for one, row in zip(loans, rows, strict=True)]},
    )


def traded(name, want, kind, at=MONDAY, seen="", expiry="2030-01-01", control="AML-012-4"):
    trade = {
        "txn_id": "T1",
        "customer_id": "C1",
        "account_id": "A1",
        "kind": kind,
        "direction": "out",
        "at": at,
        "amount_cny": 1,
    }
    check = {
        "verification_id": "V1",
        "subject": "C1",
        "customer_id": "C1",
        "at": seen,
        "result": "match",
        "id_copy_ref": "K",
        "id_expires_at": expiry,
    }
    other = {**check, "customer_id": "C9", "verification_id": "V0", "at": "2026-01-01"}
    client = {"customer_id": "C1", "customer_type": "individual", "status": "active"}
    return case(
        name,
        control,
        want,
        {
            "kyc_transactions": [trade],
            "kyc_customers": [client],
            "id_verifications": [other, *([check] if seen else [])],
        },
    )


BUY = "financial_product_purchase"

TRADED = [
    traded("at the minute", "pass", BUY, seen=MONDAY),
    traded("a minute later", "kyc_transactions:1", BUY, seen="2026-03-02 09:01"),
    traded(
        "on a document's last day",
        "pass",
        "payment",
        seen="2026-01-01",
        expiry="2026-03-02",
        control="AML-024b",
    ),
    traded(
        "the day after",
        "kyc_transactions:1",
        "payment",
        seen="2026-01-01",
        expiry="2026-03-01",
        control="AML-024b",
    ),
    traded(
        "after midnight, last day in UTC",
        "kyc_transactions:1",
        "payment",
        at="2026-03-01T16:00:00Z",
        seen="2026-01-01",
        expiry="2026-03-01",
        control="AML-024b",
    ),
    traded(
        "interest after it",
        "not-applicable",
        "interest_credit",
        seen="2026-01-01",
        expiry="2026-03-01",
        control="AML-024b",
    ),
]


def redeemed(name, want, seen, presenter="C1"):
    card = {
        "event_id": "E1",
        "event": "redemption",
        "registered_card": False,
        "amount_cny": 1,
        "at": MONDAY,
        "presenter": presenter,
        "id_verification_ref": "V1",
    }
    check = {
        "verification_id": "V1",
        "subject": "C1",
        "at": seen,
        "result": "match",
        "id_copy_ref": "K",
    }
    return case(name, "AML-018", want, {"prepaid_card_events": [card], "id_verifications": [check]})


REDEEMED = [
    redeemed("at the minute", "pass", MONDAY),
    redeemed("a minute later", "prepaid_card_events:1", "2026-03-02 09:01"),
    redeemed("somebody else", "prepaid_card_events:1", MONDAY, "C2"),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*SINGLE, *MONTH, *WALK_IN, *CARDS, *REDEEMED, *TRADED],
)
def test_payments(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
