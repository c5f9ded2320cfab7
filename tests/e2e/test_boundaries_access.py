"""Access to customer files at the edges of what permits it."""

import pytest

from tests.e2e.boundary_rows import CLERK, MANAGER, MONDAY, SEEN, case, file, post
from tests.e2e.registers import NOW, audited, said


def consulted(name, want, approved, level="secret", manager="u8", actor="u1"):
    seen = {"event_id": "E1", "actor": actor, "at": MONDAY, "object_id": "F1"}
    seen |= {"application_id": "A1", "classification": level}
    slip = {"application_id": "A1", "kind": "consult", "applicant": "u1", "decision": "approved"}
    slip |= {"manager_approver": manager, "manager_approved_at": approved, "file_id": "F1"}
    evidence = {
        "access_log": [seen],
        "access_applications": [slip],
        "hr_roster": [post("u8", MANAGER, accounts=["u8.b"]), CLERK],
    }
    return case(name, "CIC-018-4b", want, {**evidence, "customer_files": [file(custodian="u9")]})


CONSULTED = [
    consulted("approved at the minute", "pass", MONDAY),
    consulted("a minute later", SEEN, "2026-03-02 09:01"),
    consulted("not approved, full-width class", SEEN, "", "ＳＥＣＲＥＴ", ""),
    consulted("not approved, no class", SEEN, "", "", ""),
    consulted("own approval by a second account", SEEN, MONDAY, actor="u8.b"),
]


def permitted(name, want, until="", at=MONDAY, decided="2026-03-02 08:00", **more):
    seen = {"event_id": "E1", "actor": "u1.admin", "at": at, "object_id": "F1"} | more
    slip = {"application_id": "A1", "kind": "consult", "applicant": "u1", "decision": "approved"}
    slip |= {"file_id": "F1", "decided_at": decided, "valid_from": decided, "valid_until": until}
    grants = [
        {
            "grant_id": "G9",
            "person": "u9",
            "account": "u9",
            "object_id": "X",
            "granted_at": "2026-01-01",
        }
    ]
    return case(
        name,
        "CIC-017b",
        want,
        {
            "access_log": [seen],
            "access_applications": [slip],
            "access_grants": grants,
            "hr_roster": [CLERK],
        },
    )


PERMITTED = [
    permitted("by the account of the applicant", "pass"),
    permitted("decided at the minute", "pass", decided=MONDAY),
    permitted("decided a minute later", SEEN, decided="2026-03-02 09:01"),
    permitted("valid till that day", "pass", "2026-03-02"),
    permitted("valid till the day before", SEEN, "2026-03-01", decided="2026-02-28"),
    permitted("third day without an end", "pass", at="2026-03-05 08:00"),
    permitted("fourth day without an end", SEEN, at="2026-03-06 09:00"),
    permitted("an account of nobody", SEEN, actor="u77"),
]


def disabled(name, want, end, now=NOW, last="2026-03-01"):
    row = {
        "account": "u1.admin",
        "system_id": "h",
        "person": "u1",
        "enabled": True,
        "last_login_at": last,
        "privileged": True,
        "kind": "personal",
    }
    grant = {
        "grant_id": "G1",
        "account": "u1.admin",
        "person": "u1",
        "object_id": "h",
        "purpose": "make_payment",
        "granted_at": "2026-01-01",
        "expires_at": end,
    }
    return case(
        name,
        "IAM-002",
        want,
        {"account_inventory": [row], "hr_roster": [CLERK], "access_grants": [grant]},
        now,
    )


DISABLED = [
    disabled("grant ends tomorrow", "pass", "2026-03-11"),
    disabled("grant ended yesterday", "account_inventory:1", "2026-03-09"),
    disabled("90 days without a login", "pass", "", last="2025-12-10 18:00"),
    disabled("a minute more", "account_inventory:1", "", last="2025-12-10 17:59"),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*CONSULTED, *PERMITTED, *DISABLED],
)
def test_access(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
