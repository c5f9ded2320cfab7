"""Thresholds, identification, ratings, notices and agreements at their limits."""

import pytest

from tests.e2e.registers import NOW, audited, said
from tests.e2e.test_boundaries import case, working

TXN = "kyc_transactions:1"
WON = {"customer_id": "C1", "customer_type": "individual", "status": "active"}


def verified(at, **more):
    row = {"verification_id": "V1", "subject": "C1", "customer_id": "C1", "at": at}
    row |= {"result": "match", "id_copy_ref": "K1", "id_expires_at": "2030-01-01"}
    return {**row, **more}


OTHER = verified("2026-01-01", verification_id="V0", customer_id="C9", subject="C9")


def paid(amount="", at="2026-03-02 10:00", no=1, **more):
    row = {"txn_id": f"T{no}", "customer_id": "C1", "account_id": "A1", "kind": "payment"}
    row |= {"direction": "out", "at": at, "amount_cny": amount, "foreign": False}
    return {**row, **more}


def abroad(usd, at="2026-03-02 10:00", no=1):
    return paid("", at, no, foreign=True, amount_usd=usd)


def single(name, want, payment, *seen):
    evidence = {
        "kyc_transactions": [payment],
        "kyc_customers": [WON],
        "id_verifications": [OTHER, *seen],
    }
    return case(name, "AML-012-1", want, evidence)


MOMENT = "2026-03-02 10:00"
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


def account(id_="A1", customer="C1", **more):
    row = {"account_id": id_, "customer_id": customer, "opened_at": "2020-01-01"}
    return {**row, "status": "active", **more}


def month(name, want, *payments, seen=(), accounts=None, now=NOW):
    evidence = {
        "kyc_transactions": [*payments],
        "kyc_accounts": accounts or [account()],
        "id_verifications": [OTHER, *seen],
        "kyc_customers": [WON, {**WON, "customer_id": "C2"}],
    }
    return case(name, "AML-012-2", want, evidence, now)


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


def held(name, want, now, *days, seen=()):
    rows = [
        {
            "account_id": "A1",
            "customer_id": "C1",
            "date": day,
            "balance_cny": cny,
            "balance_usd": usd,
        }
        for day, cny, usd in days
    ]
    evidence = {
        "account_balances": rows,
        "kyc_accounts": [account()],
        "id_verifications": [OTHER, *seen],
        "kyc_customers": [WON],
    }
    return case(name, "AML-012-3", want, evidence, now)


