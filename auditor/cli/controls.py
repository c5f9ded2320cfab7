"""`auditor controls`: what is checked, one control in full, and the coverage of the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.api import Control
from auditor.cli.control_text import control_text
from auditor.cli.coverage import show_catalogue, show_framework, write_json
from auditor.cli.known import find_control, known_controls
from auditor.cli.options import language, language_option, option
from auditor.cli.table import table

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
        write_json([as_dict(control) for control in controls])
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
        write_json(as_dict(control))
    else:
        click.echo(control_text(control, language(lang)))


@command.command("coverage")
@config_option
@option("--framework", default="", help="Requirements of this framework, with their controls.")
@format_option
@language_option
def coverage(config: Path | None, framework: str, format_: str, lang: str | None) -> None:
    """Compare the implemented controls with the whole catalogue of obligations, or with the
    requirements of a framework (a law or standard).
    """
    controls = known_controls(config)
    if framework:
        show_framework(framework, controls, format_, language(lang))
    else:
        show_catalogue({control.id for control in controls}, format_, language(lang))


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
