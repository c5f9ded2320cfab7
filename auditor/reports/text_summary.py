"""The end of the text report: summary by topic, coverage, evidence gaps and the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.box import SIMPLE
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from auditor.api.models import Verdict
from auditor.api.run import Run
from auditor.reports.messages import gate_text, say
from auditor.reports.text_findings import gap_text
from auditor.reports.text_lines import Page, by_control, control_line, heading, line, printable
from auditor.reports.topics import topic_rank, topic_title

_COLUMNS = (
    Verdict.PASS,
    Verdict.FAIL,
    Verdict.NOT_EVALUATED,
    Verdict.NOT_APPLICABLE,
    Verdict.REVIEW,
    Verdict.WAIVED,
)


def listed(page: Page) -> Iterator[RenderableType]:
    """Controls that passed or do not apply, and those left out, for `--verbose`."""
    for verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE):
        outcomes = [one for one in page.environment.outcomes if one.verdict is verdict]
        if outcomes:
            yield from heading(say(page.lang, f"section.{verdict.value}"))
        for control, _ in by_control(outcomes):
            found = page.run.controls[control]
            yield control_line(found, found.severity, page.lang)
    yield from _left_out(page)


def _left_out(page: Page) -> Iterator[RenderableType]:
    left_out = page.environment.left_out
    if left_out:
        yield from heading(say(page.lang, "section.left-out", profile=page.environment.profile))
    for left in (left for left in left_out if left.reason):
        yield line(f"{left.control}: {left.reason}", 2)
    others = [left.control for left in left_out if not left.reason]
    if others:
        yield line(", ".join(others), 2)


def summary(page: Page) -> Iterator[RenderableType]:
    """Outcomes of each topic by verdict, and their totals."""
    topics: dict[str, Counter[Verdict]] = {}
    for outcome in page.environment.outcomes:
        topics.setdefault(page.control(outcome).topic, Counter())[outcome.verdict] += 1
    if not topics:
        return
    yield from heading(say(page.lang, "section.summary"))
    yield _table(page, topics)


def _table(page: Page, topics: dict[str, Counter[Verdict]]) -> Table:
    lang = page.lang
    table = Table(box=SIMPLE, pad_edge=False, safe_box=True)
    table.add_column(say(lang, "column.topic"), overflow="fold")
    for verdict in _COLUMNS:
        table.add_column(say(lang, f"verdict.{verdict.value}"), justify="right", overflow="fold")
    for topic in sorted(topics, key=topic_rank):
        table.add_row(printable(topic_title(topic, lang)), *_cells(topics[topic]))
    table.add_section()
    table.add_row(say(lang, "column.total"), *_cells(sum(topics.values(), Counter())))
    return table


def _cells(counts: Counter[Verdict]) -> list[str]:
    return [str(counts[verdict]) for verdict in _COLUMNS]


def coverage(page: Page) -> Iterator[RenderableType]:
    """How many controls are in force, what became of them, and how many were left out."""
    environment, lang = page.environment, page.lang
    counts = Counter(outcome.verdict for outcome in environment.outcomes)
    parts = (f"{counts[one]} {say(lang, f'verdict.{one.value}')}" for one in _COLUMNS)
    controls = len({outcome.control for outcome in environment.outcomes})
    outcomes = len(environment.outcomes)
    key = "coverage" if controls == outcomes else "coverage.outcomes"
    told = say(lang, key, count=controls, outcomes=outcomes, parts=say(lang, "comma").join(parts))
    left = len(environment.left_out)
    text = say(lang, "coverage.left-out", coverage=told, count=left, profile=environment.profile)
    yield line(text if left else told)


def gaps(page: Page) -> Iterator[RenderableType]:
    """Every evidence gap, needed by a control or not."""
    found = page.environment.gaps
    if found:
        yield from heading(say(page.lang, "section.gaps"))
    for gap in found:
        gloss = say(page.lang, f"reason.{gap.reason.value}")
        yield line(f"{gap.reason.value} ({gloss}): {gap_text(gap, page.lang)}", 2)


def gate(run: Run, lang: str) -> Padding:
    """The last line: the exit code and what it means."""
    colors = {0: "bold green", 1: "bold red"}
    text = say(lang, "gate", code=run.exit_code, text=gate_text(run, lang))
    return line(text, style=colors.get(run.exit_code, "bold yellow"))
