"""`auditor explain`: a control, an outcome, a gap reason or an exit code in plain words."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.control_text import control_text
from auditor.cli.glossary import GLOSSARY
from auditor.cli.known import find_control, known_controls
from auditor.cli.options import language, language_option, option


@click.command("explain")
@click.argument("word", metavar="ID|WORD")
@option("--config", "-c", type=click.Path(path_type=Path), help="Configuration with own policies.")
@language_option
def command(word: str, config: Path | None, lang: str | None) -> None:
    """Explain a control (its id), an outcome (such as not-evaluated), a gap reason (such as stale)
    or an exit code (such as 3).
    """
    tongue = language(lang)
    if word in GLOSSARY:
        click.echo(GLOSSARY[word][tongue == "zh-CN"])
        return
    click.echo(control_text(find_control(word, known_controls(config), GLOSSARY), tongue))
