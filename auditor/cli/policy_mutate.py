"""`auditor policy mutate`: small changes of rules that no test notices."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import orjson

from auditor.api import PolicyError
from auditor.cli.controls import format_option
from auditor.cli.options import language, language_option, processes
from auditor.cli.policy_options import CLEAN, FAULTS, jobs_option, paths_argument
from auditor.cli.words import say
from auditor.core.mutants import Mutant
from auditor.core.mutate import run_mutants
from auditor.core.rego_files import read_rego


@click.command("mutate")
@paths_argument
@jobs_option
@format_option
@language_option
def command(paths: tuple[Path, ...], jobs: int | None, format_: str, lang: str | None) -> int:
    """Change rules in small ways and show the changes that their tests do not notice.

    A condition is negated, a limit moved by one, a conjunct dropped, a body made false. Each
    survivor is a case that no test holds.

    Exit codes: 0 no survivors, 1 survivors, 2 usage, or tests fail without any change.
    """
    done = run_mutants(read_rego(paths), processes(jobs))
    if not done:
        raise PolicyError("no rule with tests beside it was found")
    survivors = [mutant for one in done for mutant in one.survivors]
    tried = sum(one.tried for one in done)
    if format_ == "json":
        document = {"tried": tried, "survivors": list(map(_as_dict, survivors))}
        sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")
        return FAULTS if survivors else CLEAN
    tongue = language(lang)
    for mutant in survivors:
        click.echo(_line(mutant, tongue))
    text = "{tried} mutants of {files} files, {left} survived"
    click.echo(say(tongue, text, tried=tried, files=len(done), left=len(survivors)))
    return FAULTS if survivors else CLEAN


def _line(mutant: Mutant, lang: str) -> str:
    change = f"`{mutant.before}` → `{mutant.after}`"
    return f"{mutant.file}:{mutant.line}: {say(lang, mutant.what)}: {change}"


def _as_dict(mutant: Mutant) -> dict[str, Any]:
    return {
        "file": mutant.file,
        "line": mutant.line,
        "what": mutant.what,
        "before": mutant.before,
        "after": mutant.after,
    }
