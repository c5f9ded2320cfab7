"""Loans, approvals, custody and destruction at their limits, through the whole pipeline.

What is expected comes from the text of the catalogue: a verdict, or for a failure the rows at fault.
Times without an offset are those of Shanghai.
"""

import pytest

from tests.e2e.registers import NOW, audited, said


def case(name, control, want, evidence, now=NOW, **params):
    return pytest.param(control, want, evidence, now, params, id=f"{control} {name}")


# Loans of at most three days


def loan(borrowed, returned="", **more):
    row = {"loan_id": "L1", "borrower": "u1", "file_id": "F1", "copies": 1}
    return {**row, "borrowed_at": borrowed, "returned_at": returned, **more}


def days(name, want, *loans, calendar=(), now=NOW, **params):
    evidence = {"loan_register": [{**row, "loan_id": f"L{n}"} for n, row in enumerate(loans)]}
    if calendar:
        evidence["reference_lists"] = list(calendar)
    return case(name, "CIC-019-5b", want, evidence, now, **params)


def working(first, last, off=(7, 8), month="2026-03"):
    return [
        {
            "list": "working_days",
            "key": f"{month}-{day:02d}",
            "value": "false" if day in off else "true",
        }
        for day in range(first, last + 1)
    ]


OUT = "loan_register:1"
MONDAY = "2026-03-02 09:00"
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

# Approvals: when, by whom, in which post


def post(person, role, start="2020-01-01", end="", **more):
    row = {"person": person, "role": role, "dept": "customer_service", "employed": True}
    return {**row, "valid_from": start, "valid_until": end, **more}


SPECIALIST = "information_management_specialist"
SUPERVISOR = "customer_information_supervisor"
MANAGER = "customer_service_manager"
CLERK = post("u1", "account_manager", accounts=["u1.admin"])


def lent(name, want, *roster, decided=MONDAY, borrowed=MONDAY, reviewer="u9"):
    application = {
        "application_id": "A1",
        "kind": "loan",
        "applicant": "u1",
        "file_id": "F1",
        "decision": "approved",
        "reviewer": reviewer,
        "decided_at": decided,
    }
    evidence = {
        "loan_register": [loan(borrowed, application_id="A1")],
        "access_applications": [application],
        "hr_roster": list(roster) or [post("u9", SPECIALIST), CLERK],
    }
    return case(name, "CIC-019-4", want, evidence)


APPROVED = [
    lent("at the minute of the loan", "pass"),
    lent("a minute after the loan", OUT, decided="2026-03-02 09:01"),
    lent("one instant in two zones", "pass", decided="2026-03-02T01:00:00Z"),
    lent("same day", "pass", decided="2026-03-02", borrowed="2026-03-02"),
    lent("next day", OUT, decided="2026-03-03", borrowed="2026-03-02"),
    lent("post ended yesterday", OUT, post("u9", SPECIALIST, end="2026-03-01"), CLERK),
    lent("last day in the post", "pass", post("u9", SPECIALIST, end="2026-03-02"), CLERK),
    lent("first day in the post", "pass", post("u9", SPECIALIST, "2026-03-02"), CLERK),
    lent("post begins tomorrow", OUT, post("u9", SPECIALIST, "2026-03-03"), CLERK),
    lent("left yesterday", OUT, post("u9", SPECIALIST, left_at="2026-03-01"), CLERK),
    lent("own loan", OUT, post("u1", SPECIALIST), reviewer="u1"),
    lent(
        "own loan by a second account",
        OUT,
        post("u1", SPECIALIST, accounts=["u1.admin"]),
        reviewer="u1.admin",
    ),
    lent("substitute for the specialist", "pass", post("u1", SPECIALIST), post("u9", SUPERVISOR)),
    lent("substitute for anybody", OUT, CLERK, post("u9", SUPERVISOR)),
    lent("approver not in the roster", OUT, CLERK),
    lent("a post that cannot be read", "not-evaluated", post("u9", SPECIALIST), {"person": "u5"}),
    lent(
        "a minute late beside such a row", OUT, CLERK, {"person": "u9"}, decided="2026-03-02 09:01"
    ),
]

ROOM = "disclosure_register:1"
BOTH = (post("u7", SUPERVISOR, accounts=["u7.b"]), post("u8", MANAGER))
TWO_POSTS = (post("u7", SUPERVISOR, accounts=["u7.b"]), post("u7", MANAGER, accounts=["u7.b"]))


def given(name, want, roster=BOTH, second="2026-03-02 08:59", act=MONDAY, by="u1", manager="u8"):
    row = {
        "disclosure_id": "D1",
        "customer_id": "C1",
        "recipient_type": "partner",
        "disclosed_by": by,
        "disclosed_at": act,
        "supervisor_approver": "u7",
        "supervisor_approved_at": "2026-03-01",
        "manager_approver": manager,
        "manager_approved_at": second,
    }
    return case(
        name, "CIC-024a", want, {"disclosure_register": [row], "hr_roster": [*roster, CLERK]}
    )


GIVEN = [
    given("a minute before", "pass"),
    given("at the minute", ROOM, second=MONDAY),
    given("at the minute, said in UTC", ROOM, second="2026-03-02T01:00:00Z"),
    given("same day", "pass", second="2026-03-02", act="2026-03-02"),
    given("one person in both posts", ROOM, TWO_POSTS, manager="u7"),
    given("one person by two accounts", ROOM, TWO_POSTS, manager="u7.b"),
    given("approver gives it out by a second account", ROOM, by="u7.b"),
]


def copied(name, want, *roster, approved=MONDAY, copies=2, by="u1"):
    row = {
        "copy_id": "K1",
        "file_id": "F1",
        "requested_by": by,
        "approved_by": "u7",
        "approved_at": approved,
        "made_at": MONDAY,
        "copies": copies,
        "copies_approved": 2,
    }
    evidence = {"copy_register": [row], "hr_roster": [*(roster or BOTH), CLERK]}
    return case(name, "CIC-023-1a", want, evidence)


COPY = "copy_register:1"
COPIES = [
    copied("as many as approved", "pass"),
    copied("one copy more", COPY, copies=3),
    copied("a minute after", COPY, approved="2026-03-02 09:01"),
    copied("asked for by a second account of the approver", COPY, by="u7.b"),
    copied("post ended yesterday", COPY, post("u7", SUPERVISOR, end="2026-03-01")),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*LOANS, *CANCELLED, *APPROVED, *GIVEN, *COPIES],
)
def test_loans_and_approvals(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
