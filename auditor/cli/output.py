"""Where reports go: standard output or files, and progress to a terminal only."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from auditor.api import ConfigError, Location, Report, ReportOptions, Run
from auditor.core.gather import Progress
from auditor.core.whole_file import write_whole
from auditor.core.words import nearest
from auditor.reports.interface import BUILTIN


@dataclass(frozen=True, slots=True)
class Output:
    """How reports are written, apart from their format."""

    lang: str
    verbose: bool


@dataclass(frozen=True, slots=True)
class Destination:
    """One report and the file it goes to, or standard output."""

    report: Report
    file: Path | None


def parse_formats(
    texts: Iterable[str], added: Mapping[str, Report], quiet: bool
) -> tuple[Destination, ...]:
    """Read `FORMAT[=FILE]` words.

    Raises:
        ConfigError: an unknown format, or two reports for standard output.
    """
    known = {report.name: report for report in BUILTIN}
    for name in added.keys() & known.keys():
        raise ConfigError(f"report format `{name}` is built in; a plugin may not replace it")
    known |= added
    found = tuple(_destination(text, known) for text in texts)
    if sum(one.file is None for one in found) > 1:
        raise ConfigError("two formats for standard output", hint="give one a file: FORMAT=FILE")
    return found if found or quiet else (Destination(known["text"], None),)


def _destination(text: str, known: Mapping[str, Report]) -> Destination:
    name, _, file = text.partition("=")
    if name not in known:
        raise ConfigError(f"unknown format `{name}`", hint=nearest(name, known))
    return Destination(known[name], Path(file) if file else None)


def write(destinations: Iterable[Destination], run: Run, output: Output) -> None:
    """Write every report; a file appears whole or not at all."""
    for destination in destinations:
        if destination.file:
            options = ReportOptions(output.lang, verbose=output.verbose)
            _to_file(destination.file, destination.report.render(run, options))
        else:
            _to_stdout(destination.report.render(run, _terminal(output)))


def _terminal(output: Output) -> ReportOptions:
    if not sys.stdout.isatty():
        return ReportOptions(output.lang, verbose=output.verbose)
    width = min(shutil.get_terminal_size().columns, 160)
    return ReportOptions(output.lang, True, width, output.verbose)


def _to_stdout(chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def _to_file(path: Path, chunks: Iterable[bytes]) -> None:
    try:
        write_whole(path, chunks)
    except OSError as error:
        message = f"the report cannot be written: {error.strerror}"
        raise ConfigError(message, Location(str(path))) from None


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A line on a terminal's standard error: how many targets are done, rows and their rate."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - start-up time

    with Console(stderr=True).status("auditor: collecting evidence") as status:
        yield lambda one: status.update(f"auditor: {told(one)}")


def told(one: Progress) -> str:
    """Progress in words."""
    rate = f", {one.rows / one.seconds:,.0f} rows/s" if one.seconds >= 1 else ""
    return f"{one.done} of {one.total} targets, last {one.target}; {one.rows:,} rows{rate}"
