"""Reports, their amendments, and the regulation, at the limits of their approvals."""

import pytest

from tests.e2e.boundary_rows import (
    BOSS,
    CLERK,
    HEADS,
    MANAGER,
    MONDAY,
    SUPERVISOR,
    TWO_POSTS,
    case,
    post,
    working,
)
from tests.e2e.registers import NOW, audited, said

ISSUE = {"record_id": "P2", "record": "issue", "report_id": "P", "request_id": "P1"}

ISSUED = "report_register:1"


def reviewed(name, want, first, second=MONDAY, manager="u8", roster=HEADS, author="u1"):
    row = {**ISSUE, "issued_at": MONDAY, "compiled_by": author}
    row |= {"supervisor_reviewer": "u7", "supervisor_reviewed_at": first}
    row |= {"manager_reviewer": manager, "manager_reviewed_at": second}
    return case(name, "CIC-013", want, {"report_register": [row], "hr_roster": [*roster, CLERK]})


REVIEWED = [
    reviewed("second review at the issue", "pass", "2026-03-02 08:59"),
    reviewed("both at the issue", "review", MONDAY),
    reviewed("both at the issue, one in UTC", "review", MONDAY, "2026-03-02T01:00:00Z"),
    reviewed("a minute after the issue", ISSUED, "2026-03-02 08:59", "2026-03-02 09:01"),
    reviewed(
        "one person by two accounts", ISSUED, "2026-03-01", "2026-03-02 08:00", "u7.b", TWO_POSTS
    ),
    reviewed(
        "own report by a second account",
        ISSUED,
        "2026-03-01",
        roster=(post("u7", SUPERVISOR, accounts=["u7.b"]), HEADS[1]),
        author="u7.b",
    ),
]


def requested(name, want, first="2026-03-02 08:00", second=MONDAY, by="u1", manager="u8"):
    request = {"record_id": "P1", "record": "request", "report_id": "P", "requested_by": by}
    request |= {"manager_approver": manager, "manager_approved_at": first}
    request |= {"gm_approver": "u6", "gm_approved_at": second}
    rows = [request, {**ISSUE, "dept": "business", "issued_at": MONDAY}]
    return case(
        name,
        "CIC-010",
        want,
        {
            "report_register": rows,
            "hr_roster": [post("u8", MANAGER, accounts=["u8.b"]), BOSS, CLERK],
        },
    )


ASKED = [
    requested("approved at the issue", "pass"),
    requested("both at the issue", "pass", MONDAY),
]


def amended(name, want, filed, calendar, approved=MONDAY, items=5, at=MONDAY, now=NOW):
    row = {"record_id": "P3", "record": "amendment", "report_id": "P", "amended_at": at}
    row |= {"gm_approver": "u6", "gm_approved_at": approved, "filed_at": filed}
    row |= {
        "filed_by_dept": "customer_service" if filed else "",
        "items_changed": [f"i{n}" for n in range(items)],
    }
    evidence = {"report_register": [row], "hr_roster": [BOSS], "reference_lists": calendar}
    return case(name, "CIC-011", want, evidence, now)


FILING_DAYS = working(2, 10)

AMENDED = [
    amended("fifth working day", "pass", "2026-03-09 17:00", FILING_DAYS),
    amended("sixth working day", ISSUED, "2026-03-10 09:00", FILING_DAYS),
    amended("fifth working day is today", "pass", "", working(2, 10), at="2026-03-03 09:00"),
    amended("fifth working day was yesterday", ISSUED, "", FILING_DAYS),
    amended("a minute before approval", ISSUED, "2026-03-03", FILING_DAYS, "2026-03-02 09:01"),
    amended("six items", ISSUED, "2026-03-03", FILING_DAYS, items=6),
    amended("calendar too short", "not-evaluated", "2026-03-09 17:00", working(2, 6)),
]


def ruled(name, want, *rows):
    base = {
        "doc_id": "P1",
        "topic": "customer_information_confidentiality",
        "version": "1",
        "approved_by_role": "general_manager",
    }
    base |= {
        "approved_at": "2026-03-01",
        "promulgated_at": "2026-03-01",
        "effective_at": "2026-03-01",
    }
    base |= {"owner_dept": "customer_service", "interpretation_dept": "customer_service"}
    return case(name, "CIC-029", want, {"policy_register": [base | row for row in rows]})


RULED = [
    ruled("approved and in force on one day", "pass", {}),
    ruled("approved the day after", "policy_register:1", {"approved_at": "2026-03-02"}),
    ruled(
        "in force from today",
        "pass",
        {"promulgated_at": "2026-03-10", "effective_at": "2026-03-10"},
    ),
    ruled(
        "in force from tomorrow",
        "policy_register:1",
        {"promulgated_at": "2026-03-11", "effective_at": "2026-03-11"},
    ),
    ruled("of another topic", "policy_register:1", {"topic": "privacy_policy"}),
    ruled("empty register", "policy_register:1"),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*REVIEWED, *ASKED, *AMENDED, *RULED],
)
def test_reports(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
