"""Files, custody, destruction, undertakings and leaks at their limits, through the whole pipeline."""

import pytest

from tests.e2e.registers import NOW, audited, said
from tests.e2e.test_boundaries import MANAGER, SUPERVISOR, case, post, working

FILE = "customer_files:1"


def file(**more):
    return {"file_id": "F1", "customer_id": "C1", "status": "active", "store_id": "S1", **more}


def marked(name, want, level, remark="", more=()):
    entry = {"index_no": "N1", "file_id": "F1", "remark": remark}
    evidence = {"customer_files": [file(classification=level), *more], "file_index": [entry]}
    return case(name, "CIC-022a", want, evidence)


MARKED = [
    marked("marked", "pass", "secret", "机密"),
    marked("Chinese word, marked", "pass", "机密", "机密"),
    marked("Chinese word", FILE, "机密"),
    marked("capital letters", FILE, "Secret"),
    marked("full-width letters", FILE, "ＳＥＣＲＥＴ"),
    marked("unknown word", FILE, "hush"),
    marked("no class", FILE, ""),
    marked("another level", FILE, "secret", "绝密"),
    marked("two levels", FILE, "secret", "机密 绝密"),
    marked("an open file marked", FILE, "internal", "机密"),
]


def apart(name, want, level, dedicated=True, beside="secret"):
    store = {
        "store_id": "S1",
        "kind": "archive",
        "dedicated": dedicated,
        "classification": "secret",
    }
    files = [file(classification=level), file(file_id="F2", classification=beside)]
    return case(name, "CIC-022b", want, {"customer_files": files, "storage_inventory": [store]})


APART = [
    apart("dedicated store", "pass", "secret"),
    apart("common store", FILE, "secret", dedicated=False, beside="public"),
    apart("full-width letters", FILE, "ＳＥＣＲＥＴ", dedicated=False, beside="public"),
    apart("Chinese word", FILE, "机密", dedicated=False, beside="public"),
    apart("no class", FILE, "", dedicated=False, beside="public"),
    apart("unknown word", FILE, "hush", dedicated=False, beside="public"),
    apart("a lower level beside it", FILE, "secret", beside="important"),
]


def kept(name, want, *appointed):
    store = {
        "store_id": "S1",
        "kind": "archive",
        "dedicated": True,
        "classification": "secret",
        "custodian": "u7",
    }
    duties = [
        {"duty": "classified_custodian", "person": person, "scope": "S1"}
        | {"valid_from": start, "valid_until": end}
        for person, start, end in appointed
    ]
    people = [post(person, SUPERVISOR) for person in ("u7", "u8", "u9")]
    evidence = {"storage_inventory": [store], "appointments": duties, "hr_roster": people}
    return case(name, "CIC-022c", want, evidence)


STORE = "storage_inventory:1"
KEPT = [
    kept("appointment ends today", "pass", ("u7", "2026-01-01", "2026-03-10")),
    kept("appointment ended yesterday", STORE, ("u7", "2026-01-01", "2026-03-09")),
    kept("appointment begins today", "pass", ("u7", "2026-03-10", "")),
    kept("appointment begins tomorrow", STORE, ("u7", "2026-03-11", "")),
    kept("two custodians", "pass", ("u7", "2026-01-01", ""), ("u8", "2026-01-01", "")),
    kept("three custodians", STORE, *((one, "2026-01-01", "") for one in ("u7", "u8", "u9"))),
    kept(
        "third custodian till yesterday",
        "pass",
        ("u7", "2026-01-01", ""),
        ("u8", "2026-01-01", ""),
        ("u9", "2026-01-01", "2026-03-09"),
    ),
]


def carried(name, want, receipt, now=NOW, end="", at="2026-03-06 12:00"):
    row = {
        "movement_id": "M1",
        "file_id": "F1",
        "classification": "secret",
        "direction": "dispatch",
        "handler": "u7",
        "at": at,
        "safeguards": ["locked_case"],
        "receipt_at": receipt,
    }
    duty = {"duty": "document_carrier", "person": "u7", "valid_from": "2026-01-01"}
    duty["valid_until"] = end
    return case(name, "CIC-023-2", want, {"carriage_register": [row], "appointments": [duty]}, now)


CARRIED = [
    carried("48 hours", "pass", "2026-03-08 12:00"),
    carried("a minute more", "carriage_register:1", "2026-03-08 12:01"),
    carried("on the way for 48 hours", "pass", "", now="2026-03-08 12:00"),
    carried("on the way for longer", "carriage_register:1", "", now="2026-03-08 12:01"),
    carried("carrier till that day", "pass", "2026-03-07", end="2026-03-06"),
    carried("carrier till the day before", "carriage_register:1", "2026-03-07", end="2026-03-05"),
]


def gone(name, want, at, ends="2026-02-28", now=NOW, kept_until="", **hold):
    row = {"batch_id": "B1", "file_id": "F1", "retention_until": ends, "destroyed_at": at}
    held = file(status="destroyed", retention_until=kept_until or ends, **hold)
    evidence = {"destruction_register": [row], "customer_files": [held]}
    return case(name, "CIC-025c", want, evidence, now)


