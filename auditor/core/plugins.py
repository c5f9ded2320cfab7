"""Plugins: discovered by entry point, refused at load when misspelt or registered twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, TypeVar

import pluggy

from auditor.api import (
    GROUP,
    PROJECT,
    Collector,
    EngineFactory,
    Extension,
    Hooks,
    PluginError,
    Report,
)

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """One loaded plugin: entry-point name, distribution version, module, and what it adds."""

    name: str
    version: str
    module: str
    collectors: tuple[Collector, ...]
    reports: tuple[str, ...]
    engines: tuple[str, ...]
    schemas: tuple[str, ...]
    policies: int = 0


@dataclass(frozen=True, slots=True)
class Plugins:
    """Everything that the loaded plugins bring, by name."""

    infos: tuple[PluginInfo, ...]
    collectors: Mapping[str, Collector]
    schemas: Mapping[str, Mapping[str, Any]]
    policies: tuple[tuple[str, Path], ...]
    reports: Mapping[str, Report]
    engines: Mapping[str, EngineFactory]

    def extensions(self) -> tuple[Extension, ...]:
        """The plugins as reports show them."""
        return tuple(Extension(info.name, info.version, "plugin") for info in self.infos)


def discover() -> list[EntryPoint]:
    """All installed plugins, in a stable order."""
    return sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))


def load_plugins(points: Iterable[EntryPoint] | None = None) -> Plugins:
    """Load plugins and read what they offer.

    Raises:
        PluginError: a plugin cannot be imported, has a misspelt hook, or offers a name twice.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    infos = tuple(_load(manager, point) for point in (discover() if points is None else points))
    modules = [manager.get_plugin(info.name) for info in infos]
    return Plugins(
        infos,
        _by_name(modules, "auditor_collectors", lambda c: c.target_type, "target type"),
        _schemas(modules),
        tuple(
            (f"plugin {info.name}", path)
            for info, module in zip(infos, modules, strict=True)
            for path in _call(module, "auditor_policies")
        ),
        _by_name(modules, "auditor_reports", lambda r: r.name, "report format"),
        _by_name(modules, "auditor_engines", lambda e: e.name, "engine"),
    )


def _load(manager: pluggy.PluginManager, point: EntryPoint) -> PluginInfo:
    try:
        module = point.load()
        manager.register(module, name=point.name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        message = f"plugin `{point.name}` does not fit the hooks: {error}"
        raise PluginError(message) from None
    except ValueError:
        raise PluginError(f"two plugins are named `{point.name}`; uninstall one") from None
    except Exception as error:
        cause = f"{type(error).__name__}: {error}"
        message = f"plugin `{point.name}` ({point.value}) cannot be loaded: {cause}"
        raise PluginError(message, hint="mend or uninstall it") from error
    _refuse_misspelt(point.name, module)
    return PluginInfo(
        point.name,
        point.dist.version if point.dist else "0",
        point.value,
        tuple(_call(module, "auditor_collectors")),
        tuple(report.name for report in _call(module, "auditor_reports")),
        tuple(engine.name for engine in _call(module, "auditor_engines")),
        tuple(_call(module, "auditor_schemas")),
        len(tuple(_call(module, "auditor_policies"))),
    )


def _refuse_misspelt(name: str, module: object) -> None:
    """A function named like a hook but not marked as one would be ignored in silence."""
    for attribute in vars(module):
        marked = getattr(getattr(module, attribute), f"{PROJECT}_impl", None)
        if (
            attribute.startswith(f"{PROJECT}_")
            and marked is None
            and callable(getattr(module, attribute))
        ):
            raise PluginError(f"plugin `{name}`: `{attribute}` lacks the @hookimpl mark")


def _call(module: Any, hook: str) -> Any:
    function = getattr(module, hook, None)
    try:
        return function() if function else ()
    except Exception as error:
        name = getattr(module, "__name__", "?")
        cause = f"{type(error).__name__}: {error}"
        raise PluginError(f"plugin module {name}: `{hook}` failed: {cause}") from error


def _by_name(modules: list[Any], hook: str, key: Callable[[Any], str], what: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for thing in (thing for module in modules for thing in _call(module, hook)):
        if key(thing) in found:
            raise PluginError(f"{what} `{key(thing)}` is registered twice")
        found[key(thing)] = thing
    return found


def _schemas(modules: list[Any]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for module in modules:
        for kind, schema in dict(_call(module, "auditor_schemas")).items():
            if kind in found:
                raise PluginError(f"evidence kind `{kind}` is registered twice")
            found[kind] = schema
    return found
