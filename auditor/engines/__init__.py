"""Rego engines: the only place that knows a Rego runtime."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.api import ConfigError, EngineFactory
from auditor.engines.interface import Engine, EngineSettings

BUILTIN = ("embedded", "opa")


def create_engine(
    name: str, settings: EngineSettings, added: Mapping[str, EngineFactory]
) -> Engine:
    """An engine by name, built in or added by a plugin.

    Raises:
        ConfigError: no such engine.
    """
    if name == "embedded":
        from auditor.engines.embedded import EmbeddedEngine  # noqa: PLC0415 - start-up time

        return EmbeddedEngine(settings)
    if name == "opa":
        from auditor.engines.opa import OpaEngine  # noqa: PLC0415 - start-up time

        return OpaEngine(settings)
    if name in added:
        engine: Engine = added[name].create(settings)
        return engine
    known = ", ".join([*BUILTIN, *sorted(added)])
    raise ConfigError(f"unknown engine `{name}`", hint=f"known: {known}")
