"""The command group. A command's module is imported when the command is used: fast start-up."""

from __future__ import annotations

from importlib import import_module

import click

from auditor import __version__

COMMANDS = {
    "check": "Audit: collect evidence, evaluate the controls, report, gate.",
    "collect": "Collect evidence into a bundle, to be judged later or elsewhere.",
    "controls": "List and show controls, and how far the catalogue is covered.",
    "explain": "Explain a control, an outcome, a gap reason or an exit code.",
    "plugin": "List the plugins and what they bring.",
    "init": "Write a commented configuration for what is found here.",
    "doctor": "Check the installation, the configuration and the targets.",
}


class Lazy(click.Group):
    """A group whose commands live in modules of the same name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"auditor.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="auditor")
def cli() -> None:
    """Prove that customer information is handled by the rules.

    Plugins gather evidence, Rego policies hold the rules, findings are written as SARIF. Without a
    configuration, `auditor check` audits this host.

    \b
    Exit codes of check: 0 established, 1 findings, 2 usage or configuration,
    3 not established (evidence missing), 4 a bug.
    """
