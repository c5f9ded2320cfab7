"""Loans of materials at their limits, through the whole pipeline."""

import pytest

from tests.e2e.boundary_rows import CLERK, MONDAY, OUT, case, file, loan, working
from tests.e2e.registers import NOW, audited, said


def days(name, want, *loans, calendar=(), now=NOW, **params):
    evidence = {"loan_register": [{**row, "loan_id": f"L{n}"} for n, row in enumerate(loans)]}
    if calendar:
        evidence["reference_lists"] = list(calendar)
    return case(name, "CIC-019-5b", want, evidence, now, **params)


LENT = loan("2026-03-05 09:00", "2026-03-10 12:00")

LOANS = [
    days("third day", "pass", loan(MONDAY, "2026-03-05 23:59")),
    days("a minute after the third day", OUT, loan(MONDAY, "2026-03-06 00:01")),
    days("third day, said in UTC", "pass", loan(MONDAY, "2026-03-05T15:59:00Z")),
    days("fourth day, third in UTC", OUT, loan(MONDAY, "2026-03-05T16:01:00Z")),
    days("lent after midnight, said in UTC", "pass", loan("2026-03-01T16:30:00Z", "2026-03-05")),
    days("lent before midnight, said in UTC", OUT, loan("2026-03-01T15:59:00Z", "2026-03-05")),
    days("leap day", "pass", loan("2028-02-26", "2028-02-29 23:00"), now="2028-03-09 12:00"),
    days("after leap day", OUT, loan("2028-02-26", "2028-03-01"), now="2028-03-09 12:00"),
    days("no leap day", "pass", loan("2026-02-26", "2026-03-01 23:00")),
    days("year end", "pass", loan("2025-12-30 10:00", "2026-01-02")),
    days("after year end", OUT, loan("2025-12-30 10:00", "2026-01-03")),
    days("out on the third day", "pass", loan(MONDAY), now="2026-03-05 23:59"),
    days("out on the fourth day", OUT, loan(MONDAY), now="2026-03-06 00:01"),
    days("due on the third day", "pass", loan(MONDAY, "2026-03-03", due_at="2026-03-05")),
    days("due on the fourth day", OUT, loan(MONDAY, "2026-03-03", due_at="2026-03-06")),
    days("returned before it was lent", OUT, loan(MONDAY, "2026-03-02 08:59")),
    days("returned the day before, dates", OUT, loan("2026-03-02", "2026-03-01")),
    days("lent and returned on one date", "pass", loan("2026-03-02", "2026-03-02")),
    days("lent tomorrow", OUT, loan("2026-03-11")),
    days("lent at no time", OUT, loan("", "2026-03-03")),
    days(
        "renewed within a day",
        "loan_register:2",
        loan(MONDAY, "2026-03-04 10:00"),
        loan("2026-03-05 09:59", "2026-03-06 09:00"),
    ),
    days(
        "lent again after a day",
        "pass",
        loan(MONDAY, "2026-03-04 10:00"),
        loan("2026-03-05 10:00", "2026-03-06 09:00"),
    ),
    days("working days", "pass", LENT, calendar=working(5, 10), count_working_days=True),
    days("a Sunday at work", OUT, LENT, calendar=working(5, 10, (7,)), count_working_days=True),
    days(
        "calendar too short", "not-evaluated", LENT, calendar=working(5, 9), count_working_days=True
    ),
    days(
        "hole in the calendar",
        "not-evaluated",
        LENT,
        calendar=working(5, 7) + working(9, 10),
        count_working_days=True,
    ),
    days("no calendar", "not-evaluated", LENT, count_working_days=True),
    days(
        "a row that cannot be read", "not-evaluated", loan(MONDAY, "2026-03-05"), loan("30/02/26")
    ),
    days("a fault beside such a row", OUT, loan(MONDAY, "2026-03-07"), loan("30/02/26")),
]


def cancelled(name, want, at, now=NOW, returned="2026-03-09 18:00", back=1):
    row = loan(MONDAY, returned, copies_returned=back, cancelled_at=at, cancelled_by="u2")
    return case(name, "CIC-020", want, {"loan_register": [row]}, now)


CANCELLED = [
    cancelled("24 hours", "pass", "2026-03-10 18:00"),
    cancelled("a minute more", OUT, "2026-03-10 18:01", "2026-03-10 19:00"),
    cancelled("before the return", OUT, "2026-03-09 17:59"),
    cancelled("without a return", OUT, "2026-03-09 17:59", returned=""),
    cancelled("a copy less", OUT, "2026-03-10 17:00", back=0),
]


def holding(name, want, due, store="S1", returned=""):
    files = [file(custodian="u1", store_id=store)]
    stores = [{"store_id": "S1", "kind": "archive", "approved": True}]
    out = loan("2026-03-08", returned, due_at=due)
    evidence = {"customer_files": files, "loan_register": [out], "storage_inventory": stores}
    return case(name, "CIC-019-1a", want, {**evidence, "hr_roster": [CLERK | {"dept": "business"}]})


HELD_BACK = [
    holding("due today", "pass", "2026-03-10"),
    holding("due yesterday", "customer_files:1", "2026-03-09"),
    holding("returned", "customer_files:1", "2026-03-10", returned="2026-03-09"),
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


REGISTERED = [
    registered(
        "lent when it came back",
        "pass",
        loan(MONDAY, "2026-03-03 09:00"),
        loan("2026-03-03 09:00", "2026-03-04", borrower="u2"),
    ),
    registered(
        "lent a minute earlier",
        "loan_register:1",
        loan(MONDAY, "2026-03-03 09:00"),
        loan("2026-03-03 08:59", "2026-03-04", borrower="u2"),
    ),
    registered("no copies", "loan_register:1", loan(MONDAY, "2026-03-03", copies=0)),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*LOANS, *CANCELLED, *HELD_BACK, *REGISTERED],
)
def test_loans(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
