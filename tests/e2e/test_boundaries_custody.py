"""Classified materials: marks, stores, custodians and carriers."""

import pytest

from tests.e2e.boundary_rows import FILE, SUPERVISOR, case, file, post
from tests.e2e.registers import NOW, audited, said


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


@pytest.mark.parametrize(
    ("control", "want", "evidence", "now", "params"),
    [*MARKED, *APART, *KEPT, *CARRIED],
)
def test_custody(control, want, evidence, now, params, tmp_path):
    assert said(*audited(tmp_path, control, evidence, now, params)) == want
