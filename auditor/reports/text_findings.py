"""The sections of the text report about controls: failed, waived, not evaluated, review."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import RenderableType

from auditor.api.models import Control, Finding, Gap, Outcome, Severity, Verdict
from auditor.reports.messages import known_reason, say
from auditor.reports.places import shown
from auditor.reports.text_lines import (
    SHOWN,
    Page,
    by_control,
    control_line,
    finding_lines,
    heading,
    line,
)
from auditor.reports.topics import topic_rank, topic_title
from auditor.reports.waivers import open_findings
from auditor.reports.waivers import waived as is_waived


@dataclass(frozen=True, slots=True)
class _Failure:
    """A control with its open findings, worst first."""

    control: Control
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """The worst of its findings, of the control where it names none."""
        return self.findings[0].severity if self.findings else self.control.severity

    def key(self) -> tuple[int, str]:
        """Sort key, worst first."""
        return (-self.severity.rank, self.control.id)


def failed(page: Page) -> Iterator[RenderableType]:
    """Open findings by topic and control."""
    topics: dict[str, list[_Failure]] = {}
    for failure in sorted(_failures(page), key=_Failure.key):
        topics.setdefault(failure.control.topic, []).append(failure)
    for topic in sorted(
        topics, key=lambda name: (-topics[name][0].severity.rank, topic_rank(name))
    ):
        yield from heading(topic_title(topic, page.lang))
        for failure in topics[topic]:
            yield from _failure(failure, page.lang)


def _failures(page: Page) -> Iterator[_Failure]:
    fails = (one for one in page.environment.outcomes if one.verdict is Verdict.FAIL)
    for control, outcomes in by_control(fails):
        found = [one for outcome in outcomes for one in open_findings(outcome)]
        found.sort(key=lambda finding: -finding.severity.rank)
        yield _Failure(page.run.controls[control], tuple(found))


def _failure(failure: _Failure, lang: str) -> Iterator[RenderableType]:
    yield control_line(failure.control, failure.severity, lang)
    yield from finding_lines(failure.findings, lang)
    if not failure.findings:
        yield line(say(lang, "bare"), 4)
    action = failure.control.text("action", lang)
    if action:
        yield line(say(lang, "fix", action=action), 4, "green")


def waived(page: Page) -> Iterator[RenderableType]:
    """Findings that a waiver covers, with its words."""
    found = _subjects(page, lambda one: tuple(f for f in one if is_waived(one, f)))
    if found:
        yield from heading(say(page.lang, "section.waived"))
    for control, findings in found:
        yield control_line(control, control.severity, page.lang)
        yield from finding_lines(findings, page.lang)
        yield from _waivers(findings, page.lang)


def _waivers(findings: tuple[Finding, ...], lang: str) -> Iterator[RenderableType]:
    waivers = [one.waiver for one in findings if one.waiver]
    known = ("approved_by", "expires", "justification")
    texts = (say(lang, "waiver", **{key: one.get(key) or "-" for key in known}) for one in waivers)
    for text in list(dict.fromkeys(texts))[:SHOWN]:
        yield line(text, 4, "dim")


def not_evaluated(page: Page) -> Iterator[RenderableType]:
    """Controls without a verdict, by reason, with what is missing and what to do."""
    reasons: dict[str, list[Outcome]] = {}
    for outcome in page.environment.outcomes:
        if outcome.verdict is Verdict.NOT_EVALUATED:
            reasons.setdefault(outcome.reason, []).append(outcome)
    if reasons:
        yield from heading(say(page.lang, "section.not-evaluated"))
    for reason in sorted(reasons):
        yield from _reason(page, reason, reasons[reason])
    yield from _section(page, "section.unknown", lambda outcome: outcome.unknown)


def _reason(page: Page, reason: str, outcomes: list[Outcome]) -> Iterator[RenderableType]:
    key, lang = known_reason(reason), page.lang
    gloss = say(lang, f"reason.{key}")
    yield line(f"{reason}: {gloss}" if reason else gloss, 2, "magenta")
    yield line(say(lang, "do", action=say(lang, f"do.{key}")), 4, "green")
    for control, group in by_control(outcomes):
        found = page.run.controls[control]
        yield control_line(found, found.severity, lang)
        yield from _missing(group, lang)


def _missing(outcomes: list[Outcome], lang: str) -> Iterator[RenderableType]:
    gaps = (gap_text(gap, lang) for outcome in outcomes for gap in outcome.gaps)
    told = (outcome.text(lang) for outcome in outcomes if outcome.message and not outcome.gaps)
    for text in dict.fromkeys((*gaps, *told)):
        yield line(text, 4)


def gap_text(gap: Gap, lang: str) -> str:
    """Kind, target, place and what is wrong."""
    message = gap.text(lang)
    if gap.location and gap.location.file not in message:
        message = f"{shown(gap.location)}: {message}"
    text = say(lang, "missing", kind=gap.kind, target=gap.target, text=message)
    return f"{text} ({say(lang, 'partial')})" if gap.partial else text


def review(page: Page) -> Iterator[RenderableType]:
    """Controls and subjects that a person must judge."""
    yield from _section(page, "section.review", lambda outcome: outcome.review, Verdict.REVIEW)


def _section(
    page: Page,
    key: str,
    of: Callable[[Outcome], tuple[Finding, ...]],
    verdict: Verdict | None = None,
) -> Iterator[RenderableType]:
    found = _subjects(page, of, verdict)
    if found:
        yield from heading(say(page.lang, key))
    for control, findings in found:
        yield control_line(control, control.severity, page.lang)
        yield from finding_lines(findings, page.lang)


def _subjects(
    page: Page, of: Callable[[Outcome], tuple[Finding, ...]], verdict: Verdict | None = None
) -> list[tuple[Control, tuple[Finding, ...]]]:
    """Controls that have such subjects, or this verdict, with the subjects."""
    groups = (
        (page.run.controls[control], tuple(one for outcome in group for one in of(outcome)), group)
        for control, group in by_control(page.environment.outcomes)
    )
    return [
        (control, subjects)
        for control, subjects, group in groups
        if subjects or any(outcome.verdict is verdict for outcome in group)
    ]
