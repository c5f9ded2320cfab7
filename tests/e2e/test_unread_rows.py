"""A row that could not be read may be the one that is missed: a doubt, never an accusation."""

import pytest

from tests.e2e.boundary_rows import CLERK, MONDAY, OUT, SPECIALIST, case, loan, post
from tests.e2e.registers import audited, said

BROKEN = "the second of March"
HOLDER = post("u9", SPECIALIST)


def request(**more):
    row = {"application_id": "Q1", "kind": "loan", "applicant": "u1", "file_id": "F1"}
    row |= {"decision": "approved", "reviewer": "u9", "decided_at": MONDAY}
    return {**row, **more}


def lent(name, want, requests, roster):
    evidence = {"loan_register": [loan(MONDAY, application_id="Q1")]}
    evidence |= {"access_applications": requests, "hr_roster": roster}
    return case(name, "CIC-019-4", want, evidence)


CASES = [
    lent("all rows read", "pass", [request()], [HOLDER, CLERK]),
    lent("no such holder", OUT, [request()], [CLERK]),
    lent(
        "the holder's row is not read",
        "not-evaluated",
        [request()],
        [{**HOLDER, "valid_from": BROKEN}, CLERK],
    ),
    lent("no such application", OUT, [request(application_id="Q2")], [HOLDER, CLERK]),
    lent(
        "the application's row is not read",
        "not-evaluated",
        [request(decided_at=BROKEN), request(application_id="Q2")],
        [HOLDER, CLERK],
    ),
    lent(
        "a fault in rows that were read",
        OUT,
        [request(reviewer="u1"), request(application_id="Q2", decided_at=BROKEN)],
        [HOLDER, CLERK],
    ),
]


@pytest.mark.parametrize(("control", "want", "evidence", "now", "params"), CASES)
def test_the_row_that_is_missed_may_not_have_been_read(
    tmp_path, control, want, evidence, now, params
):
    outcome, names = audited(tmp_path, control, evidence, now, params)
    assert said(outcome, names) == want
    broken = any(BROKEN in row.values() for rows in evidence.values() for row in rows)
    assert bool(outcome.gaps) == broken
    assert all(gap.partial and gap.location for gap in outcome.gaps)
