"""E-banking and agreements on the last day and the day after."""

import pytest

from tests.e2e.boundary_rows import BOTH, CLERK, MOMENT, MONDAY, case
from tests.e2e.registers import NOW, audited, said


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


def dormant(name, want, used, now=NOW):
    row = {"reg_id": "R1", "customer_id": "C1", "kind": "personal", "service_state": "active"}
    return case(name, "EBK-108", want, {"ebank_registry": [row | {"last_used_at": used}]}, now)


def lapses(name, want, expires, status="active", now="2026-03-07 12:00", formal=""):
    row = {
        "request_id": "Q1",
        "reg_id": "R1",
        "kind": "loss_report_temporary",
        "submitted_at": MONDAY,
    }
    rows = [row | {"expires_at": expires, "status": status}]
    if formal:
        rows.append(
            row | {"request_id": "Q2", "kind": "loss_report_formal", "submitted_at": formal}
        )
    return case(name, "EBK-106", want, {"ebank_requests": rows}, now)


BANKING = [
    dormant("365 days", "pass", "2025-03-10 18:00"),
    dormant("a minute more", "ebank_registry:1", "2025-03-10 17:59"),
    dormant("366 days over leap day", "ebank_registry:1", "2027-03-01", "2028-03-01 18:00"),
    lapses("fifth day", "pass", "2026-03-07"),
    lapses("sixth day, still active", "ebank_requests:1", "2026-03-07", now="2026-03-08 00:01"),
    lapses("four days granted", "ebank_requests:1", "2026-03-06", now="2026-03-05 12:00"),
    lapses(
        "lapsed, formal in time",
        "ebank_requests:1",
        "2026-03-07",
        "lapsed",
        "2026-03-09 12:00",
        "2026-03-07 23:00",
    ),
    lapses(
        "active, formal in time",
        "pass",
        "2026-03-07",
        "active",
        "2026-03-09 12:00",
        "2026-03-07 23:00",
    ),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*ORDERED, *AGREED, *BANKING],
)
def test_services(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
