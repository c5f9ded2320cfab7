"""How a finding says that it is waived."""

from __future__ import annotations

from auditor.api.models import Finding, Outcome, Verdict


def waived(outcome: Outcome, finding: Finding) -> bool:
    """Whether an approved waiver covers `finding` of `outcome`."""
    return outcome.verdict is Verdict.WAIVED or bool(finding.waiver)


def open_findings(outcome: Outcome) -> tuple[Finding, ...]:
    """The findings of `outcome` that no waiver covers."""
    return tuple(found for found in outcome.findings if not waived(outcome, found))
