"""Why a control's verdict is what it is: text, and stable JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from auditor.api import Control, Finding, Gap, Outcome, Verdict
from auditor.cli.words import say
from auditor.core.attempt import Attempt

WHY = {
    Verdict.PASS: "a subject is in scope, all required evidence is there, and the rule finds no "
    "fault",
    Verdict.FAIL: "the rule finds faults",
    Verdict.NOT_APPLICABLE: "no subject is in scope",
    Verdict.REVIEW: "the rule leaves it to a person",
}


def explain(control: Control, attempt: Attempt, lang: str) -> Iterator[str]:
    """The verdict in lines: evidence, subject, findings, doubts, and why."""
    outcome = attempt.outcome
    yield f"{control.id}  {control.text('title', lang)}"
    if outcome.target:
        yield say(lang, "target: {name}", name=outcome.target)
    yield ""
    yield from _evidence(control, attempt, lang)
    yield from _applicable(attempt, lang)
    yield from _findings("findings: {n}", outcome.findings, lang)
    yield from _findings("could not be judged: {n}", outcome.unknown, lang)
    yield from _findings("a person must judge: {n}", outcome.review, lang)
    yield ""
    yield f"{outcome.verdict}: {_why(outcome, lang)}"


def _evidence(control: Control, attempt: Attempt, lang: str) -> Iterator[str]:
    rows = attempt.rows
    for kind in (*control.evidence, *control.optional_evidence):
        optional = "" if kind in control.evidence else say(lang, " (optional)")
        if kind in rows:
            yield say(lang, "{kind}: {n} rows", kind=kind + optional, n=rows[kind])
        elif optional:
            yield say(lang, "{kind}: not given", kind=kind + optional)
        else:
            yield say(lang, "{kind}: not given; the control needs it", kind=kind)
    for gap in attempt.outcome.gaps:
        if gap.location:
            yield f"  {_place(gap)}: {gap.reason}: {gap.text(lang)}"


def _place(gap: Gap) -> str:
    place = gap.location
    return f"{place.file}:{place.line or 1}" if place else gap.kind


def _applicable(attempt: Attempt, lang: str) -> Iterator[str]:
    if attempt.answers:
        said = {True: "applicable: yes", False: "applicable: no"}
        open_ = "applicable: when the first kind has a row"
        yield say(lang, open_ if attempt.applicable is None else said[attempt.applicable])


def _findings(text: str, findings: Iterable[Finding], lang: str) -> Iterator[str]:
    many = tuple(findings)
    if many:
        yield say(lang, text, n=len(many))
    for one in many:
        place = f"{one.location.file}:{one.location.line or 1}"
        yield f"  {one.severity.upper()} {place}: {one.text(lang)}"


def _why(outcome: Outcome, lang: str) -> str:
    if outcome.verdict == Verdict.NOT_EVALUATED:
        return f"{outcome.reason}: {outcome.text(lang)}"
    return say(lang, WHY[outcome.verdict])


def as_dict(control: Control, attempt: Attempt) -> dict[str, Any]:
    """The stable JSON form of an attempt."""
    outcome, rows = attempt.outcome, attempt.rows
    return {
        "control": control.id,
        "environment": outcome.environment,
        "target": outcome.target,
        "outcome": outcome.verdict.value,
        "reason": outcome.reason,
        "message": outcome.message,
        "applicable": attempt.applicable,
        "evidence": {k: rows.get(k) for k in (*control.evidence, *control.optional_evidence)},
        "gaps": [
            {"kind": gap.kind, "reason": gap.reason.value, "message": gap.message}
            for gap in outcome.gaps
        ],
        "findings": list(map(_finding, outcome.findings)),
        "unknown": list(map(_finding, outcome.unknown)),
        "review": list(map(_finding, outcome.review)),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "subject": finding.subject,
        "severity": finding.severity.value,
        "message": finding.message,
        "message_zh": finding.message_zh,
        "location": finding.location.as_dict(),
    }
