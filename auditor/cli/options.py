"""Options that several commands share: same name, same meaning, same `AUDITOR_*` variable."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from auditor.api.errors import ConfigError

Command = TypeVar("Command", bound=Callable[..., Any])
SEVERITIES = ("critical", "high", "medium", "low")
LANGUAGES = ("en", "zh-CN")


def option(*names: str, **settings: Any) -> Callable[[Command], Command]:
    """A click option that an `AUDITOR_*` variable mirrors."""
    long = next(name for name in names if name.startswith("--"))
    variable = "AUDITOR_" + long.removeprefix("--").split("/")[0].replace("-", "_").upper()
    return click.option(*names, envvar=variable, **settings)


def language_option(command: Command) -> Command:
    """`--lang`."""
    return option(
        "--lang", default=None, metavar="en|zh-CN", help="Language of sentences; keys never change."
    )(command)


def config_options(command: Command) -> Command:
    """`--config`, `--environment`, `--profile`, `--as-of`, `--jobs`, `--mask-staff`."""
    path = click.Path(path_type=Path)
    for decorate in reversed(
        [
            option("--config", "-c", type=path, help="Configuration file [auditor.yaml, if any]."),
            option("--environment", multiple=True, help="Only this environment (repeatable)."),
            option("--profile", default="", help="Controls in force, instead of the configured."),
            option("--as-of", default="", help="The run's clock, ISO 8601 [now]."),
            option("--jobs", type=click.IntRange(1), default=None, help="Processes [processors]."),
            option("--mask-staff", is_flag=True, help="Mask identifiers of staff too."),
        ]
    ):
        command = decorate(command)
    return command


def language(given: str | None) -> str:
    """`--lang`, then `LC_ALL`, `LANG`, else English; an unknown locale is English."""
    text = given or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "zh-CN" if text.replace("_", "-").lower().startswith("zh") else "en"


def clock(text: str, timezone: str) -> datetime:
    """The run's clock: `text`, else now, to the second, in the organisation's time zone.

    A time without an offset is in that zone; a plain date is its first instant.
    """
    zone = ZoneInfo(timezone)
    if not text:
        return datetime.now(zone).replace(microsecond=0)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        hint = "such as 2026-11-21 or 2026-11-21T08:00:00+08:00"
        raise ConfigError("--as-of: not an ISO 8601 time", hint=hint) from None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(zone)


def processes(jobs: int | None) -> int:
    """`--jobs`, else the number of processors this process may use."""
    return jobs or len(os.sched_getaffinity(0)) or 1
