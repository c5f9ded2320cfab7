"""Collecting: each collector behind its own boundary; nothing it does hides another's evidence."""

import os
import signal
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from auditor.api import Collected, Collector, Context, Gap, GapError, GapReason, Source, Target
from auditor.api.tabular.cells import BLANKS
from auditor.core.collect import Harvest, Task, collect
from auditor.core.config import Period
from auditor.core.door import Door
from auditor.core.masking import Masker
from auditor.core.schemas import Schemas
from auditor.core.targets import Job

from .conftest import NOW

LOC = {"file": "a.csv", "line": 2}
ROW = {"loan_id": "L1", "borrower": "u1", "_loc": LOC}
SECRET = "11010519491231002X"


def loans(*rows):
    return Collected("loan_register", tuple(rows) or (ROW,), Source("a.csv"))


def job(function, name="t", kinds=("loan_register",), timeout=5.0):
    collector = Collector("c", "1", "x", BaseModel, lambda _: kinds, function, timeout)
    return Job(Target(name, "x", "e", None, Path()), collector, kinds)


def harvest(*jobs, period=None, limit=2, ended=None):
    door = Door(Schemas(), Masker(b"k"), NOW, ZoneInfo("UTC"), period or Period())
    tasks = [Task(one, Context(NOW, "UTC"), door) for one in jobs]
    return sum(collect(tasks, limit, ended or (lambda *_: None)), Harvest())


def reasons(result):
    return [(gap.kind, gap.target, gap.reason) for gap in result.gaps]


def test_evidence_comes_in_the_order_of_targets():
    def slow(target, context):
        time.sleep(0.2)
        yield loans()

    result = harvest(job(slow, "a"), job(lambda *_: [loans()], "b"))
    assert [evidence.target for evidence in result.evidence] == ["a", "b"]
    assert not result.gaps


def test_a_crash_keeps_what_was_yielded_and_the_others():
    def crash(target, context):
        yield loans()
        raise RuntimeError(SECRET)

    result = harvest(job(crash, "a"), job(lambda *_: [loans()], "b"))
    assert len(result.evidence) == 2
    assert reasons(result) == [("loan_register", "a", GapReason.CRASHED)]
    assert SECRET not in result.gaps[0].message
    assert "test_collect.py" in result.gaps[0].message


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, MemoryError, BaseException])
def test_nothing_that_a_plugin_raises_escapes(error):
    def crash(target, context):
        raise error(SECRET)

    assert reasons(harvest(job(crash))) == [("loan_register", "t", GapReason.CRASHED)]


def test_a_reason_given_by_the_collector_is_kept():
    def refuse(target, context):
        raise GapError(GapReason.DENIED, "needs the role audit")

    result = harvest(job(refuse, kinds=("loan_register", "hr_roster")))
    assert [gap.reason for gap in result.gaps] == [GapReason.DENIED] * 2
    assert {gap.kind for gap in result.gaps} == {"loan_register", "hr_roster"}


def test_a_collector_that_hangs_is_given_up_and_does_not_hold_the_others():
    def hang(target, context):
        yield loans()
        time.sleep(30)

    begun = time.monotonic()
    result = harvest(job(hang, "a", timeout=0.3), job(lambda *_: [loans()], "b"), limit=1)
    assert time.monotonic() - begun < 5
    assert reasons(result) == [("loan_register", "a", GapReason.TIMEOUT)]
    assert {evidence.target for evidence in result.evidence} == {"a", "b"}


def test_an_interrupt_keeps_what_is_done_and_says_what_is_missing():
    def hang(target, context):
        yield loans()
        time.sleep(30)

    def interrupt(target, _):
        if target.name == "a":
            os.kill(os.getpid(), signal.SIGINT)

    begun = time.monotonic()
    jobs = (job(lambda *_: [loans()], "a"), job(hang, "b"), job(lambda *_: [loans()], "c"))
    result = harvest(*jobs, limit=1, ended=interrupt)
    assert time.monotonic() - begun < 10
    assert result.evidence[0].target == "a"
    assert ("loan_register", "b", GapReason.TIMEOUT) in reasons(result)
    assert "interrupted" in result.gaps[0].message
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)


def test_many_rows_may_come_one_by_one():
    def stream(target, context):
        rows = ({**ROW, "_loc": {"file": "a.csv", "line": n + 1}} for n in range(25_000))
        yield Collected("loan_register", rows, Source("a.csv"))

    (evidence,) = harvest(job(stream)).evidence
    assert len(evidence.items) == 25_000
    assert evidence.items[24_999]["_loc"]["line"] == 25_000


def test_rows_that_fail_half_way_are_a_gap_and_no_evidence():
    def stream(target, context):
        yield Collected("loan_register", (1 / (2 - n) and ROW for n in range(5)), Source("a.csv"))

    result = harvest(job(stream))
    assert not result.evidence
    assert reasons(result) == [("loan_register", "t", GapReason.CRASHED)]


def test_a_reason_that_names_a_customer_is_masked():
    def refuse(target, context):
        raise GapError(GapReason.ABSENT, f"{SECRET}.csv is missing", None, f"缺少 {SECRET}.csv")

    (gap,) = harvest(job(refuse)).gaps
    assert gap.reason is GapReason.ABSENT
    assert SECRET not in gap.message + gap.message_zh
    assert gap.message.endswith(".csv is missing")


