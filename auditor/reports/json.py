"""The JSON format, version 1, for other programs (see docs/reports.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from auditor.api.hooks import ReportOptions
from auditor.api.models import Finding, Gap, Outcome
from auditor.api.run import EnvironmentRun, Run, SourceRecord
from auditor.reports.messages import gate_text
from auditor.reports.stream import Each, Members, Rows, stream
from auditor.reports.waivers import waived

VERSION = 1
"""Goes up when a member is renamed or dropped; new members do not count."""
Row = dict[str, Any]


def render(run: Run, options: ReportOptions) -> Iterator[bytes]:
    """Yield `run` as one JSON object."""
    lang, shown = options.lang, run.environments
    head = {
        "version": VERSION,
        "auditor": run.version,
        "as_of": run.as_of.isoformat(),
        "organisation": run.organisation,
        "engine": run.engine,
        "config": run.config,
        "lang": lang,
        "fail_on": run.fail_on.value,
        "allow_gaps": run.allow_gaps,
        "exit_code": run.exit_code,
        "exit_text": gate_text(run, lang),
        "counts": run.counts(),
        "extensions": [
            {"name": one.name, "version": one.version, "kind": one.kind} for one in run.extensions
        ],
        "environments": Each(_environment(run, one, lang) for one in shown),
        "outcomes": Rows(row for one in shown for row in _outcomes(run, one, lang)),
        "findings": Rows(row for one in shown for row in _findings(one, lang)),
        "gaps": Rows({"environment": one.name, **row} for one in shown for row in _gaps(one, lang)),
    }
    yield from stream(Members(head))
    yield b"\n"


def _environment(run: Run, environment: EnvironmentRun, lang: str) -> Members:
    return Members(
        {
            "name": environment.name,
            "profile": environment.profile,
            "tags": list(environment.tags),
            "counts": environment.counts(),
            "outcomes": Rows(_outcomes(run, environment, lang)),
            "findings": Rows(_findings(environment, lang)),
            "unknown": Rows(_subjects(environment, lang, lambda outcome: outcome.unknown)),
            "review": Rows(_subjects(environment, lang, lambda outcome: outcome.review)),
            "gaps": Rows(_gaps(environment, lang)),
            "left_out": [
                {"control": left.control, "reason": left.reason} for left in environment.left_out
            ],
            "sources": Rows(map(_source, environment.sources)),
        }
    )


def _outcomes(run: Run, environment: EnvironmentRun, lang: str) -> Iterator[Row]:
    for outcome in environment.outcomes:
        control = run.controls[outcome.control]
        yield {
            "environment": environment.name,
            "control": control.id,
            "title": control.text("title", lang),
            "severity": control.severity.value,
            "clause": control.clause,
            "topic": control.topic,
            "target": outcome.target,
            "verdict": outcome.verdict.value,
            "reason": outcome.reason,
            "message": outcome.text(lang),
            "findings": len(outcome.findings),
            "unknown": len(outcome.unknown),
            "review": len(outcome.review),
            "gaps": [_gap(gap, lang) for gap in outcome.gaps],
        }


def _findings(environment: EnvironmentRun, lang: str) -> Iterator[Row]:
    for outcome in environment.outcomes:
        for finding in outcome.findings:
            yield {**_finding(finding, lang), "waived": waived(outcome, finding)}


def _subjects(
    environment: EnvironmentRun, lang: str, of: Callable[[Outcome], Iterable[Finding]]
) -> Iterator[Row]:
    return (_finding(one, lang) for outcome in environment.outcomes for one in of(outcome))


def _finding(finding: Finding, lang: str) -> Row:
    return {
        "control": finding.control,
        "environment": finding.environment,
        "target": finding.target,
        "subject": finding.subject,
        "severity": finding.severity.value,
        "message": finding.text(lang),
        "location": finding.location.as_dict(),
        "related": [place.as_dict() for place in finding.related],
        "fingerprint": finding.fingerprint,
        "details": finding.details,
        "waiver": dict(finding.waiver),
    }


def _gaps(environment: EnvironmentRun, lang: str) -> Iterator[Row]:
    return (_gap(gap, lang) for gap in environment.gaps)


def _gap(gap: Gap, lang: str) -> Row:
    return {
        "kind": gap.kind,
        "target": gap.target,
        "reason": gap.reason.value,
        "message": gap.text(lang),
        "location": gap.location.as_dict() if gap.location else None,
        "partial": gap.partial,
    }


def _source(source: SourceRecord) -> Row:
    return {
        "kind": source.kind,
        "target": source.target,
        "collector": source.collector,
        "uri": source.uri,
        "sha256": source.sha256,
        "items": source.items,
        "collected_at": source.collected_at.isoformat(),
    }
