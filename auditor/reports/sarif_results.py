"""Results of a SARIF run: one for each finding, one for each outcome that is not a failure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sarif_om import (
    ArtifactLocation,
    Message,
    PhysicalLocation,
    Region,
    Result,
    Suppression,
)
from sarif_om import Location as SarifLocation

from auditor.api.models import Finding, Location, Outcome, Verdict
from auditor.reports.convert import plain
from auditor.reports.messages import known_reason, say
from auditor.reports.places import ROOT, home, uri
from auditor.reports.sarif_rules import LEVELS
from auditor.reports.sarif_view import View
from auditor.reports.waivers import waived

KINDS = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.WAIVED: "fail",
    Verdict.NOT_APPLICABLE: "notApplicable",
    Verdict.NOT_EVALUATED: "open",
    Verdict.REVIEW: "review",
}
"""SARIF kind of an outcome (section 3.27.9)."""
_FAILED = (Verdict.FAIL, Verdict.WAIVED)
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every result of a view needs to know; `seen` counts the fingerprints given so far."""

    view: View
    lang: str
    relative: bool
    rules: dict[str, int]
    suppressible: bool
    seen: Counter[str] = field(default_factory=Counter)


def results(view: View) -> Iterator[Result]:
    """All results of `view`, in the order of its outcomes."""
    rules = {control.id: index for index, control in enumerate(view.controls())}
    scene = _Scene(view, view.lang, view.relative, rules, view.has_waived())
    for outcome in view.outcomes:
        for finding in outcome.findings:
            yield _finding(scene, outcome, finding)
        if outcome.verdict not in _FAILED or not outcome.findings:
            yield _outcome(scene, outcome)
        for subject in outcome.unknown:
            yield _subject(scene, subject, "open")
        for subject in outcome.review:
            yield _subject(scene, subject, "review")


def _finding(scene: _Scene, outcome: Outcome, finding: Finding) -> Result:
    result = _subject(scene, finding, "fail")
    result.level = LEVELS[finding.severity]
    if waived(outcome, finding):
        result.suppressions = [suppression(finding.waiver, scene.lang)]
    return result


def _subject(scene: _Scene, finding: Finding, kind: str) -> Result:
    return Result(
        message=Message(text=_message(finding, scene.lang)),
        kind=kind,
        level="none",
        rule_id=finding.control,
        rule_index=scene.rules[finding.control],
        locations=[place(finding.location, scene.relative)],
        related_locations=[
            place(related, scene.relative) for related in dict.fromkeys(finding.related)
        ]
        or None,
        partial_fingerprints=_fingerprints(scene, finding.fingerprint),
        suppressions=[] if scene.suppressible else None,
        properties=_properties(finding),
    )


def _message(finding: Finding, lang: str) -> str:
    text = finding.text(lang)
    return literal(text) if text.strip() else finding.control


def _properties(finding: Finding) -> dict[str, Any]:
    pairs = {"target": finding.target, "subject": finding.subject, "details": finding.details}
    return {key: value for key, value in pairs.items() if value}


def _outcome(scene: _Scene, outcome: Outcome) -> Result:
    view, kind = scene.view, KINDS[outcome.verdict]
    severity = view.run.controls[outcome.control].severity
    identity = "\0".join((kind, outcome.control, outcome.environment, outcome.target))
    digest = sha256(identity.encode("utf-8", "backslashreplace")).hexdigest()
    result = Result(
        message=Message(text=literal(_sentence(scene, outcome))),
        kind=kind,
        level=LEVELS[severity] if kind == "fail" else "none",
        rule_id=outcome.control,
        rule_index=scene.rules[outcome.control],
        locations=[place(home(view.run, view.environment, outcome), scene.relative)],
        partial_fingerprints=_fingerprints(scene, digest),
        suppressions=[] if scene.suppressible else None,
        properties={"target": outcome.target} if outcome.target else None,
    )
    if outcome.verdict is Verdict.WAIVED:
        result.suppressions = [suppression({}, scene.lang)]
    return result


def _sentence(scene: _Scene, outcome: Outcome) -> str:
    reason = outcome.reason
    gloss = say(scene.lang, f"reason.{known_reason(reason)}")
    title = scene.view.run.controls[outcome.control].text("title", scene.lang) or outcome.control
    text = say(
        scene.lang, f"result.{outcome.verdict.value}", title=title, reason=reason, gloss=gloss
    )
    return f"{text} {outcome.text(scene.lang)}".rstrip()


def _fingerprints(scene: _Scene, fingerprint: str) -> dict[str, str]:
    """Both fingerprints; a second result of the same subject and control gets a number."""
    short = fingerprint[:16]
    scene.seen[short] += 1
    number = scene.seen[short]
    full = fingerprint if number == 1 else f"{fingerprint}:{number}"
    return {"primaryLocationLineHash": f"{short}:{number}", "auditorFinding/v1": full}


def suppression(waiver: Mapping[str, str], lang: str) -> Suppression:
    """An accepted suppression from a waiver's `justification`, `approved_by` and `expires`."""
    names = {"approved_by": "approvedBy", "expires": "expires"}
    return Suppression(
        kind="external",
        state="accepted",
        justification=str(waiver.get("justification") or say(lang, "no-justification")),
        properties={names[key]: waiver[key] for key in names if waiver.get(key)} or None,
    )


def place(location: Location, relative: bool) -> SarifLocation:
    """The physical location; without a known line it is line 1, since viewers need one."""
    line = max(location.line or 1, 1)
    end = location.end_line if (location.end_line or 0) > line else None
    column = location.column if (location.column or 0) > 0 else None
    return SarifLocation(
        physical_location=PhysicalLocation(
            artifact_location=artifact(location.file, relative),
            region=Region(start_line=line, start_column=column, end_line=end),
        )
    )


@lru_cache(maxsize=8192)
def artifact(file: str, relative: bool) -> dict[str, Any]:
    """Where `file` is: below the folder of the configuration, or absolute unless `relative`.

    It is converted here, once for each file, and shared by all results.
    """
    path = file.replace("://", "/").lstrip("/") if relative else file
    address = uri(path or "auditor.yaml")
    location = ArtifactLocation(uri=address, uri_base_id=None if ":" in address else ROOT)
    return dict(plain(location))


def literal(text: str) -> str:
    """`text` without what SARIF reads as a placeholder or an embedded link (3.11.5, 3.11.6)."""
    return _PLACEHOLDER.sub(r"{{\1}}", text).replace("](", "] (")
