"""Balances, ratings, notices and alerts on the last day and the day after."""

import pytest

from tests.e2e.boundary_rows import (
    CLIENT,
    OTHER,
    TXN,
    WON,
    account,
    case,
    file,
    paid,
    post,
    verified,
    working,
)
from tests.e2e.registers import NOW, audited, said


def days(name, want, *loans, calendar=(), now=NOW, **params):
    evidence = {"loan_register": [{**row, "loan_id": f"L{n}"} for n, row in enumerate(loans)]}
    if calendar:
        evidence["reference_lists"] = list(calendar)
    return case(name, "CIC-019-5b", want, evidence, now, **params)


def opened(name, want, created, calendar, first="2026-03-05"):
    row = file(created_at=created, registered_by="u1")
    client = {"system_id": "crm", "customer_id": "C1", "active": True, "first_contact_at": first}
    evidence = {
        "customer_files": [row]
        if created
        else [
            file(
                customer_id="C2",
                first_contact_at="2026-03-05",
                created_at="2026-03-05",
                registered_by="u1",
            )
        ],
        "crm_records": [client],
        "hr_roster": [post("u1", "customer_information_specialist")],
        "reference_lists": calendar,
    }
    return case(name, "CIC-004a", want, evidence)


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
    held("ledger without the last days", "account_balances:1", "2026-03-11 09:00", *DAILY[:5]),
    held("the tenth day is today", "pass", "2026-03-10 18:00", *DAILY),
]


def rated(name, want, start, at="", now=NOW):
    other = {"customer_id": "C9", "rated_at": "2026-01-01", "grade": "low"}
    ratings = [other, *([{**other, "customer_id": "C1", "rated_at": at}] if at else [])]
    evidence = {
        "kyc_customers": [{**WON, "relationship_start_at": start}],
        "risk_ratings": ratings,
    }
    return case(name, "AML-021a", want, evidence, now)


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


def notified(name, want, expiry, sent="", delivered=True):
    other = {"notice_id": "N0", "topic": "id_expiry", "customer_id": "C9", "event_at": "2027-01-01"}
    notice = {**other, "notice_id": "N1", "customer_id": "C1", "event_at": expiry}
    notice |= {"sent_at": sent, "delivered": delivered}
    evidence = {
        "kyc_customers": [{**WON, "id_expires_at": expiry, "relationship_start_at": "2020-01-01"}],
        "customer_notices": [other, *([notice] if sent else [])],
    }
    return case(name, "AML-024a", want, evidence)


NOTIFIED = [
    notified("61 days ahead", "not-applicable", "2026-05-10"),
    notified("59 days ahead", CLIENT, "2026-05-08"),
    notified("sent 60 days ahead", "pass", "2026-05-08", "2026-03-09 23:59"),
    notified("sent 59 days ahead", CLIENT, "2026-05-08", "2026-03-10 09:00"),
    notified("not delivered", CLIENT, "2026-05-08", "2026-03-01", delivered=False),
    notified("60 days ahead, today", "pass", "2026-05-09"),
    notified("for life", "not-applicable", "9999-12-31"),
    notified("no expiry date", CLIENT, ""),
]


def waited(name, want, at, calendar, opened="2026-03-05 10:00", **more):
    evidence = {
        "kyc_accounts": [account(opened_at=opened, pbc_approved_at="2026-03-05", **more)],
        "kyc_transactions": [paid(1, at)],
        "reference_lists": calendar,
    }
    return case(name, "KYC-109", want, evidence, "2026-03-20 12:00")


OPENING_DAYS = working(5, 12)

WAITED = [
    waited("third working day", TXN, "2026-03-10 23:59", OPENING_DAYS),
    waited("fourth working day", "pass", "2026-03-11 00:00", OPENING_DAYS),
    waited("fourth working day, in UTC the third", "pass", "2026-03-10T16:00:00Z", OPENING_DAYS),
    waited("a Sunday at work", "pass", "2026-03-10 00:00", working(5, 12, (7,))),
    waited("opened on a Saturday", TXN, "2026-03-11 23:59", OPENING_DAYS, "2026-03-07 10:00"),
    waited("calendar too short", "not-evaluated", "2026-03-10 10:00", working(5, 9)),
]


def regraded(name, want, grade, at, approved="2026-01-01", now=NOW):
    rule = {"doc_id": "P1", "topic": "risk_grading_standard", "version": "1"}
    evidence = {
        "risk_ratings": [{"customer_id": "C1", "rated_at": at, "grade": grade}],
        "policy_register": [{**rule, "approved_at": approved, "effective_at": approved}],
    }
    return case(name, "RSK-003", want, evidence, now)


REGRADED = [
    regraded("high, 183 days", "pass", "high", "2025-09-08"),
    regraded("high, 184 days", "risk_ratings:1", "high", "2025-09-07"),
    regraded("medium, 365 days", "pass", "medium", "2025-03-10"),
    regraded("medium, 366 days", "risk_ratings:1", "medium", "2025-03-09"),
    regraded(
        "365 days over leap day",
        "risk_ratings:1",
        "medium",
        "2027-03-01",
        "2028-01-01",
        "2028-03-01 12:00",
    ),
    regraded("standard, 365 days", "pass", "low", "2026-01-01", "2025-03-10"),
    regraded("standard, 366 days", "policy_register:1", "low", "2026-01-01", "2025-03-09"),
]


def alert(name, want, **more):
    row = {
        "alert_id": "W1",
        "customer_id": "C1",
        "kind": "suspicion",
        "raised_at": "2026-02-28 18:00",
        "analyst": "u1",
        "decision_reason": "r",
    }
    return case(name, "AML-002-3", want, {"aml_alerts": [row | more]})


ALERTS = [
    alert("tenth day, not analysed", "pass"),
    alert("eleventh day, not analysed", "aml_alerts:1", raised_at="2026-02-28 17:59"),
    alert(
        "fifth day, not reported",
        "pass",
        analysed_at="2026-03-05 18:00",
        decision="suspicious",
        report_ref="R",
    ),
    alert(
        "sixth day, not reported",
        "aml_alerts:1",
        analysed_at="2026-03-05 17:59",
        decision="suspicious",
        report_ref="R",
    ),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*BALANCE, *RATED, *NOTIFIED, *WAITED, *REGRADED, *ALERTS],
)
def test_accounts(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
