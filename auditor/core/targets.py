"""Targets: each entry of the configuration becomes a target with its collector's own options."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from auditor.api import Collector, ConfigError, Target, loaded
from auditor.core.config import LoadedConfig, validate
from auditor.core.schemas import Schemas
from auditor.core.words import nearest


@dataclass(frozen=True, slots=True)
class Job:
    """A target, the collector that reads it and the kinds that it promises and that are wanted."""

    target: Target
    collector: Collector
    kinds: tuple[str, ...]


def resolve(
    config: LoadedConfig,
    number: int,
    collectors: Mapping[str, Collector],
    schemas: Schemas,
    wanted: Set[str],
) -> tuple[Job, ...]:
    """The targets of environment `number` that deliver one of the wanted kinds.

    Raises:
        ConfigError: unknown target type, unknown option or unknown evidence kind.
    """
    environment = config.config.environments[number]
    jobs = []
    for index, entry in enumerate(environment.targets):
        path = ("environments", number, "targets", index)
        collector = collectors.get(entry.type)
        if collector is None:
            place = config.file.locate((*path, "type"))
            hint = nearest(entry.type, collectors)
            raise ConfigError(f"no plugin collects targets of type `{entry.type}`", place, hint)
        options = validate(loaded(collector.options), entry.options, config.file, path)
        kinds = tuple(dict.fromkeys(collector.kinds(options)))
        for kind in kinds:
            if kind not in schemas:
                hint = nearest(kind, schemas.kinds)
                place = config.file.locate(_place_of(kind, entry.options, path))
                raise ConfigError(f"unknown evidence kind `{kind}`", place, hint)
        target = Target(entry.name, entry.type, environment.name, options, config.base)
        jobs.append(Job(target, collector, tuple(kind for kind in kinds if kind in wanted)))
    return tuple(job for job in jobs if job.kinds)


def _place_of(
    kind: str, options: Mapping[str, object], path: tuple[str | int, ...]
) -> tuple[str | int, ...]:
    """Where a list of the options has an entry with `kind: <kind>`."""
    for key, value in options.items():
        for index, member in enumerate(value if isinstance(value, list) else ()):
            if isinstance(member, dict) and member.get("kind") == kind:
                return (*path, key, index, "kind")
    return path
