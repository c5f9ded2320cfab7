"""Microsoft's SARIF Multitool; AUDITOR_MULTITOOL names its binary."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from samples import environment, finding, run, written
from strategies import HOSTILE

from auditor.api import Location, Outcome, Verdict

TOOL = os.environ.get("AUDITOR_MULTITOOL", "")
REQUIRED = "multitool" in os.environ.get("AUDITOR_REQUIRE", "")
NOTES = {
    "SARIF2002": "messages are literal, so that every viewer shows them",
    "SARIF2003": "a run does not know the repository",
    "SARIF2006": "asks the network for addresses",
    "SARIF2009": "ids are the catalogue's",
    "SARIF2010": "snippets could hold customer information",
    "SARIF2011": "snippets could hold customer information",
    "SARIF2012": "a rule named as its id has no name beside it",
    "SARIF2013": "file contents could hold customer information",
    "SARIF2016": "evidence of a host has absolute paths",
}
"""Notes that we accept, and why."""


def hostile():
    found = tuple(
        finding(n, message=text, subject=text, location=Location(text, 1), details={"x": text})
        for n, text in enumerate(HOSTILE)
    )
    return replace(
        environment(),
        outcomes=(Outcome("CIC-019-5b", "branch-01", "", Verdict.FAIL, findings=found),),
    )


@pytest.fixture
def multitool():
    if not TOOL:
        reason = "AUDITOR_MULTITOOL does not name the SARIF Multitool binary"
        (pytest.fail if REQUIRED else pytest.skip)(reason)
    return Path(TOOL)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
def test_no_error_and_no_warning(multitool, tmp_path, name, lang):
    shown = run(
        environment(), replace(environment(2), name="支行 二"), replace(hostile(), name="hq")
    )
    levels = validated(multitool, tmp_path, written(name, shown, lang=lang))
    assert {rule: level for rule, level in levels.items() if level != "note"} == {}
    assert set(levels) <= set(NOTES)


def test_the_validator_does_find_errors(multitool, tmp_path):
    log = json.loads(written("sarif", run()))
    log["runs"][0]["results"][0]["ruleIndex"] = 99
    assert "error" in validated(multitool, tmp_path, json.dumps(log).encode()).values()


def validated(multitool, folder, data):
    """Rule to level of all that the validator found; its own exit code says nothing."""
    (folder / "in.sarif").write_bytes(data)
    command = [
        multitool, "validate", "in.sarif", "--rule-kind", "Sarif;Ghas", "--output", "out.sarif",
        "--level", "Error;Warning;Note",
    ]  # fmt: skip
    extra = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run(command, cwd=folder, env=os.environ | extra, capture_output=True, check=False)
    runs = json.loads((folder / "out.sarif").read_text(encoding="utf-8-sig"))["runs"]
    found = [result for one in runs for result in one["results"]]
    return {result["ruleId"]: result.get("level", "warning") for result in found}