DAILY = [(f"2026-03-{day:02d}", 5000.01, 0) for day in range(1, 11)]
BALANCE = [
    held("ten days above", "account_balances:1", "2026-03-11 09:00", *DAILY),
    held("nine days above", "pass", "2026-03-11 09:00", *DAILY[:9], ("2026-03-10", 5000, 0)),
    held(
        "ten days at the limit",
        "pass",
        "2026-03-11 09:00",
        *((day, 5000, 1000) for day, *_ in DAILY),
    ),
    held(
        "ten days above in dollars",
        "account_balances:1",
        "2026-03-11 09:00",
        *((day, 0, 1000.01) for day, *_ in DAILY),
    ),
    held(
        "verified on the tenth day",
        "pass",
        "2026-03-11 09:00",
        *DAILY,
        seen=[verified("2026-03-10 23:59")],
    ),
    held(
        "verified on the eleventh day",
        "account_balances:1",
        "2026-03-12 09:00",
        *DAILY,
        seen=[verified("2026-03-11 00:01")],
    ),
    held("the tenth day is today", "pass", "2026-03-10 18:00", *DAILY),
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


def rated(name, want, start, at="", now=NOW):
    other = {"customer_id": "C9", "rated_at": "2026-01-01", "grade": "low"}
    ratings = [other, *([{**other, "customer_id": "C1", "rated_at": at}] if at else [])]
    evidence = {
        "kyc_customers": [{**WON, "relationship_start_at": start}],
        "risk_ratings": ratings,
    }
    return case(name, "AML-021a", want, evidence, now)


CLIENT = "kyc_customers:1"
RATED = [
    rated("sixtieth day", "pass", "2026-01-09"),
    rated("sixty-first day", CLIENT, "2026-01-08"),
    rated("sixtieth day, over leap day", "pass", "2024-01-01", "2024-03-01"),
    rated("sixty-first day, over leap day", CLIENT, "2024-01-01", "2024-03-02"),
    rated("sixtieth day, over year end", "pass", "2025-11-02", "2026-01-01 23:59"),
    rated("sixty-first day, in UTC the day before", CLIENT, "2025-11-02", "2026-01-01T16:01:00Z"),
    rated("60 days before", "pass", "2025-06-01", "2025-04-02"),
    rated("61 days before", CLIENT, "2025-06-01", "2025-04-01"),
    rated("no start", CLIENT, "", "2026-01-01"),
]


def told(name, want, expiry, sent="", delivered=True):
    other = {"notice_id": "N0", "topic": "id_expiry", "customer_id": "C9", "event_at": "2027-01-01"}
    notice = {**other, "notice_id": "N1", "customer_id": "C1", "event_at": expiry}
    notice |= {"sent_at": sent, "delivered": delivered}
    evidence = {
        "kyc_customers": [{**WON, "id_expires_at": expiry, "relationship_start_at": "2020-01-01"}],
        "customer_notices": [other, *([notice] if sent else [])],
    }
    return case(name, "AML-024a", want, evidence)


TOLD = [
    told("61 days ahead", "not-applicable", "2026-05-10"),
    told("59 days ahead", CLIENT, "2026-05-08"),
    told("sent 60 days ahead", "pass", "2026-05-08", "2026-03-09 23:59"),
    told("sent 59 days ahead", CLIENT, "2026-05-08", "2026-03-10 09:00"),
    told("not delivered", CLIENT, "2026-05-08", "2026-03-01", delivered=False),
    told("60 days ahead, today", "pass", "2026-05-09"),
    told("for life", "not-applicable", "9999-12-31"),
    told("no expiry date", CLIENT, ""),
]


def waited(name, want, at, calendar, opened="2026-03-05 10:00", **more):
    evidence = {
        "kyc_accounts": [account(opened_at=opened, pbc_approved_at="2026-03-05", **more)],
        "kyc_transactions": [paid(1, at)],
        "reference_lists": calendar,
    }
    return case(name, "KYC-109", want, evidence, "2026-03-20 12:00")


CALENDAR = working(5, 12)
WAITED = [
    waited("third working day", TXN, "2026-03-10 23:59", CALENDAR),
    waited("fourth working day", "pass", "2026-03-11 00:00", CALENDAR),
    waited("fourth working day, in UTC the third", "pass", "2026-03-10T16:00:00Z", CALENDAR),
    waited("a Sunday at work", "pass", "2026-03-10 00:00", working(5, 12, (7,))),
    waited("opened on a Saturday", TXN, "2026-03-11 23:59", CALENDAR, "2026-03-07 10:00"),
    waited("calendar too short", "not-evaluated", "2026-03-10 10:00", working(5, 9)),
]


def reviewed(name, want, grade, at, approved="2026-01-01", now=NOW):
    rule = {"doc_id": "P1", "topic": "risk_grading_standard", "version": "1"}
    evidence = {
        "risk_ratings": [{"customer_id": "C1", "rated_at": at, "grade": grade}],
        "policy_register": [{**rule, "approved_at": approved, "effective_at": approved}],
    }
    return case(name, "RSK-003", want, evidence, now)


REVIEWED = [
    reviewed("high, 183 days", "pass", "high", "2025-09-08"),
    reviewed("high, 184 days", "risk_ratings:1", "high", "2025-09-07"),
    reviewed("medium, 365 days", "pass", "medium", "2025-03-10"),
    reviewed("medium, 366 days", "risk_ratings:1", "medium", "2025-03-09"),
    reviewed(
        "365 days over leap day",
        "risk_ratings:1",
        "medium",
        "2027-03-01",
        "2028-01-01",
        "2028-03-01 12:00",
    ),
    reviewed("standard, 365 days", "pass", "low", "2026-01-01", "2025-03-10"),
    reviewed("standard, 366 days", "policy_register:1", "low", "2026-01-01", "2025-03-09"),
]


def ordered(name, want, amount=100, approver="U2", person="p2"):
    users = [
        {
            "user_id": id_,
            "reg_id": "R1",
            "person": who,
            "permissions": ["transfer"],
            "limit_cny": 100,
        }
        | {"can_make": id_ == "U1", "can_approve": id_ == "U2"}
        for id_, who in (("U1", "p1"), ("U2", person))
    ]
    order = {"instruction_id": "I1", "reg_id": "R1", "user_id": "U1", "kind": "transfer"}
    order |= {"approver_id": approver, "amount_cny": amount}
    evidence = {
        "ebank_users": users,
        "ebank_instructions": [{**order, "submitted_at": MOMENT, "executed_at": MOMENT}],
        "ebank_registry": [{"reg_id": "R1", "customer_id": "C1", "kind": "enterprise"}],
    }
    return case(name, "EBK-104", want, evidence)


ORDERED = [
    ordered("at the limit", "pass"),
    ordered("a fen above", "ebank_instructions:1", 100.01),
    ordered("one person, two users", "ebank_instructions:1", person="p1"),
    ordered("own approval", "ebank_instructions:1", approver="U1"),
    ordered("no approval", "ebank_instructions:1", approver=""),
]


def offered(name, want, returned, sent="2026-03-02 10:00"):
    offer = {"agreement_id": "G1", "kind": "preferential_offer", "sent_at": sent}
    return case(
        name,
        "NDA-401",
        want,
        {"agreements": [{**offer, "returned_at": returned, "effective_at": "2026-03-06"}]},
    )


def shared(name, want, at):
    deal = {"agreement_id": "G1", "kind": "cooperation", "effective_at": "2025-03-01"}
    given = {"disclosure_id": "D1", "customer_id": "C1", "recipient_type": "partner"}
    evidence = {
        "agreements": [{**deal, "expires_at": "2026-02-28"}],
        "disclosure_register": [{**given, "agreement_id": "G1", "disclosed_at": at}],
    }
    return case(name, "NDA-102", want, evidence)


AGREED = [
    offered("three days", "pass", "2026-03-05 10:00"),
    offered("three days as dates", "pass", "2026-03-05", "2026-03-02"),
    offered("four days", "agreements:1", "2026-03-06 10:01"),
    offered("never", "agreements:1", ""),
    shared("last day", "pass", "2026-02-28 23:59"),
    shared("day after", "disclosure_register:1", "2026-03-01 00:00"),
    shared("last day, the day after in Shanghai", "disclosure_register:1", "2026-02-28T16:00:00Z"),
    shared("first day, the day before in UTC", "pass", "2025-02-28T16:00:00Z"),
]

CASES = [*SINGLE, *MONTH, *BALANCE, *WALK_IN, *CARDS, *RATED, *TOLD, *WAITED, *REVIEWED]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"), [*CASES, *ORDERED, *AGREED]
)
def test_customers(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
