"""Options and answers that the commands of the workbench share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from auditor.cli.options import option

Command = TypeVar("Command", bound=Callable[..., Any])
CLEAN, FAULTS, USAGE = 0, 1, 2

paths_argument = click.argument(
    "paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path)
)
jobs_option = option("--jobs", type=click.IntRange(1), default=None, help="Processes [processors].")
