"""A run: everything one `auditor check` established. Reports are pure functions of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from auditor.api.frameworks import Framework
from auditor.api.models import Control, Finding, Gap, Outcome, Severity, Verdict


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A control that the profile leaves out, and the written reason where there is one."""

    control: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Provenance of one collected piece of evidence: what, from where, how many rows."""

    kind: str
    target: str
    collector: str
    uri: str
    sha256: str
    items: int
    collected_at: datetime


@dataclass(frozen=True, slots=True)
class Extension:
    """A plugin or policy bundle that took part, with its version or digest."""

    name: str
    version: str
    kind: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The version-controlled state that the configuration stands in."""

    repository: str
    revision: str
    branch: str


@dataclass(frozen=True, slots=True)
class EnvironmentRun:
    """What was established in one environment. `gaps` holds every gap, needed or not."""

    name: str
    profile: str
    outcomes: tuple[Outcome, ...]
    gaps: tuple[Gap, ...]
    sources: tuple[SourceRecord, ...]
    left_out: tuple[LeftOut, ...]
    tags: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """Number of outcomes of each verdict, all verdicts present, in a fixed order."""
        found = Counter(outcome.verdict for outcome in self.outcomes)
        return {verdict.value: found[verdict] for verdict in Verdict}

    def findings(self) -> Iterator[Finding]:
        """All findings, in the order of controls, then of places."""
        for outcome in self.outcomes:
            yield from outcome.findings


@dataclass(frozen=True, slots=True)
class Run:
    """One `auditor check`.

    `controls` maps the id of every selected control of any environment to it, `frameworks` the
    name of each framework that they refer to. `exit_code` is
    the gate's decision (see `auditor.core.gate`). All times come from the run's clock `as_of`;
    nothing here depends on the machine, so equal evidence, policies and `as_of` give equal bytes.
    """

    as_of: datetime
    version: str
    organisation: str
    engine: str
    fail_on: Severity
    allow_gaps: bool
    exit_code: int
    controls: dict[str, Control]
    environments: tuple[EnvironmentRun, ...]
    extensions: tuple[Extension, ...]
    config: str = ""
    revision: Revision | None = None
    frameworks: Mapping[str, Framework] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Number of outcomes of each verdict over all environments."""
        total: Counter[str] = Counter()
        for environment in self.environments:
            total.update(environment.counts())
        return {verdict.value: total[verdict.value] for verdict in Verdict}
