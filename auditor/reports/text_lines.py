"""Lines of the text report, safe to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from unicodedata import category

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from auditor.api.hooks import ReportOptions
from auditor.api.models import Control, Finding, Location, Outcome, Severity
from auditor.api.run import EnvironmentRun, Run
from auditor.reports.messages import say
from auditor.reports.places import shown

SHOWN = 10
"""Findings of one control that are shown."""
_COLORS = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
}
_UNSAFE = ("Cc", "Cf", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Page:
    """One environment of a run on paper."""

    run: Run
    environment: EnvironmentRun
    options: ReportOptions

    @property
    def lang(self) -> str:
        """Language of the page."""
        return self.options.lang

    def control(self, outcome: Outcome) -> Control:
        """The control that `outcome` is about."""
        return self.run.controls[outcome.control]


def printable(text: str) -> str:
    """`text` on one line, with control and direction characters written as escapes.

    What evidence says must not move the cursor, change colours or reorder the line.
    """
    if text.isprintable():
        return text
    return "".join(map(_printable, " ".join(text.split())))


def _printable(char: str) -> str:
    return char.encode("unicode_escape").decode() if category(char) in _UNSAFE else char


def line(text: str, indent: int = 0, style: str = "") -> Padding:
    """One paragraph, wrapped at the width of the page and indented by `indent` columns."""
    return Padding(
        Text(printable(text), style=style, overflow="fold"), (0, 0, 0, indent), expand=False
    )


def heading(text: str) -> Iterator[RenderableType]:
    """An empty line and a heading."""
    yield Text()
    yield line(text, style="bold underline")


def control_line(control: Control, severity: Severity, lang: str) -> Padding:
    """Severity, id, title and clause."""
    text = Text(overflow="fold")
    text.append(say(lang, f"severity.{severity.value}"), style=_COLORS[severity])
    text.append(f"  {printable(control.id)}  ", style="bold")
    text.append(printable(control.text("title", lang)))
    text.append(f"  ({printable(control.clause)})" if control.clause else "", style="dim")
    return Padding(text, (0, 0, 0, 2), expand=False)


def place_line(location: Location, message: str) -> Iterator[Padding]:
    """The exact place on its own line, what is wrong there below it."""
    yield line(shown(location), 4, "cyan")
    yield line(message, 6)


def finding_lines(findings: Iterable[Finding], lang: str) -> Iterator[Padding]:
    """The first findings and how many more there are."""
    found = tuple(findings)
    for finding in islice(found, SHOWN):
        yield from place_line(finding.location, finding.text(lang))
    if len(found) > SHOWN:
        yield line(say(lang, "more", count=len(found) - SHOWN), 4, "dim")


def by_control(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    """Outcomes of the same control together, controls in order of id."""
    ordered = sorted(outcomes, key=lambda outcome: outcome.control)
    for control, group in groupby(ordered, key=lambda outcome: outcome.control):
        yield control, list(group)
