"""The gate: it alone picks the exit code, whatever the output format."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.api import EnvironmentRun, Severity, Verdict

ESTABLISHED, FINDINGS, USAGE, NOT_ESTABLISHED, BUG = range(5)
"""0 established, 1 findings, 2 usage or configuration, 3 not established, 4 a bug."""


def exit_code(environments: Iterable[EnvironmentRun], fail_on: Severity, allow_gaps: bool) -> int:
    """1 when an unwaived finding is at or above `fail_on`, else 3 when a control in force was not
    evaluated or nothing was judged at all (0 with `allow_gaps`, but never for nothing), else 0.
    """
    outcomes = [outcome for environment in environments for outcome in environment.outcomes]
    failed = [outcome for outcome in outcomes if outcome.verdict is Verdict.FAIL]
    found = [f for outcome in failed for f in outcome.findings if not f.waiver]
    if any(finding.severity.rank >= fail_on.rank for finding in found):
        return FINDINGS
    judged = [o for o in outcomes if o.verdict is not Verdict.NOT_EVALUATED]
    if not any(o.verdict is not Verdict.NOT_APPLICABLE for o in judged):
        return NOT_ESTABLISHED
    if len(judged) < len(outcomes) and not allow_gaps:
        return NOT_ESTABLISHED
    return ESTABLISHED
