"""`auditor plugin`: what is installed."""

from __future__ import annotations

import sys
from typing import Any

import click
import orjson

from auditor.cli.controls import format_option
from auditor.cli.options import language_option
from auditor.cli.table import table
from auditor.core.plugins import PluginInfo, load_plugins


@click.group("plugin")
def command() -> None:
    """List the plugins and what they bring."""


@command.command("list")
@format_option
@language_option
def list_(format_: str, lang: str | None) -> None:
    """List the installed plugins with version, target types, formats and engines."""
    infos = load_plugins().infos
    if format_ == "json":
        document = orjson.dumps([as_dict(info) for info in infos], option=orjson.OPT_INDENT_2)
        sys.stdout.buffer.write(document + b"\n")
        return
    rows = (
        (info.name, info.version, info.module, ", ".join(_brings(info)), _summary(info))
        for info in infos
    )
    click.echo(table(("plugin", "version", "module", "brings", "summary"), rows))


def as_dict(info: PluginInfo) -> dict[str, Any]:
    """The stable JSON form of a plugin."""
    return {
        "name": info.name,
        "version": info.version,
        "module": info.module,
        "collectors": [
            {
                "name": collector.name,
                "version": collector.version,
                "target_type": collector.target_type,
                "summary": collector.summary,
                "timeout": collector.timeout,
            }
            for collector in info.collectors
        ],
        "reports": list(info.reports),
        "engines": list(info.engines),
        "schemas": list(info.schemas),
        "policies": info.policies,
    }


def _brings(info: PluginInfo) -> list[str]:
    return [
        *(f"target {collector.target_type}" for collector in info.collectors),
        *(f"format {name}" for name in info.reports),
        *(f"engine {name}" for name in info.engines),
        *(f"kind {name}" for name in info.schemas),
        *(["policies"] if info.policies else []),
    ]


def _summary(info: PluginInfo) -> str:
    return "; ".join(collector.summary for collector in info.collectors)
