"""Groups of commands. A command's module is imported when the command is used: fast start-up."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Lazy(click.Group):
    """A group whose commands live in modules of the same name, after a prefix.

    `table` holds what each command is for; the help shows it without importing anything.
    """

    def __init__(self, *words: Any, table: Mapping[str, str], prefix: str, **settings: Any) -> None:
        super().__init__(*words, **settings)
        self._table, self._prefix = table, prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in self._table:
            return None
        command: click.Command = import_module(f"{self._prefix}{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._table.items()))
