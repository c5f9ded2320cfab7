"""Waivers: approved, dated, expiring acceptances of findings, kept outside the rules.

A waiver names a control and the subjects (or fingerprints) that it accepts; nothing is waived as a
whole. One that has not begun, has expired or was not approved by a named person has no effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from auditor.api import ConfigError, Control, Finding, Outcome, Verdict
from auditor.core.config import Strict, validate
from auditor.core.masking import redact
from auditor.core.words import nearest
from auditor.core.yamlfile import read_yaml


class Waiver(Strict):
    """One acceptance; `approved_at` and `expires` are whole days, both included."""

    id: str = Field(min_length=1)
    control: str
    environment: str = ""
    subjects: tuple[str, ...] = ()
    fingerprints: tuple[str, ...] = ()
    reason: str = Field(min_length=1)
    approved_by: str = Field(min_length=1)
    approved_at: date
    expires: date

    @model_validator(mode="after")
    def _bounded(self) -> Waiver:
        if not (self.subjects or self.fingerprints):
            raise ValueError("name the subjects or fingerprints that are accepted")
        if self.expires < self.approved_at:
            raise ValueError("expires before it is approved")
        return self

    def covers(self, finding: Finding, today: date) -> bool:
        """True when this waiver accepts the finding on that day."""
        in_force = self.approved_at <= today <= self.expires
        here = self.environment in ("", finding.environment) and self.control == finding.control
        named = finding.subject in self.subjects or finding.fingerprint in self.fingerprints
        return in_force and here and named


class WaiverFile(Strict):
    """The file that `waivers:` names."""

    version: Literal[1]
    waivers: tuple[Waiver, ...]


def read_waivers(name: str | None, base: Path, controls: dict[str, Control]) -> tuple[Waiver, ...]:
    """The waivers of a file (relative to `base`), none where no file is named.

    Raises:
        ConfigError: a waiver without reason, approver or end, or for an unknown control.
    """
    if name is None:
        return ()
    file = read_yaml(base / name, name)
    waivers = validate(WaiverFile, file.data, file, ()).waivers
    for number, waiver in enumerate(waivers):
        if waiver.control not in controls:
            place = file.locate(("waivers", number, "control"))
            hint = nearest(waiver.control, controls)
            raise ConfigError(f"unknown control `{waiver.control}`", place, hint)
    return waivers


def waive(outcome: Outcome, waivers: Iterable[Waiver], today: date) -> Outcome:
    """Mark the findings that a waiver accepts. Where all are, the outcome is `waived`, unless
    something in it is unknown: then nothing can be said.
    """
    if outcome.verdict is not Verdict.FAIL:
        return outcome
    findings = tuple(_marked(finding, waivers, today) for finding in outcome.findings)
    outcome = replace(outcome, findings=findings)
    if not all(finding.waiver for finding in findings):
        return outcome
    if outcome.gaps or outcome.unknown:
        reason = outcome.gaps[0].reason.value if outcome.gaps else "unknown"
        return replace(outcome, verdict=Verdict.NOT_EVALUATED, reason=reason)
    return replace(outcome, verdict=Verdict.WAIVED)


def _marked(finding: Finding, waivers: Iterable[Waiver], today: date) -> Finding:
    for waiver in waivers:
        if waiver.covers(finding, today):
            told = {
                "id": redact(waiver.id),
                "justification": redact(waiver.reason),
                "approved_by": redact(waiver.approved_by),
                "expires": waiver.expires.isoformat(),
            }
            return replace(finding, waiver=told)
    return finding
