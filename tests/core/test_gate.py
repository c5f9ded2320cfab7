"""Exit codes, frozen."""

import pytest

from auditor.api import EnvironmentRun, Finding, Location, Outcome, Severity, Verdict
from auditor.core.gate import exit_code


def finding(severity: Severity) -> Finding:
    return Finding("X-1", "e", "", "s", severity, "m", "", Location("f", 1), "p")


def outcome(verdict: Verdict, *severities: Severity) -> Outcome:
    return Outcome("X-1", "e", "", verdict, findings=tuple(map(finding, severities)))


def code(*outcomes: Outcome, fail_on: Severity = Severity.MEDIUM, allow_gaps: bool = False) -> int:
    environment = EnvironmentRun("e", "p", outcomes, (), (), ())
    return exit_code([environment], fail_on, allow_gaps)


PASS, GAP = outcome(Verdict.PASS), outcome(Verdict.NOT_EVALUATED)
NA, REVIEW = outcome(Verdict.NOT_APPLICABLE), outcome(Verdict.REVIEW)
HIGH, LOW = outcome(Verdict.FAIL, Severity.HIGH), outcome(Verdict.FAIL, Severity.LOW)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((PASS,), 0),
        ((PASS, NA, REVIEW), 0),
        ((PASS, LOW), 0),
        ((PASS, outcome(Verdict.WAIVED, Severity.CRITICAL)), 0),
        ((PASS, HIGH), 1),
        ((GAP, HIGH), 1),
        ((PASS, GAP), 3),
        ((GAP, LOW), 3),
        ((), 3),
        ((NA,), 3),
        ((NA, GAP), 3),
    ],
)
def test_codes(outcomes, expected):
    assert code(*outcomes) == expected


@pytest.mark.parametrize("fail_on", list(Severity))
@pytest.mark.parametrize("severity", list(Severity))
def test_fail_on_is_inclusive(fail_on, severity):
    failed = outcome(Verdict.FAIL, severity)
    assert code(PASS, failed, fail_on=fail_on) == (1 if severity.rank >= fail_on.rank else 0)


def test_allowed_gaps_are_a_warning_but_never_make_nothing_a_success():
    assert code(PASS, GAP, allow_gaps=True) == 0
    assert code(GAP, HIGH, allow_gaps=True) == 1
    assert code(GAP, allow_gaps=True) == 3
    assert code(allow_gaps=True) == 3
