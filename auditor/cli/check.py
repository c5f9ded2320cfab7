"""`auditor check`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.api import Severity
from auditor.app import Settings, prepare, run
from auditor.cli.loading import from_manifest, load
from auditor.cli.options import (
    SEVERITIES,
    clock,
    config_options,
    language,
    language_option,
    option,
    processes,
)
from auditor.cli.output import Output, parse_formats, progress, write
from auditor.core.evidence_bundle import read_manifest
from auditor.core.gather import Gathering
from auditor.core.keys import option_secret
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings, OpaSettings


@click.command("check")
@config_options
@option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="text, json, sarif, sarif-github or a plugin's; to FILE or standard output.",
)
@option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="medium",
    show_default=True,
    help="Least severity of a finding that gives exit code 1.",
)
@option("--allow-gaps", is_flag=True, help="Missing evidence is a warning, not exit code 3.")
@option("--evidence", type=click.Path(path_type=Path), help="Judge this bundle; collect nothing.")
@option("--engine", default="embedded", show_default=True, help="Rego engine.")
@option(
    "--timeout",
    type=click.FloatRange(0.1),
    default=60.0,
    show_default=True,
    help="Seconds for one control.",
)
@option(
    "--memory",
    type=click.IntRange(64),
    default=4096,
    show_default=True,
    help="Memory of one evaluating process, in MiB.",
)
@option("--opa-url", default="", help="OPA server of engine opa [a private one].")
@option("--opa-token", default="", help="Its bearer token: env:NAME or file:PATH.")
@option("--opa-ca", default="", help="PEM file of the authority its certificate is from.")
@option("--opa-cert", default="", help="PEM file of our certificate.")
@option("--opa-key", default="", help="PEM file of our key, if not with the certificate.")
@language_option
@option("--quiet", "-q", is_flag=True, help="No text report and no progress.")
@option("--verbose", "-v", is_flag=True, help="List passed controls too.")
def command(**given: Any) -> int:
    """Audit: collect evidence, evaluate the controls, report, gate.

    Without a configuration this host is audited with the profile `host`.

    \b
    Exit codes: 0 established, 1 findings at or above --fail-on, 2 usage or
    configuration, 3 not established (evidence missing), 4 a bug.
    """
    plugins = load_plugins()
    outputs = parse_formats(given["formats"], plugins.reports, given["quiet"])
    manifest = read_manifest(given["evidence"]) if given["evidence"] else {}
    if manifest and not given["config"]:
        loaded = from_manifest(manifest.get("settings"))
    else:
        loaded = load(given["config"], given["environment"], given["profile"])
    with progress(given["quiet"]) as tick:
        settings = Settings(
            now=clock(given["as_of"], loaded.config.organisation.timezone),
            fail_on=Severity(given["fail_on"]),
            allow_gaps=given["allow_gaps"],
            engine=given["engine"],
            limits=_limits(given),
            mask_staff=given["mask_staff"],
            environments=given["environment"],
            bundle=given["evidence"],
            manifest=manifest,
            gathering=Gathering(progress=tick),
        )
        result = run(prepare(loaded, plugins, settings))
    write(outputs, result, Output(language(given["lang"]), given["verbose"]))
    return result.exit_code


def _limits(given: dict[str, Any]) -> EngineSettings:
    opa = OpaSettings(
        given["opa_url"],
        option_secret(given["opa_token"], "--opa-token") if given["opa_token"] else "",
        given["opa_ca"],
        given["opa_cert"],
        given["opa_key"],
    )
    return EngineSettings(processes(given["jobs"]), given["timeout"], given["memory"] << 20, opa)
