"""The command group. A command's module is imported when the command is used: fast start-up."""

from __future__ import annotations

import click

from auditor import __version__
from auditor.cli.lazy import Lazy

COMMANDS = {
    "check": "Audit: collect evidence, evaluate the controls, report, gate.",
    "collect": "Collect evidence into a bundle, to be judged later or elsewhere.",
    "controls": "List and show controls, and how far the catalogue is covered.",
    "explain": "Explain a control, an outcome, a gap reason or an exit code.",
    "policy": "Write policies: lint, test, try, scaffold.",
    "plugin": "List the plugins and what they bring.",
    "init": "Write a commented configuration for what is found here.",
    "doctor": "Check the installation, the configuration and the targets.",
}


@click.group(
    cls=Lazy,
    table=COMMANDS,
    prefix="auditor.cli.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="auditor")
def cli() -> None:
    """Prove that customer information is handled by the rules.

    Plugins gather evidence, Rego policies hold the rules, findings are written as SARIF. Without a
    configuration, `auditor check` audits this host.

    \b
    Exit codes of check: 0 established, 1 findings, 2 usage or configuration,
    3 not established (evidence missing), 4 a bug.
    """
