"""`auditor policy lint`: mistakes in policies that show without evidence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import orjson

from auditor.cli.controls import format_option
from auditor.cli.options import language, language_option, processes
from auditor.cli.policy_options import CLEAN, FAULTS, jobs_option, paths_argument
from auditor.cli.words import say
from auditor.core.fault import Fault
from auditor.core.lint import lint
from auditor.core.plugins import load_plugins
from auditor.core.rego_files import read_rego
from auditor.core.schemas import Schemas


@click.command("lint")
@paths_argument
@jobs_option
@format_option
@language_option
def command(paths: tuple[Path, ...], jobs: int | None, format_: str, lang: str | None) -> int:
    """Look for mistakes in policies: folders and files, or the built-in policies.

    Exit codes: 0 nothing found, 1 faults, 2 usage.
    """
    files = read_rego(paths)
    faults = lint(files, Schemas(load_plugins().schemas), processes(jobs))
    if format_ == "json":
        document = orjson.dumps(list(map(as_dict, faults)), option=orjson.OPT_INDENT_2)
        sys.stdout.buffer.write(document + b"\n")
        return FAULTS if faults else CLEAN
    tongue = language(lang)
    for one in faults:
        click.echo(line(one, tongue))
    text = "{n} files, {faults} faults"
    click.echo(say(tongue, text, n=len(files.given), faults=len(faults)))
    return FAULTS if faults else CLEAN


def line(fault: Fault, lang: str) -> str:
    """One fault in one line: place, rule, what is wrong and how to mend it."""
    values = dict(fault.values)
    remedy = say(lang, fault.hint, **values)
    told = say(lang, fault.text, **values) + (f" ({remedy})" if remedy else "")
    return f"{fault.file}:{fault.line}: {fault.rule}: {told}"


def as_dict(fault: Fault) -> dict[str, Any]:
    """The stable JSON form of a fault."""
    return {
        "file": fault.file,
        "line": fault.line,
        "rule": fault.rule,
        "message": fault.message,
        "hint": fault.remedy,
    }
