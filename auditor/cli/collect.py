"""`auditor collect`: evidence into a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.app import Settings, gather, prepare
from auditor.cli.loading import load
from auditor.cli.options import (
    clock,
    config_options,
    language,
    language_option,
    option,
    processes,
)
from auditor.cli.output import progress
from auditor.cli.words import say
from auditor.core.evidence_bundle import write_bundle
from auditor.core.gate import ESTABLISHED, NOT_ESTABLISHED
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings


@click.command("collect")
@config_options
@option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    required=True,
    help="New folder for the bundle.",
)
@language_option
@option("--quiet", "-q", is_flag=True, help="No summary and no progress.")
def command(**given: Any) -> int:
    """Collect evidence into a bundle, to be judged later or elsewhere.

    The bundle holds masked evidence only. `auditor check --evidence DIR` judges it.

    \b
    Exit codes: 0 all promised evidence was collected, 2 usage or configuration,
    3 the bundle has gaps.
    """
    loaded = load(given["config"], given["environment"], given["profile"])
    with progress(given["quiet"]) as tick:
        settings = Settings(
            now=clock(given["as_of"], loaded.config.organisation.timezone),
            limits=EngineSettings(processes(given["jobs"])),
            mask_staff=given["mask_staff"],
            environments=given["environment"],
            progress=tick,
        )
        harvests = gather(prepare(loaded, load_plugins(), settings))
    names = loaded.config.environments
    write_bundle(given["output"], loaded.config, {names[n].name: h for n, h in harvests.items()})
    gaps = sum(len(harvest.gaps) for harvest in harvests.values())
    if not given["quiet"]:
        text = "collected {n} pieces of evidence, {gaps} gaps: {folder}"
        number = sum(len(harvest.evidence) for harvest in harvests.values())
        lang = language(given["lang"])
        click.echo(say(lang, text, n=number, gaps=gaps, folder=given["output"].name))
    return NOT_ESTABLISHED if gaps else ESTABLISHED
