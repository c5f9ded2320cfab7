"""What a plugin can add. A plugin implements these with `@auditor.api.hookimpl`.

Hooks return descriptions; the core calls what they describe, each guarded, so that one broken
plugin becomes a gap and never hides another's evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pluggy

from auditor.api.models import Collected, Gap, Target
from auditor.api.run import Run

PROJECT = "auditor"
"""pluggy project name and prefix of the entry-point group."""
GROUP = "auditor.plugins"
"""Entry-point group of built-in and third-party plugins alike."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@dataclass(frozen=True, slots=True)
class Context:
    """What a collector may know about the run.

    `now` is the run's clock (`--as-of`), `timezone` the organisation's IANA zone for times
    without an offset, `role_names` the organisation's own role names mapped to the catalogue's,
    `schemas` the JSON Schemas of the kinds that the target promises, `wanted` the kinds that a
    control in force reads: a collector leaves the others alone.
    """

    now: datetime
    timezone: str
    role_names: Mapping[str, str] = field(default_factory=dict)
    schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    wanted: frozenset[str] | None = None

    def wants(self, kind: str) -> bool:
        """True when evidence of this kind is read by a control in force."""
        return self.wanted is None or kind in self.wanted


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing that `auditor doctor` looked at on a target.

    `check` is `reach` (does it answer), `rights` (may all be read that is promised), `excess`
    (more rights than needed: a warning) or `clock` (difference of its clock to ours, a warning
    beyond a minute). Messages name what is missing and never quote a value.
    """

    check: str
    ok: bool
    message: str
    message_zh: str = ""

    def text(self, lang: str) -> str:
        """The message in `lang`."""
        return (lang == "zh-CN" and self.message_zh) or self.message


@dataclass(frozen=True, slots=True)
class Collector:
    """How targets of one type become evidence. Its functions and its model may be `Late`, so that
    the modules of a plugin are loaded only for targets of its type.

    Attributes:
        name: shown as provenance and in `plugin list`.
        version: version of the collector.
        target_type: the `type:` of the targets that it reads.
        options: pydantic model (frozen, extra="forbid") of the target's other keys.
        kinds: the evidence kinds that a target with these options promises. A promised kind
            that is neither yielded nor given as a gap becomes an `absent` gap.
        collect: read-only; yields evidence and gaps, judges nothing, may raise `GapError`.
        timeout: seconds after which the core gives the target up as a `timeout` gap.
        summary: one line for `plugin list`.
        discover: targets of this type that it finds at or below a folder, as they would stand in
            the configuration (for `auditor init`); reads names and headers only. It is given the
            folder and the JSON Schema of every known evidence kind.
        probe: what `auditor doctor` shows of a target before it collects: reachable, rights
            there, rights beyond what is needed, skew of the clock. Read-only, may raise `GapError`.
    """

    name: str
    version: str
    target_type: str
    options: type[Any]
    kinds: Callable[[Any], tuple[str, ...]]
    collect: Callable[[Target, Context], Iterable[Collected | Gap]]
    timeout: float = 120.0
    summary: str = ""
    discover: (
        Callable[[Path, Mapping[str, Mapping[str, Any]]], Iterable[Mapping[str, Any]]] | None
    ) = None
    probe: Callable[[Target, Context], Iterable[Probe]] | None = None


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is written: language (`en` or `zh-CN`), and for a terminal its colours, width
    in columns and whether passed controls are listed too.
    """

    lang: str = "en"
    color: bool = False
    width: int = 100
    verbose: bool = False


class Report(Protocol):
    """Writes one output format: a pure function from a run to bytes (UTF-8)."""

    name: str
    summary: str

    def render(self, run: Run, options: ReportOptions) -> Iterable[bytes]:
        """Yield the report of `run` in chunks."""
        ...


@dataclass(frozen=True, slots=True)
class EngineFactory:
    """A Rego engine by name; `create` takes the engine settings and returns an engine."""

    name: str
    summary: str
    create: Callable[[Any], Any]


class Hooks:
    """The hook specifications."""

    @hookspec
    def auditor_collectors(self) -> Iterable[Collector]:  # type: ignore[empty-body]
        """Return the plugin's collectors. A target type may be registered once only."""

    @hookspec
    def auditor_schemas(self) -> Mapping[str, Mapping[str, Any]]:  # type: ignore[empty-body]
        """Return JSON Schemas of the plugin's own evidence kinds, by kind."""

    @hookspec
    def auditor_policies(self) -> Iterable[Path]:  # type: ignore[empty-body]
        """Return folders that hold Rego policies."""

    @hookspec
    def auditor_reports(self) -> Iterable[Report]:  # type: ignore[empty-body]
        """Return the plugin's report formats. A format name may be registered once only."""

    @hookspec
    def auditor_engines(self) -> Iterable[EngineFactory]:  # type: ignore[empty-body]
        """Return the plugin's Rego engines. An engine name may be registered once only."""
