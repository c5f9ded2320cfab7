"""Approvals: when they were given, by whom, and in which post."""

import pytest

from tests.e2e.boundary_rows import (
    BOSS,
    BOTH,
    CLERK,
    MONDAY,
    OUT,
    SPECIALIST,
    SUPERVISOR,
    TWO_POSTS,
    case,
    loan,
    post,
)
from tests.e2e.registers import audited, said


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


def headed(name, want, signer="u5", applicant="u1", dept="business", **more):
    slip = {
        "application_id": "A1",
        "kind": "consult",
        "applicant": applicant,
        "decision": "approved",
    }
    slip |= {
        "applicant_dept": dept,
        "dept_seal": True,
        "head_signature": signer,
        "submitted_at": MONDAY,
    }
    head = post("u5", "other", is_head=True, accounts=["u5.b"], reports_to="u6") | {
        "dept": "business"
    }
    return case(
        name,
        "CIC-018-2",
        want,
        {"access_applications": [slip], "hr_roster": [head | more, CLERK, BOSS]},
    )


SLIP = "access_applications:1"

HEADED = [
    headed("by the head", "pass"),
    headed("head till that day", "pass", valid_until="2026-03-02"),
    headed("head till the day before", SLIP, valid_until="2026-03-01"),
    headed("head from that day", "pass", valid_from="2026-03-02"),
    headed("head from the day after", SLIP, valid_from="2026-03-03"),
    headed("head for himself", SLIP, applicant="u5"),
    headed("head for himself by a second account", SLIP, applicant="u5.b"),
    headed("head's superior for the head", "pass", signer="u6", applicant="u5"),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*APPROVED, *GIVEN, *COPIES, *HEADED],
)
def test_approvals(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
