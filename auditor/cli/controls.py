"""`auditor controls`: what is checked, one control in full, and the coverage of the catalogue."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import orjson

from auditor.api import Control
from auditor.cli.control_text import control_text
from auditor.cli.known import find_control, known_controls
from auditor.cli.options import language, language_option, option
from auditor.cli.table import table
from auditor.cli.words import say
from auditor.core.catalogue import CatalogueEntry, read_catalogue

config_option = option("--config", "-c", type=click.Path(path_type=Path), help="Configuration.")
format_option = click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text, or stable JSON.",
)


@click.group("controls")
def command() -> None:
    """List and show controls, and how far the catalogue is covered."""


@command.command("list")
@config_option
@option("--profile", default="", help="Only the controls that this profile puts in force.")
@format_option
@language_option
def list_(config: Path | None, profile: str, format_: str, lang: str | None) -> None:
    """List the controls by topic."""
    tongue = language(lang)
    controls = known_controls(config, profile)
    if format_ == "json":
        _json([as_dict(control) for control in controls])
        return
    rows = ((c.id, c.severity.value, c.topic, c.clause, c.text("title", tongue)) for c in controls)
    click.echo(table(("id", "severity", "topic", "clause", "title"), rows))


@command.command("show")
@click.argument("id_", metavar="ID")
@config_option
@format_option
@language_option
def show(id_: str, config: Path | None, format_: str, lang: str | None) -> None:
    """Show one control: duty, evidence, parameters, how it is decided, how to fix."""
    control = find_control(id_, known_controls(config))
    if format_ == "json":
        _json(as_dict(control))
    else:
        click.echo(control_text(control, language(lang)))


@command.command("coverage")
@config_option
@format_option
@language_option
def coverage(config: Path | None, format_: str, lang: str | None) -> None:
    """Compare the implemented controls with the whole catalogue of obligations."""
    controls = {control.id: control for control in known_controls(config)}
    entries = read_catalogue()
    done = sum(entry.id in controls for entry in entries)
    if format_ == "json":
        _json([{**entry.as_dict(), "implemented": entry.id in controls} for entry in entries])
        return
    click.echo(table(("topic", "implemented", "catalogue"), _by_topic(entries, set(controls))))
    text = "{done} of {all} controls of the catalogue are implemented"
    click.echo(say(language(lang), text, done=done, all=len(entries)))


def _by_topic(
    entries: Iterable[CatalogueEntry], implemented: set[str]
) -> list[tuple[str, str, str]]:
    counts: dict[str, list[int]] = {}
    for entry in entries:
        count = counts.setdefault(entry.topic, [0, 0])
        count[0] += entry.id in implemented
        count[1] += 1
    return [(topic, str(done), str(every)) for topic, (done, every) in counts.items()]


def as_dict(control: Control) -> dict[str, Any]:
    """The stable JSON form of a control."""
    return {
        "id": control.id,
        "topic": control.topic,
        "name": control.name,
        "title": control.title,
        "title_zh": control.title_zh,
        "description": control.description,
        "description_zh": control.description_zh,
        "severity": control.severity.value,
        "clause": control.clause,
        "evidence": list(control.evidence),
        "optional_evidence": list(control.optional_evidence),
        "empty": "fail" if control.fail_when_empty else "not-evaluated",
        "max_age_seconds": control.max_age_seconds,
        "scope": control.scope,
        "assurance": control.assurance,
        "params": dict(control.params),
        "recommended_action": control.action,
        "recommended_action_zh": control.action_zh,
        "frameworks": list(control.frameworks),
        "package": control.package,
        "source": control.source,
    }


def _json(document: Any) -> None:
    sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")
