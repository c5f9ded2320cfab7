"""How a finding says that it is waived."""

from __future__ import annotations

from auditor.api.models import Finding, Outcome, Verdict

WAIVER = "waiver"
"""Member of `Finding.details`: an object of `justification`, `approved_by` and `expires`."""


def waived(outcome: Outcome, finding: Finding) -> bool:
    """Whether an approved waiver covers `finding` of `outcome`."""
    return outcome.verdict is Verdict.WAIVED or WAIVER in finding.details


def open_findings(outcome: Outcome) -> tuple[Finding, ...]:
    """The findings of `outcome` that no waiver covers."""
    return tuple(found for found in outcome.findings if not waived(outcome, found))
