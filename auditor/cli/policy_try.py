"""`auditor policy try`: one control on evidence from a file, and why the verdict is what it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import orjson

from auditor.api import ConfigError, Control, Verdict
from auditor.app import policy_sources
from auditor.cli.controls import config_option, format_option
from auditor.cli.known import find_control
from auditor.cli.loading import from_manifest, load
from auditor.cli.options import clock, language, language_option, option
from auditor.cli.policy_verdict import as_dict, explain
from auditor.core.attempt import Attempt, attempt
from auditor.core.collect import Harvest
from auditor.core.config import LoadedConfig
from auditor.core.door import Door
from auditor.core.evidence_bundle import read_bundle, read_manifest
from auditor.core.gate import ESTABLISHED, FINDINGS, NOT_ESTABLISHED
from auditor.core.given import given_evidence
from auditor.core.keys import masking_key
from auditor.core.masking import Masker
from auditor.core.params import parameters
from auditor.core.plugins import load_plugins
from auditor.core.policies import Library, load_library
from auditor.core.question import CaseMaker
from auditor.core.schemas import Schemas
from auditor.core.words import nearest
from auditor.core.yamlfile import parse_yaml
from auditor.engines.interface import Policies

CODES = {Verdict.FAIL: FINDINGS, Verdict.NOT_EVALUATED: NOT_ESTABLISHED}


@click.command("try")
@click.argument("control_id", metavar="CONTROL")
@option(
    "--evidence",
    type=click.Path(path_type=Path),
    required=True,
    help="File with rows by kind (JSON, YAML), or an evidence bundle.",
)
@option("--as-of", default="", help="The run's clock, ISO 8601 [now].")
@option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Parameter (repeatable).")
@config_option
@format_option
@language_option
def command(**given: Any) -> int:
    """Judge evidence from a file by one control, and explain the verdict.

    The file maps kinds to rows, such as {loan_register: [{loan_id: LN-1}]}. Rows are validated and
    masked as collected ones are.

    \b
    Exit codes: 0 no finding, 1 findings, 2 usage, 3 not evaluated.
    """
    manifest = read_manifest(given["evidence"]) if given["evidence"].is_dir() else {}
    loaded = _configuration(given["config"], manifest)
    plugins = load_plugins()
    schemas = Schemas(plugins.schemas)
    library = load_library(policy_sources(loaded, plugins), loaded.base, schemas)
    control = find_control(given["control_id"], library.controls.values())
    loaded = with_params(loaded, control, given["params"])
    trial = _Trial(loaded, library, control, _clock(given, loaded))
    harvests = _harvests(trial, given["evidence"], manifest, schemas)
    attempts = [one for number, each in harvests.items() for one in _attempts(trial, number, each)]
    if given["format_"] == "json":
        document = [as_dict(control, one) for one in attempts]
        sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        told = (explain(control, one, language(given["lang"])) for one in attempts)
        click.echo("\n\n".join("\n".join(lines) for lines in told))
    codes = {CODES.get(one.outcome.verdict, ESTABLISHED) for one in attempts}
    return next((code for code in (FINDINGS, NOT_ESTABLISHED) if code in codes), ESTABLISHED)


@dataclass(frozen=True, slots=True)
class _Trial:
    """What is tried: a control of a library under a configuration, at a time."""

    loaded: LoadedConfig
    library: Library
    control: Control
    now: datetime


def _clock(given: Mapping[str, Any], loaded: LoadedConfig) -> datetime:
    return clock(given["as_of"], loaded.config.organisation.timezone)


def _configuration(config: Path | None, manifest: Mapping[str, Any]) -> LoadedConfig:
    return from_manifest(manifest["settings"]) if manifest and not config else load(config, (), "")


def with_params(loaded: LoadedConfig, control: Control, texts: Iterable[str]) -> LoadedConfig:
    """The configuration with parameters of one control set, in every environment.

    Raises:
        ConfigError: no NAME=VALUE, or no such parameter.
    """
    values = dict(_param(control, text) for text in texts)
    environments = []
    for one in loaded.config.environments:
        own = {**one.params.get(control.id, {}), **values}
        params = {**one.params, **({control.id: own} if own else {})}
        environments.append(one.model_copy(update={"params": params}))
    config = loaded.config.model_copy(update={"environments": tuple(environments)})
    return LoadedConfig(config, loaded.file, loaded.base)


def _param(control: Control, text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ConfigError("--param: expected NAME=VALUE", hint="such as max_loan_days=5")
    if name not in control.params:
        message = f"--param: {control.id} has no parameter `{name}`"
        raise ConfigError(message, hint=nearest(name, control.params))
    return name, parse_yaml(value, "--param").data


def _harvests(
    trial: _Trial, path: Path, manifest: Mapping[str, Any], schemas: Schemas
) -> dict[int, Harvest]:
    """Evidence by the number of its environment."""
    config = trial.loaded.config
    if manifest:
        names = enumerate(environment.name for environment in config.environments)
        return {number: read_bundle(path, manifest, name) for number, name in names}
    masker = Masker(masking_key(config.organisation.masking_key, trial.loaded.base))
    zone, period = ZoneInfo(config.organisation.timezone), config.environments[0].period
    door = Door(schemas, masker, trial.now, zone, period)
    return {0: given_evidence(path, door, schemas)}


def _attempts(trial: _Trial, number: int, harvest: Harvest) -> tuple[Attempt, ...]:
    environment, library = trial.loaded.config.environments[number], trial.library
    try:
        data = parameters(trial.loaded, number, library.controls, library.data)
    except ConfigError as error:
        raise ConfigError(error.message, hint=error.hint) from None
    maker = CaseMaker(environment.name, environment.tags, harvest, trial.now)
    return attempt(trial.control, maker, Policies(library.modules, data))
