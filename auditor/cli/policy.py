"""`auditor policy`: the workbench for those who write controls."""

from __future__ import annotations

import click

from auditor.cli.lazy import Lazy

COMMANDS = {
    "new": "Write a new control and its test, to be edited.",
    "lint": "Look for mistakes in policies without evidence.",
    "test": "Run the tests of policies.",
    "try": "Judge evidence from a file by one control, and explain.",
    "mutate": "Show which small changes of rules no test notices.",
    "build": "Pack policies into a bundle, signed if a key is given.",
}


@click.group("policy", cls=Lazy, table=COMMANDS, prefix="auditor.cli.policy_")
def command() -> None:
    """Write policies: scaffold, lint, test and try controls."""
