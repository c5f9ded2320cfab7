"""The tests beside the rules pass on the embedded engine and on the real OPA, and each of them
could fail: a rule that finds nothing, or always something, does not get past them.
"""

import re
import shutil
import subprocess
from pathlib import Path

import orjson
import pytest
import regorus

from tests.contracts.rego import POLICIES, Rego, controls, ids, libraries, rego_tests
from tests.require import require

NAME = re.compile(r"^(test_\w+)", re.M)
SET = re.compile(r"^(deny|warn|unknown|review) contains", re.M)
ALWAYS = '{"msg": "always", "msg_zh": "always", "subject": "always", "_loc": {"file": "always"}}'


def failures(test: Path, rule: str | None = None) -> set[str]:
    """The tests of a file that do not hold, `rule` standing in for the rule beside it."""
    engine = regorus.Engine()
    for library in libraries():
        engine.add_policy(str(library.path), library.text)
    beside = Rego(test.with_name(test.name.removesuffix("_test.rego") + ".rego"))
    if "lib" not in test.relative_to(POLICIES).parts:
        engine.add_policy(str(beside.path), rule or beside.text)
    text = test.read_text(encoding="utf-8")
    engine.add_policy(str(test), text)
    package = Rego(test).package
    return {name for name in NAME.findall(text) if not _holds(engine, f"data.{package}.{name}")}


def _holds(engine: regorus.Engine, query: str) -> bool:
    try:
        answer = orjson.loads(engine.eval_query_as_json(query))
    except RuntimeError:
        return False
    return [r["expressions"][0]["value"] for r in answer.get("result", [])] == [True]


@pytest.mark.parametrize("test", rego_tests(), ids=lambda test: test.stem)
def test_they_pass_on_the_embedded_engine(test: Path):
    assert NAME.search(test.read_text(encoding="utf-8"))
    assert failures(test) == set()


@pytest.mark.parametrize("control", controls(), ids=ids(controls()))
def test_they_hold_a_failing_and_a_passing_case(control: Rego):
    """A failing case notices a rule that finds nothing; a passing case does not mind that, and
    notices a rule that always finds something.
    """
    hidden = SET.sub(r"hidden_\1 contains", control.text)
    used = sorted(set(SET.findall(control.text)))
    silent = hidden + "".join(f"\n{name} := set()\n" for name in used)
    loud = hidden + "".join(f"\n{name} contains {ALWAYS}\n" for name in used)
    missed = failures(control.test, silent)
    assert missed, "no test needs a finding"
    assert failures(control.test, loud) - missed, "no test needs the absence of findings"


def test_they_pass_on_the_real_opa_and_evaluate_every_line():
    folders = (POLICIES / "rules", POLICIES / "lib")
    done = _opa("test", *folders, "--coverage", "--format=json")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    files = orjson.loads(done.stdout)["files"]
    assert len(files) > len(controls())
    missed = {
        name: [one["start"]["row"] for one in report["not_covered"]]
        for name, report in files.items()
        if report.get("not_covered") and not name.endswith("_test.rego")
    }
    assert missed == {}


def test_the_real_opa_accepts_the_policies_against_their_schemas():
    schemas = POLICIES / "schemas"
    done = _opa("check", "--strict", POLICIES / "rules", POLICIES / "lib", "--schema", schemas)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr


def _opa(*words: object) -> subprocess.CompletedProcess[str]:
    opa = shutil.which("opa")
    require("opa", opa)
    command = [opa, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
