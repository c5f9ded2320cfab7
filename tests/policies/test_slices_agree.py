"""A control that may be judged in slices gives the same outcome whole and in slices of any size."""

import json
from datetime import datetime
from random import Random

import pytest

from auditor.api import CollectorInfo, Evidence, Source
from auditor.core import question as question_module
from auditor.core import slices
from auditor.core.collect import Harvest
from auditor.core.judge import outcomes
from auditor.core.question import CaseMaker, questions
from auditor.core.schemas import Schemas
from auditor.engines.embedded import EmbeddedEngine
from auditor.engines.interface import EngineSettings, Policies
from tests.policies.both_engines import library
from tests.strategies_evidence import question as made_up

SCHEMAS = Schemas()
LIBRARY = library(SCHEMAS)
SLICED = [control for control in LIBRARY.controls.values() if control.partition]


def harvest(asked) -> Harvest:
    now = datetime.fromisoformat(asked["input"]["now"])
    info, source = CollectorInfo("c", "1"), Source("a")
    rows = asked["input"]["evidence"].items()
    made = (Evidence(kind, "e", "t", info, now, source, tuple(items)) for kind, items in rows)
    return Harvest(tuple(made))


def judged(control, asked, size, monkeypatch):
    monkeypatch.setattr(slices, "SIZE", size)
    monkeypatch.setattr(question_module, "SIZE", size)
    now = datetime.fromisoformat(asked["input"]["now"])
    cases = list(CaseMaker("e", (), harvest(asked), now).cases([control]))
    data = {"params": asked["params"], "organisation": asked["organisation"]}
    with EmbeddedEngine(EngineSettings()) as engine:
        asked_of_engine = Policies(LIBRARY.modules, json.dumps(data))
        answers = {a.key: a for a in engine.ask(asked_of_engine, questions(cases))}
    return outcomes(cases, answers), len(cases[0].parts)


@pytest.mark.parametrize("control", SLICED, ids=lambda control: control.id)
def test_slices_change_nothing(control, monkeypatch):
    random, cut = Random(control.id), 0
    for _ in range(3):
        asked = made_up(random, control, SCHEMAS)
        whole, _ = judged(control, asked, 10**6, monkeypatch)
        sliced, parts = judged(control, asked, 2, monkeypatch)
        assert sliced == whole
        cut += parts > 1
    assert cut


def test_a_partition_names_a_kind_and_a_field_of_it():
    assert SLICED
    for control in SLICED:
        kind, field = control.partition
        assert kind in control.evidence
        assert not field or field in SCHEMAS.fields(kind)


def test_rows_that_belong_together_stay_together():
    rows = [{"file_id": f"F{number % 7}", "n": number} for number in range(100)]
    monkey = slices.cut(rows, "file_id", 100 * slices.SIZE)
    assert sorted(row["n"] for part in monkey for row in part) == list(range(100))
    homes = {row["file_id"]: number for number, part in enumerate(monkey) for row in part}
    assert all(homes[row["file_id"]] == n for n, part in enumerate(monkey) for row in part)
