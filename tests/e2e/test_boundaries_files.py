"""Customer files at their limits: opened, indexed, inspected, repaired and destroyed."""

import pytest

from tests.e2e.boundary_rows import FILE, OTHER, WON, account, case, file, post, working
from tests.e2e.registers import NOW, audited, said


def days(name, want, *loans, calendar=(), now=NOW, **params):
    evidence = {"loan_register": [{**row, "loan_id": f"L{n}"} for n, row in enumerate(loans)]}
    if calendar:
        evidence["reference_lists"] = list(calendar)
    return case(name, "CIC-019-5b", want, evidence, now, **params)


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


CONTACT_DAYS = working(5, 11)

OPENED = [
    opened("third working day", "pass", "2026-03-10 17:00", CONTACT_DAYS),
    opened("third working day passed over", FILE, "2026-03-11", CONTACT_DAYS),
    opened("no file on the third working day", "pass", "", CONTACT_DAYS),
    opened("no file on the fourth", "crm_records:1", "", working(4, 11), "2026-03-04"),
    opened("calendar too short", "not-evaluated", "2026-03-10 17:00", working(5, 9)),
]


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


def repaired(name, want, found, done="", now=NOW):
    row = {"finding_id": "F-1", "file_id": "F1", "found_at": found, "repaired_at": done}
    checked = {
        "inspection_id": "I1",
        "kind": "full_custody",
        "store_id": "S1",
        "performed_at": found,
    }
    return case(
        name,
        "CIC-015",
        want,
        {"repair_register": [row], "inspection_register": [checked | {"findings": ["F-1"]}]},
        now,
    )


REPAIR = "repair_register:1"

REPAIRED = [
    repaired("thirtieth day", "pass", "2026-02-08"),
    repaired("thirty-first day", REPAIR, "2026-02-07"),
    repaired("thirtieth day over leap day", "pass", "2024-02-10", "2024-03-11"),
    repaired("thirty-first day over leap day", REPAIR, "2024-02-10", "2024-03-12"),
    repaired("before it was found", REPAIR, "2026-03-02", "2026-03-01"),
]


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*ENDED, *EXPIRED, *INSPECTED, *INDEXED, *OPENED, *REPAIRED],
)
def test_files(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
