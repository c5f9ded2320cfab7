"""What a person reads: findings by topic, worst first, then all that was not established."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

from auditor.api.hooks import ReportOptions
from auditor.api.run import EnvironmentRun, Run
from auditor.reports import text_findings, text_summary
from auditor.reports.messages import say
from auditor.reports.text_lines import Page, line

NARROWEST = 40


def render(run: Run, options: ReportOptions) -> Iterator[bytes]:
    """Yield the report, environment by environment. Colours only with `options.color`."""
    for environment in run.environments:
        yield _written(_environment(Page(run, environment, options)), options)
    yield _written(_end(run, options.lang), options)


def _environment(page: Page) -> Iterator[RenderableType]:
    yield _header(page.run, page.environment, page.lang)
    yield from text_findings.failed(page)
    yield from text_findings.waived(page)
    yield from text_findings.not_evaluated(page)
    yield from text_findings.review(page)
    if page.options.verbose:
        yield from text_summary.listed(page)
    yield from text_summary.summary(page)
    yield from text_summary.coverage(page)
    yield from text_summary.gaps(page)
    yield Text()


def _header(run: Run, environment: EnvironmentRun, lang: str) -> RenderableType:
    text = say(
        lang,
        "header",
        version=run.version,
        environment=environment.name,
        profile=environment.profile,
        as_of=run.as_of.isoformat(),
        engine=run.engine,
    )
    return line(text, style="bold")


def _end(run: Run, lang: str) -> Iterator[RenderableType]:
    if not run.environments:
        yield line(say(lang, "empty"))
    yield text_summary.gate(run, lang)


def _written(parts: Iterator[RenderableType], options: ReportOptions) -> bytes:
    """The bytes of `parts`; nothing of this machine's terminal or environment is asked."""
    console = Console(
        file=StringIO(),
        width=max(options.width, NARROWEST),
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        no_color=not options.color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    lines = capture.get().split("\n")
    return "\n".join(one.rstrip() for one in lines).encode()
