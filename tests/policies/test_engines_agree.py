"""OPA and the embedded engine say the same of the same evidence, for every built-in control."""

import os
import re
import shutil
from functools import cache
from random import Random

import jsonschema_rs
import pytest
from hypothesis import given, settings

from auditor.api import Severity
from auditor.core.schemas import Schemas
from tests.policies.both_engines import Embedded, Opa, library
from tests.require import require
from tests.strategies_evidence import NOW, inputs, question

CASES = int(os.environ.get("AUDITOR_DIFFERENTIAL_CASES", "80"))
SCHEMAS = Schemas()
LIBRARY = library(SCHEMAS)
CONTROLS = sorted(LIBRARY.controls)
SEVERITIES = {severity.value for severity in Severity}


def questions(id_):
    control = LIBRARY.controls[id_]
    return [question(Random(f"{id_}:{number}"), control, SCHEMAS) for number in range(CASES)]


@pytest.fixture(scope="module")
def by_opa(tmp_path_factory):
    """OPA's answers to all questions, by control id."""
    binary = shutil.which("opa")
    require("opa", binary)
    opa = Opa(LIBRARY, binary, tmp_path_factory.mktemp("opa"))
    return opa.answers({id_: questions(id_) for id_ in CONTROLS})


@cache
def by_embedded(id_):
    """The embedded engine's answers to a control's questions."""
    embedded = Embedded(LIBRARY, LIBRARY.controls[id_])
    return [embedded.answer(asked) for asked in questions(id_)]


def difference(rule, opa, embedded):
    """What one engine says and the other does not."""
    if isinstance(opa, list) and isinstance(embedded, list):
        only = [one for one in opa if one not in embedded], [o for o in embedded if o not in opa]
        return f"{rule}: only OPA {only[0]}, only the embedded engine {only[1]}"
    return f"{rule}: OPA {opa}, the embedded engine {embedded}"


@pytest.mark.parametrize("id_", CONTROLS)
def test_engines_agree(id_, by_opa):
    pairs = zip(by_opa[id_], by_embedded(id_), strict=True)
    for number, (opa, own) in enumerate(pairs):
        told = [difference(rule, opa[rule], own[rule]) for rule in opa if opa[rule] != own[rule]]
        assert not told, f"evidence of Random('{id_}:{number}'): " + "\n".join(told)


NEVER_CLEAN = {"PRV-202", "IRP-001"}
NEVER_AT_FAULT = {"AML-024b", "RSK-005"}
"""Made-up evidence does not come that way by chance; the tests beside these rules do."""


@pytest.mark.parametrize("id_", CONTROLS)
def test_the_evidence_reaches_the_rules(id_):
    """Else engines could agree by saying nothing."""
    answers = by_embedded(id_)
    assert id_ in NEVER_AT_FAULT or any(answer["deny"] for answer in answers)
    assert id_ in NEVER_CLEAN or any(not answer["deny"] for answer in answers)


@pytest.mark.parametrize("id_", CONTROLS)
def test_the_evidence_is_valid(id_):
    for asked in questions(id_)[:5]:
        for kind, rows in asked["input"]["evidence"].items():
            jsonschema_rs.validate(dict(SCHEMAS[kind]), rows)


def numbers(text):
    return sorted(re.findall(r"\d+", text))


@pytest.mark.parametrize("id_", CONTROLS)
def test_both_languages_give_the_same_numbers(id_):
    for found in by_embedded(id_):
        for finding in (
            one for rule, many in found.items() if rule != "applicable" for one in many
        ):
            assert numbers(finding["msg_zh"]) == numbers(finding["msg"])


@pytest.mark.parametrize("id_", CONTROLS)
def test_findings_are_complete(id_):
    control = LIBRARY.controls[id_]
    embedded = Embedded(LIBRARY, control)

    @settings(max_examples=15, deadline=None, derandomize=True)
    @given(inputs(control))
    def every_finding_tells_what_and_where(document):
        assert document["now"] == NOW.isoformat()
        data = {"params": {id_: dict(control.params)}, "organisation": {}}
        answer = embedded.answer({"input": document, **data})
        assert isinstance(answer.get("applicable", True), bool)
        for rule in control.rules - {"applicable"}:
            for finding in answer[rule]:
                assert finding["msg"]
                assert finding["msg_zh"]
                assert finding["subject"]
                assert finding["_loc"]["file"]
                assert finding.get("severity", "low") in SEVERITIES

    every_finding_tells_what_and_where()