def test_a_right_that_lacks_is_denied_and_names_no_file():
    def refuse(target, context):
        raise PermissionError(13, "Permission denied", f"/srv/{SECRET}")

    result = harvest(job(refuse))
    assert reasons(result) == [("loan_register", "t", GapReason.DENIED)]
    assert SECRET not in result.gaps[0].message + result.gaps[0].message_zh


def test_a_promise_not_kept_is_a_gap():
    assert reasons(harvest(job(lambda *_: []))) == [("loan_register", "t", GapReason.ABSENT)]


def test_an_unknown_kind_is_a_gap():
    result = harvest(job(lambda *_: [Collected("loans", (), Source("a")), loans()]))
    assert ("loans", "t", GapReason.INVALID) in reasons(result)


def test_invalid_rows_become_one_partial_gap_and_the_others_stay():
    bad = [
        {**ROW, "copies": SECRET, "_loc": {"file": "a.csv", "line": line}} for line in range(3, 12)
    ]
    result = harvest(job(lambda *_: [loans(ROW, *bad)]))
    assert len(result.evidence[0].items) == 1
    (gap,) = result.gaps
    assert gap.partial
    assert gap.reason is GapReason.INVALID
    assert "line 3, 4, 5, 6, 7 and 4 more" in gap.message
    assert "field `copies`: expected integer, found str" in gap.message
    assert SECRET not in gap.message + gap.message_zh
    assert gap.location.line == 3


@pytest.mark.parametrize(
    "change",
    [
        {"borrowed_at": "2026-02-30"},
        {"borrowed_at": "2026-02-03T10:00:00"},
        {"returned_at": "soon"},
        {"due_at": "2026-02-03T10:00:00Z"},
        {"surprise": 1},
        {"borrower": None},
        {"_loc": {}},
        {"_loc": None},
    ],
)
def test_what_does_not_fit_the_schema_never_enters(change):
    result = harvest(job(lambda *_: [loans({**ROW, **change})]))
    assert result.evidence[0].items == ()
    assert [gap.reason for gap in result.gaps] == [GapReason.INVALID]


@given(
    st.text(sorted({*BLANKS}), max_size=4), st.sampled_from(["borrower", "reason", "returned_at"])
)
def test_a_blank_is_a_field_that_is_missing(blank, name):
    rows = [{**ROW, name: blank}, {**ROW, "reason": "review"}]
    result = harvest(job(lambda *_: [loans(*rows)]))
    kept = [row for one in result.evidence for row in one.items]
    if name == "borrower":  # it is required
        assert [gap.reason for gap in result.gaps] == [GapReason.INVALID]
        assert len(kept) == 1
    else:
        assert not result.gaps
        assert [name in row for row in kept] == [False, name == "reason"]


def test_blank_members_of_a_list_are_none():
    row = {
        "incident_id": "I-1",
        "kind": "leak",
        "detected_at": "2026-03-02",
        "corrective_actions": ["", "closed the port", "\u3000"],
        "_loc": LOC,
    }
    result = harvest(
        job(lambda *_: [Collected("incident_register", (row,), Source("a"))], kinds=())
    )
    (kept,) = result.evidence[0].items
    assert kept["corrective_actions"] == ["closed the port"]


def test_a_document_may_be_empty():
    row = {"path": "a.yaml", "format": "yaml", "index": 0, "lines": {}, "_loc": LOC}
    rows = [{**row, "document": ""}, {**row, "document": "", "format": " "}]
    result = harvest(job(lambda *_: [Collected("structured_files", rows, Source("a"))], kinds=()))
    (kept,) = result.evidence[0].items
    assert kept["document"] == ""
    assert len(result.gaps) == 1


def test_personal_values_are_masked_at_the_door():
    row = {
        "file_id": "F1",
        "customer_id": "C000123",
        "status": "active",
        "position": f"shelf of {SECRET}",
        "_loc": {"file": f"{SECRET}.csv", "line": 1},
    }
    source = Source(f"{SECRET}.csv")
    result = harvest(job(lambda *_: [Collected("customer_files", (row,), source)]))
    assert "C000123" not in str(result)
    assert SECRET not in str(result)


def test_gaps_are_masked_too():
    gap = Gap("loan_register", "t", GapReason.ABSENT, f"no {SECRET}", message_zh=f"无 {SECRET}")
    assert SECRET not in str(harvest(job(lambda *_: [gap])))


@pytest.mark.parametrize(
    ("begun", "ended", "kept"),
    [
        ("2025-12-30", "2025-12-31", False),
        ("2025-12-30", "2026-01-01", True),
        ("2025-12-30", None, True),
        ("2026-06-30T23:00:00Z", None, True),
        ("2026-07-01", None, False),
        (None, None, True),
    ],
)
def test_the_period_keeps_what_touches_it(begun, ended, kept):
    row = {**ROW, "borrowed_at": begun, "returned_at": ended}
    row = {field: value for field, value in row.items() if value}
    period = Period.model_validate({"from": "2026-01-01", "to": "2026-06-30"})
    result = harvest(job(lambda *_: [loans(row)]), period=period)
    assert len(result.evidence[0].items) == kept


def test_a_number_that_is_an_identifier_never_enters():
    row = {**ROW, "copies": 13800138000}
    result = harvest(job(lambda *_: [loans(ROW, row)]))
    assert len(result.evidence[0].items) == 1
    (gap,) = result.gaps
    assert "field `copies`" in gap.message
    assert "13800138000" not in str(result)
