"""Undertakings, trainings, leaks and complaints, with time limits that still run."""

import pytest

from tests.e2e.boundary_rows import HEADS, LEAK, MANAGER, SUPERVISOR, case, post
from tests.e2e.registers import NOW, audited, said


def signed(name, want, at, since="2020-01-01", now=NOW, version="2", **more):
    rule = {"doc_id": "P1", "topic": "customer_information_confidentiality", "version": "2"}
    rule |= {"approved_at": "2020-01-01", "effective_at": "2020-01-01"}
    paper = {"person": "u7", "kind": "confidentiality_rules", "doc_version": version}
    other = {**paper, "person": "u8", "signed_at": "2026-01-01"}
    evidence = {
        "acknowledgements": [other, *([{**paper, "signed_at": at}] if at else [])],
        "hr_roster": [post("u7", MANAGER, since, **more)],
        "policy_register": [rule],
    }
    return case(name, "CIC-021", want, evidence, now)


MAN = "hr_roster:1"

SIGNED = [
    signed("in the post for 14 days", "pass", "", "2026-02-24"),
    signed("in the post for 15 days", MAN, "", "2026-02-23"),
    signed("leap day among the 14", "pass", "", "2028-02-20", now="2028-03-05 23:00"),
    signed("post ended yesterday", "not-applicable", "", "2020-01-01", valid_until="2026-03-09"),
    signed("signed 365 days ago", "pass", "2025-03-10", "2025-03-10"),
    signed("back for 15 days", MAN, "", leave_from="2019-12-01", leave_until="2026-02-23"),
    signed(
        "back for 14 days", "not-applicable", "", leave_from="2019-12-01", leave_until="2026-02-24"
    ),
]


def leak(name, control, want, roster=(), **more):
    row = {"incident_id": "X1", "kind": "leak", "detected_at": "2026-03-02 23:30"}
    evidence = {"incident_register": [row | more]}
    if roster:
        evidence["hr_roster"] = list(roster)
    return case(name, control, want, evidence)


TOLD = {"reported_to": ["u7", "u8"]}

LEAKS = [
    leak(
        "within the hour",
        "CIC-027a",
        "pass",
        remediation_started_at="2026-03-03 00:30",
        contained_at="2026-03-03 23:30",
    ),
    leak(
        "a minute later",
        "CIC-027a",
        LEAK,
        remediation_started_at="2026-03-03 00:31",
        contained_at="2026-03-03 23:30",
    ),
    leak(
        "contained a minute late",
        "CIC-027a",
        LEAK,
        remediation_started_at="2026-03-03 00:30",
        contained_at="2026-03-03 23:31",
    ),
    leak(
        "before it was found",
        "CIC-027a",
        LEAK,
        remediation_started_at="2026-03-02 23:29",
        contained_at="2026-03-03 23:30",
    ),
    leak("told in two hours", "CIC-027b", "pass", HEADS, reported_at="2026-03-03 01:30", **TOLD),
    leak("a minute later", "CIC-027b", LEAK, HEADS, reported_at="2026-03-03 01:31", **TOLD),
    leak(
        "told one whose post has ended",
        "CIC-027b",
        LEAK,
        (post("u7", SUPERVISOR, end="2026-03-01"), HEADS[1]),
        reported_at="2026-03-03 01:30",
        **TOLD,
    ),
    leak(
        "told one of them",
        "CIC-027b",
        LEAK,
        HEADS,
        reported_at="2026-03-03 01:30",
        reported_to=["u8"],
    ),
]


def incident(name, control, want, now, **more):
    row = {"incident_id": "X1", "kind": "leak", "detected_at": "2026-03-10 17:00"} | more
    return case(name, control, want, {"incident_register": [row], "hr_roster": list(HEADS)}, now)


RUNNING = [
    incident("an hour, not begun", "CIC-027a", "pass", "2026-03-10 18:00"),
    incident("61 minutes, not begun", "CIC-027a", LEAK, "2026-03-10 18:01"),
    incident(
        "24 hours, not contained",
        "CIC-027a",
        "pass",
        "2026-03-11 17:00",
        remediation_started_at="2026-03-10 17:30",
    ),
    incident("two hours, not told", "CIC-027b", "pass", "2026-03-10 19:00"),
    incident("more, not told", "CIC-027b", LEAK, "2026-03-10 19:01"),
    incident(
        "an hour, not handled",
        "CIC-027c",
        "pass",
        "2026-03-10 19:00",
        reported_at="2026-03-10 18:00",
    ),
    incident(
        "more, not handled", "CIC-027c", LEAK, "2026-03-10 19:01", reported_at="2026-03-10 18:00"
    ),
    case(
        "in force, not yet back",
        "NDA-401",
        "agreements:1",
        {
            "agreements": [
                {
                    "agreement_id": "G1",
                    "kind": "preferential_offer",
                    "sent_at": "2026-03-09 10:00",
                    "effective_at": "2026-03-10",
                }
            ]
        },
    ),
]


def complaint(name, want, received, **more):
    row = {"complaint_id": "B1", "topic": "service", "received_at": received} | more
    return case(name, "COM-830", want, {"complaint_register": [row]})


COMPLAINTS = [
    complaint("second day", "pass", "2026-03-08 18:00", improvement_ref="V"),
    complaint("third day", "complaint_register:1", "2026-03-08 17:59"),
    complaint("fifteenth day", "pass", "2026-02-23 18:00", acknowledged_at="2026-02-24"),
    complaint(
        "sixteenth day", "complaint_register:1", "2026-02-23 17:59", acknowledged_at="2026-02-24"
    ),
]


def trained(name, want, *done, now=NOW, **more):
    rows = [
        {"person": "u9", "course": "c", "topics": ["confidentiality"], "completed_at": "2026-01-01"}
    ]
    rows += [{**rows[0], "person": "u1", "completed_at": day} for day in done]
    return case(
        name,
        "TRN-001",
        want,
        {
            "training_records": rows,
            "hr_roster": [post("u1", "other", hired_at="2020-01-01") | more],
        },
        now,
    )


TRAINED = [
    trained("365 days ago", "pass", "2025-03-10"),
    trained("366 days ago", "hr_roster:1", "2025-03-09"),
    trained("hired 30 days ago", "hr_roster:1", hired_at="2026-02-08", valid_from="2026-02-08"),
    trained("hired 29 days ago", "pass", hired_at="2026-02-09", valid_from="2026-02-09"),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*SIGNED, *TRAINED, *LEAKS, *RUNNING, *COMPLAINTS],
)
def test_people(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