GONE = "destruction_register:1"
ENDED = [
    gone("on the last day", GONE, "2026-02-28 23:59"),
    gone("last day as a date", GONE, "2026-02-28"),
    gone("next day", "pass", "2026-03-01 00:00"),
    gone("last day, said in UTC", GONE, "2026-02-28T15:59:00Z"),
    gone("next day, said in UTC", "pass", "2026-02-28T16:00:00Z"),
    gone("leap day", GONE, "2028-02-29 20:00", ends="2028-02-29", now="2028-03-10 12:00"),
    gone("file kept a day longer", GONE, "2026-03-01 09:00", kept_until="2026-03-01"),
    gone("no retention date", GONE, "2026-03-01 09:00", ends=""),
    gone("held till that day", GONE, "2026-03-05", legal_hold=True, legal_hold_until="2026-03-05"),
    gone(
        "hold lifted the day before",
        "pass",
        "2026-03-05",
        legal_hold=True,
        legal_hold_from="2026-01-01",
        legal_hold_until="2026-03-04",
    ),
    gone("held without dates", GONE, "2026-03-05", legal_hold=True),
]


def expired(name, want, ends, rows=(), status="active", **more):
    files = [file(retention_until=ends, status=status, **more)]
    return case(name, "CIC-025a", want, {"customer_files": files, "destruction_register": [*rows]})


def destruction(approved="2026-03-02 09:00", witness="u3", **more):
    row = {"batch_id": "B1", "file_id": "F1", "appraisal": "no_value", "method": "pulp"}
    row |= {"approved_by": "u2", "approved_at": approved, "operator": "u1", "witness": witness}
    return {**row, "destroyed_at": "2026-03-02 09:00", **more}


PAST = "2025-12-09"
EXPIRED = [
    expired("90 days ago", "pass", "2025-12-10"),
    expired("91 days ago", FILE, PAST),
    expired("91 days ago, held", "pass", PAST, legal_hold=True),
    expired("approved at the minute", "pass", PAST, [destruction()], "destroyed"),
    expired("a minute late", GONE, PAST, [destruction("2026-03-02 09:01")], "destroyed"),
    expired("witnessed by the operator", GONE, PAST, [destruction(witness="u1")], "destroyed"),
    expired("waiting for execution", "pass", PAST, [destruction(destroyed_at="")]),
]


def inspected(name, want, *on, created="2025-03-01", now=NOW):
    rows = [
        {"inspection_id": f"I{day}", "kind": "full_custody", "store_id": "S1", "performed_at": day}
        | {"files_total": 1, "files_checked": 1, "record_ref": "R"}
        for day in on
    ]
    evidence = {"inspection_register": rows, "customer_files": [file(created_at=created)]}
    return case(name, "CIC-014", want, evidence, now)


LAST = "inspection_register:2"
INSPECTED = [
    inspected("184 days", "pass", "2025-06-01", "2025-12-02"),
    inspected("185 days", LAST, "2025-06-01", "2025-12-03"),
    inspected("184 days ago", "pass", "2025-06-01", "2025-09-07"),
    inspected("185 days ago", LAST, "2025-06-01", "2025-09-06"),
    inspected("over leap day", "pass", "2024-03-03", created="2023-09-01", now="2024-03-10 12:00"),
    inspected(
        "a day more over leap day",
        "inspection_register:1",
        "2024-03-04",
        created="2023-09-01",
        now="2024-03-10 12:00",
    ),
    inspected("empty register", FILE),
]


def indexed(name, want, files, index):
    rows = [{"index_no": no, "file_id": id_, "location": place} for no, id_, place in index]
    return case(name, "CIC-006", want, {"customer_files": files, "file_index": rows})


SHELVED = file(position="1")
SECOND = file(file_id="F2", position="2")
INDEXED = [
    indexed(
        "a gap in the numbers",
        "pass",
        [SHELVED, SECOND],
        [("1", "F1", "S1/1"), ("3", "F2", "S1/2")],
    ),
    indexed(
        "a number twice",
        "file_index:2",
        [SHELVED, SECOND],
        [("1", "F1", "S1/1"), ("1", "F2", "S1/2")],
    ),
    indexed("another place", "file_index:1", [SHELVED], [("1", "F1", "S1/2")]),
    indexed("empty index", FILE, [SHELVED], []),
    indexed("nothing at all", "not-applicable", [], []),
    indexed(
        "transferred",
        "pass",
        [SHELVED, file(file_id="F2", status="transferred")],
        [("1", "F1", "S1/1")],
    ),
    indexed(
        "a file row that cannot be read",
        "not-evaluated",
        [SHELVED, {"file_id": "F2"}],
        [("1", "F1", "S1/1")],
    ),
]


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


CALENDAR = working(5, 11)
OPENED = [
    opened("third working day", "pass", "2026-03-10 17:00", CALENDAR),
    opened("third working day passed over", FILE, "2026-03-11", CALENDAR),
    opened("no file on the third working day", "pass", "", CALENDAR),
    opened("no file on the fourth", "crm_records:1", "", working(4, 11), "2026-03-04"),
    opened("calendar too short", "not-evaluated", "2026-03-10 17:00", working(5, 9)),
]


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


LEAK = "incident_register:1"
HEADS = (post("u7", SUPERVISOR), post("u8", MANAGER))
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

CASES = [*MARKED, *APART, *KEPT, *CARRIED, *ENDED, *EXPIRED, *INSPECTED, *INDEXED, *OPENED]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"), [*CASES, *SIGNED, *LEAKS]
)
def test_files(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
