"""The whole pipeline on one screen: configuration in, run out. Nothing here prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from auditor import __version__
from auditor.api import (
    Context,
    EnvironmentRun,
    Evidence,
    Run,
    Severity,
    SourceRecord,
)
from auditor.core.collect import Harvest, Task
from auditor.core.config import EnvironmentConfig, LoadedConfig, PolicySource
from auditor.core.door import Door
from auditor.core.evidence_bundle import read_bundle
from auditor.core.frameworks import used_by
from auditor.core.gate import exit_code
from auditor.core.gather import Gathering, gather
from auditor.core.judge import control_order, outcomes
from auditor.core.keys import masking_key
from auditor.core.masking import Masker
from auditor.core.params import parameters
from auditor.core.plugins import Plugins
from auditor.core.policies import Library, load_library
from auditor.core.profiles import Selection, select
from auditor.core.question import Case, CaseMaker, questions
from auditor.core.revision import revision
from auditor.core.schemas import Schemas
from auditor.core.targets import Job, resolve
from auditor.core.waivers import Waiver, read_waivers, waive
from auditor.engines import create_engine
from auditor.engines.interface import Answer, Batch, EngineSettings, Policies, ask_all


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is made, apart from the configuration: `now` is the run's clock, `environments`
    the names of those to audit (empty = all). `bundle` is judged instead of collecting.
    """

    now: datetime
    fail_on: Severity = Severity.MEDIUM
    allow_gaps: bool = False
    engine: str = "embedded"
    limits: EngineSettings = field(default_factory=EngineSettings)
    mask_staff: bool = False
    environments: tuple[str, ...] = ()
    bundle: Path | None = None
    manifest: Mapping[str, Any] = field(default_factory=dict)
    gathering: Gathering = field(default_factory=Gathering)


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything loaded and validated, before any evidence is touched."""

    loaded: LoadedConfig
    plugins: Plugins
    schemas: Schemas
    library: Library
    waivers: tuple[Waiver, ...]
    settings: Settings


def prepare(loaded: LoadedConfig, plugins: Plugins, settings: Settings) -> Audit:
    """Load schemas, policies and waivers.

    Raises:
        PolicyError: a policy cannot be used.
        ConfigError: a waiver cannot.
    """
    schemas = Schemas(plugins.schemas)
    library = load_library(policy_sources(loaded, plugins), loaded.base, schemas)
    waivers = read_waivers(loaded.config.waivers, loaded.base, dict(library.controls))
    return Audit(loaded, plugins, schemas, library, waivers, settings)


def policy_sources(loaded: LoadedConfig, plugins: Plugins) -> list[PolicySource]:
    """The configured policies, then those of plugins."""
    return [
        *loaded.config.policies,
        *(PolicySource(path=str(path), name=name) for name, path in plugins.policies),
    ]


def run(audit: Audit) -> Run:
    """Collect (or read a bundle), evaluate, judge, and decide the exit code."""
    loaded, settings = audit.loaded, audit.settings
    with create_engine(settings.engine, settings.limits, audit.plugins.engines) as engine:
        parts = [part(audit, number, found) for number, found in evidence(audit).items()]
        answers = {answer.key: answer for answer in ask_all(engine, (one.batch for one in parts))}
    environments = tuple(_environment(audit, one, answers) for one in parts)
    judged = {outcome.control for one in environments for outcome in one.outcomes}
    controls = {id_: one for id_, one in sorted(audit.library.controls.items()) if id_ in judged}
    return Run(
        settings.now,
        __version__,
        loaded.config.organisation.name,
        settings.engine,
        settings.fail_on,
        settings.allow_gaps,
        exit_code(environments, settings.fail_on, settings.allow_gaps),
        controls,
        environments,
        (*audit.plugins.extensions(), *audit.library.bundles),
        Path(loaded.file.path).name,
        revision(loaded.base),
        used_by(controls.values()),
    )


def evidence(audit: Audit) -> dict[int, Harvest]:
    """Evidence and gaps of every chosen environment, by its number in the configuration."""
    settings, environments = audit.settings, audit.loaded.config.environments
    if settings.bundle:
        return {
            number: read_bundle(settings.bundle, settings.manifest, environments[number].name)
            for number in chosen(audit)
        }
    found = {number: tasks(audit, number) for number in chosen(audit)}
    return gather(found, settings.limits.jobs, settings.gathering)


def chosen(audit: Audit) -> list[int]:
    """Numbers of the environments to audit."""
    environments = audit.loaded.config.environments
    wanted = audit.settings.environments or [environment.name for environment in environments]
    return [number for number, one in enumerate(environments) if one.name in wanted]


def selection(audit: Audit, number: int) -> Selection:
    """The controls in force in one environment."""
    profile = audit.loaded.config.environments[number].profile
    return select(profile, audit.library.controls, audit.loaded.base)


def jobs(audit: Audit, number: int) -> tuple[Job, ...]:
    """The targets of an environment that a control in force needs, with their collectors."""
    wanted = selection(audit, number).kinds
    return resolve(audit.loaded, number, audit.plugins.collectors, audit.schemas, wanted)


def context_for(audit: Audit, found: tuple[Job, ...]) -> Context:
    """What the collectors of these targets may know of the run."""
    organisation = audit.loaded.config.organisation
    kinds = frozenset(kind for job in found for kind in job.kinds)
    return Context(
        audit.settings.now,
        organisation.timezone,
        organisation.role_names,
        audit.schemas.subset(tuple(sorted(kinds))),
        kinds,
    )


def masker(loaded: LoadedConfig, mask_staff: bool) -> Masker:
    """What masks the evidence of a run.

    Raises:
        ConfigError: the masking key cannot be had.
    """
    classes = ("customer", "staff") if mask_staff else ("customer",)
    return Masker(masking_key(loaded.config.organisation.masking_key, loaded.base), classes)


def tasks(audit: Audit, number: int) -> list[Task]:
    """What there is to collect in an environment."""
    organisation, settings = audit.loaded.config.organisation, audit.settings
    found = jobs(audit, number)
    if not found:
        return []
    period = audit.loaded.config.environments[number].period
    door = Door(
        audit.schemas,
        masker(audit.loaded, settings.mask_staff),
        settings.now,
        ZoneInfo(organisation.timezone),
        period,
    )
    context = context_for(audit, found)
    return [Task(job, context, door) for job in found]


@dataclass(frozen=True, slots=True)
class Part:
    """One environment on its way: the controls in force, what was collected, what is asked."""

    config: EnvironmentConfig
    selected: Selection
    harvest: Harvest
    cases: list[Case]
    batch: Batch


def part(audit: Audit, number: int, harvest: Harvest) -> Part:
    """What the engine is asked of one environment."""
    config, library = audit.loaded.config.environments[number], audit.library
    selected = selection(audit, number)
    data = parameters(audit.loaded, number, library.controls, library.data)
    controls = sorted(selected.controls, key=control_order)
    maker = CaseMaker(config.name, config.tags, harvest, audit.settings.now)
    cases = list(maker.cases(controls))
    batch = Batch(Policies(library.modules, data), tuple(questions(cases)))
    return Part(config, selected, harvest, cases, batch)


def _environment(audit: Audit, part: Part, answers: Mapping[str, Answer]) -> EnvironmentRun:
    today = audit.settings.now.date()
    judged = outcomes(part.cases, answers)
    return EnvironmentRun(
        part.config.name,
        part.selected.profile,
        tuple(waive(outcome, audit.waivers, today) for outcome in judged),
        part.harvest.gaps,
        tuple(map(_record, part.harvest.evidence)),
        part.selected.left_out,
        part.config.tags,
    )


def _record(evidence: Evidence) -> SourceRecord:
    return SourceRecord(
        evidence.kind,
        evidence.target,
        f"{evidence.collector.name} {evidence.collector.version}",
        evidence.source.uri,
        evidence.source.sha256,
        len(evidence.items),
        evidence.collected_at,
    )
