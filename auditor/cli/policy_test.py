"""`auditor policy test`: runs `test_` rules on the embedded engine, as `opa test` does."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import orjson

from auditor.api import ConfigError, Location
from auditor.cli.controls import format_option
from auditor.cli.options import language, language_option, option, processes
from auditor.cli.policy_junit import junit
from auditor.cli.policy_options import CLEAN, FAULTS, USAGE, jobs_option, paths_argument
from auditor.cli.words import say
from auditor.core.coverage import FileCoverage, by_file, ranges
from auditor.core.rego_files import read_rego
from auditor.core.regotest import Report, Result, Tested, run_tests


@click.command("test")
@paths_argument
@option("--run", "pattern", default="", metavar="REGEX", help="Only tests whose name matches.")
@option("--coverage", is_flag=True, help="Which lines of rules the tests evaluate.")
@option("--junit", "file", type=click.Path(path_type=Path), help="Write a JUnit report too.")
@jobs_option
@format_option
@language_option
@option("--verbose", "-v", is_flag=True, help="List the tests that passed, too.")
def command(paths: tuple[Path, ...], **given: Any) -> int:
    """Run the tests of policies: of folders and files, or of the built-in policies.

    Exit codes: 0 all passed, 1 some failed, 2 usage, broken Rego, or no test at all.
    """
    files = read_rego(paths)
    pattern, coverage = _checked(given["pattern"]), given["coverage"]
    report = run_tests(files, pattern, processes(given["jobs"]), coverage=coverage)
    covered = by_file(files, report.lines) if coverage else None
    if given["file"]:
        _write(given["file"], junit(report))
    if given["format_"] == "json":
        document = orjson.dumps(as_dict(report, covered), option=orjson.OPT_INDENT_2)
        sys.stdout.buffer.write(document + b"\n")
    else:
        told = lines(report, covered or (), language(given["lang"]), verbose=given["verbose"])
        click.echo("\n".join(told))
    if not report.tested:
        return USAGE
    return CLEAN if report.passed else FAULTS


def _checked(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"--run: not a regular expression: {error.msg}") from None
    return pattern


def _write(file: Path, document: bytes) -> None:
    try:
        file.write_bytes(document)
    except OSError as error:
        message = f"the report cannot be written: {error.strerror}"
        raise ConfigError(message, Location(str(file))) from None


def as_dict(report: Report, covered: tuple[FileCoverage, ...] | None) -> dict[str, Any]:
    """The stable JSON form of a test report."""
    document = {
        "tests": [_test(one) for one in report.tested],
        "summary": {result.value.lower(): report.counts[result] for result in Result},
    }
    return document if covered is None else {**document, "coverage": list(map(_covered, covered))}


def _test(one: Tested) -> dict[str, Any]:
    failure = one.failure and {
        "line": one.failure.line,
        "expression": one.failure.expression,
        "values": dict(one.failure.values),
    }
    return {
        "package": one.test.package,
        "name": one.test.name,
        "file": one.test.file,
        "line": one.test.line,
        "result": one.result.value.lower(),
        "message": one.message,
        "failure": failure,
    }


def _covered(one: FileCoverage) -> dict[str, Any]:
    return {
        "file": one.file,
        "percent": one.whole.percent,
        "not_covered": sorted(one.whole.missed),
        "rules": [
            {"name": rule.name, "line": rule.line, "percent": rule.percent} for rule in one.rules
        ],
    }


def lines(
    report: Report, covered: tuple[FileCoverage, ...], lang: str, *, verbose: bool
) -> Iterator[str]:
    """The report as text: what did not pass, then the counts, then the coverage."""
    for one in report.tested:
        if verbose or one.result != Result.PASS:
            yield f"{one.test.file}:{one.test.line}: {one.test.rule}: {one.result}"
            yield from _detail(one, lang)
    if not report.tested:
        yield say(lang, "no tests were found")
    for result in Result:
        if report.counts[result]:
            yield f"{result}: {report.counts[result]}/{len(report.tested)}"
    for file in covered:
        yield from _coverage(file, lang)


def _detail(one: Tested, lang: str) -> Iterator[str]:
    if one.message:
        yield "  " + one.message.replace("\n", "\n  ")
    if one.failure:
        place = f"{one.test.file}:{one.failure.line}"
        text = "stopped at: {code}" if one.result == Result.ERROR else "does not hold: {code}"
        yield f"  {place}: " + say(lang, text, code=one.failure.expression)
        for expression, value in one.failure.values:
            yield f"    {expression} = {value}"


def _coverage(file: FileCoverage, lang: str) -> Iterator[str]:
    numbers = ranges(file.whole.missed)
    missed = ": " + say(lang, "not evaluated: {lines}", lines=numbers) if numbers else ""
    yield f"{file.whole.percent:5.1f} %  {file.file}{missed}"
    for rule in file.rules:
        if rule.missed:
            yield f"{rule.percent:9.1f} %  {rule.name}:{rule.line}"
