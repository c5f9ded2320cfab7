"""Waivers: nothing without approver, reason and end; nothing unknown becomes waived."""

from dataclasses import replace
from datetime import date

import pytest

from auditor.api import ConfigError, Finding, Gap, GapReason, Location, Outcome, Severity, Verdict
from auditor.core.waivers import Waiver, read_waivers, waive

from .conftest import make_control

TODAY = date(2026, 11, 20)
FINDING = Finding("X-001", "e", "", "LN-1", Severity.HIGH, "m", "", Location("f", 1), "fp1")
OTHER = replace(FINDING, subject="LN-2", fingerprint="fp2")
FAILED = Outcome("X-001", "e", "", Verdict.FAIL, findings=(FINDING,))
GOOD = {
    "id": "W-1",
    "control": "X-001",
    "subjects": ["LN-1"],
    "reason": "migration",
    "approved_by": "u001",
    "approved_at": "2026-11-01",
    "expires": "2026-11-20",
}


def waiver(**changes):
    return Waiver.model_validate({**GOOD, **changes})


def test_a_waiver_accepts_its_finding_and_is_told():
    outcome = waive(FAILED, [waiver()], TODAY)
    assert outcome.verdict is Verdict.WAIVED
    assert outcome.findings[0].waiver["approved_by"] == "u001"


@pytest.mark.parametrize(
    "changes",
    [
        {"expires": "2026-11-19"},
        {"approved_at": "2026-11-21", "expires": "2026-12-01"},
        {"subjects": ["LN-9"]},
        {"control": "X-002"},
        {"environment": "other"},
    ],
)
def test_any_other_waiver_has_no_effect(changes):
    assert waive(FAILED, [waiver(**changes)], TODAY) == FAILED


def test_a_waiver_may_name_the_fingerprint():
    named = waiver(subjects=[], fingerprints=["fp1"])
    assert waive(FAILED, [named], TODAY).verdict is Verdict.WAIVED


def test_one_unwaived_finding_keeps_the_failure():
    outcome = waive(replace(FAILED, findings=(FINDING, OTHER)), [waiver()], TODAY)
    assert outcome.verdict is Verdict.FAIL
    assert [bool(finding.waiver) for finding in outcome.findings] == [True, False]


def test_what_is_unknown_is_never_waived():
    gap = Gap("loan_register", "t", GapReason.DENIED, "m")
    for doubt, reason in (({"gaps": (gap,)}, "denied"), ({"unknown": (OTHER,)}, "unknown")):
        outcome = waive(replace(FAILED, **doubt), [waiver()], TODAY)
        assert (outcome.verdict, outcome.reason) == (Verdict.NOT_EVALUATED, reason)


@pytest.mark.parametrize("missing", ["reason", "approved_by", "approved_at", "expires", "subjects"])
def test_a_waiver_without_approver_or_end_is_refused(folder, missing):
    lines = [f"    {key}: {value}\n" for key, value in GOOD.items() if key != missing]
    text = "version: 1\nwaivers:\n  -\n" + "".join(lines)
    (folder / "w.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_waivers("w.yaml", folder, {"X-001": make_control()})
    assert "w.yaml" in str(caught.value)
    assert missing in str(caught.value)


def test_an_unknown_control_is_refused(folder):
    (folder / "w.yaml").write_text(f"version: 1\nwaivers: [{GOOD}]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="unknown control `X-001`"):
        read_waivers("w.yaml", folder, {})
    assert read_waivers("w.yaml", folder, {"X-001": make_control()}) == (waiver(),)
    assert read_waivers(None, folder, {}) == ()
