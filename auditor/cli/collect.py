"""`auditor collect`: evidence into a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.app import Settings, evidence, masker, prepare
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
from auditor.core.bundle_writer import BundleWriter, done_before, refuse_used
from auditor.core.evidence_bundle import read_manifest
from auditor.core.gate import ESTABLISHED, NOT_ESTABLISHED
from auditor.core.gather import Gathering
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
@option("--resume", is_flag=True, help="Go on with the bundle in that folder.")
@language_option
@option("--quiet", "-q", is_flag=True, help="No summary and no progress.")
def command(**given: Any) -> int:
    """Collect evidence into a bundle, to be judged later or elsewhere.

    The bundle holds masked evidence only. `auditor check --evidence DIR` judges it. Each target
    is written as it ends; after Ctrl-C the bundle names what is missing, and --resume gets it.

    \b
    Exit codes: 0 all promised evidence was collected, 2 usage or configuration,
    3 the bundle has gaps.
    """
    loaded = load(given["config"], given["environment"], given["profile"])
    masking = masker(loaded, given["mask_staff"]).fingerprint
    writer, manifest = BundleWriter(given["output"], loaded.config, masking), {}
    if given["resume"]:
        manifest = read_manifest(given["output"])
    else:
        refuse_used(given["output"])
    with progress(given["quiet"]) as tick:
        settings = Settings(
            now=clock(given["as_of"], loaded.config.organisation.timezone),
            limits=EngineSettings(processes(given["jobs"])),
            mask_staff=given["mask_staff"],
            environments=given["environment"],
            gathering=Gathering(
                given["output"],
                manifest,
                done_before(manifest, loaded.config, masking) if manifest else frozenset(),
                tick,
                writer.plan,
                writer.keep,
            ),
        )
        harvests = evidence(prepare(loaded, load_plugins(), settings))
    gaps = sum(len(harvest.gaps) for harvest in harvests.values())
    if not given["quiet"]:
        text = "collected {n} pieces of evidence, {gaps} gaps: {folder}"
        number = sum(len(harvest.evidence) for harvest in harvests.values())
        lang = language(given["lang"])
        click.echo(say(lang, text, n=number, gaps=gaps, folder=given["output"].name))
    return NOT_ESTABLISHED if gaps else ESTABLISHED
