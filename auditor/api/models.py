"""The words of the audit as frozen types.

Everything that crosses a boundary (plugin to core, core to engine, run to report) is one of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

Item = dict[str, Any]
"""One row of evidence: the fields of its kind plus `_loc` and, optionally, `_locs`."""


class GapReason(StrEnum):
    """Why evidence could not be had. The list is closed; reports never translate it."""

    DENIED = "denied"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    ABSENT = "absent"
    INVALID = "invalid"
    STALE = "stale"
    CRASHED = "crashed"


class Verdict(StrEnum):
    """Outcome of one control in one scope."""

    PASS = "pass"
    FAIL = "fail"
    WAIVED = "waived"
    NOT_APPLICABLE = "not-applicable"
    NOT_EVALUATED = "not-evaluated"
    REVIEW = "review"


class Severity(StrEnum):
    """Severity of a control or finding, ordered by `rank` (3 = critical ... 0 = low)."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """Position in the order, higher is worse."""
        return {"critical": 3, "high": 2, "medium": 1, "low": 0}[self.value]

    def lowered(self) -> Severity:
        """The next milder severity (`low` stays `low`); what `warn` findings get."""
        return {"critical": Severity.HIGH, "high": Severity.MEDIUM}.get(self.value, Severity.LOW)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a person would look.

    `file` is a POSIX path relative to the folder of the configuration where it lies below it,
    absolute otherwise, or a stable logical name (`postgres/branch-01/pg_roles`). `line` and
    `column` count from 1.
    """

    file: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The `_loc` form, without empty members."""
        pairs = (
            ("file", self.file),
            ("line", self.line),
            ("column", self.column),
            ("end_line", self.end_line),
        )
        return {key: value for key, value in pairs if value is not None}

    @classmethod
    def from_dict(cls, loc: Mapping[str, Any]) -> Location:
        """Read a `_loc`; unknown members are ignored.

        Raises:
            KeyError: without a `file`.
        """
        return cls(str(loc["file"]), loc.get("line"), loc.get("column"), loc.get("end_line"))


@dataclass(frozen=True, slots=True)
class Source:
    """What evidence was read from: a URI or path and the SHA-256 of its bytes (hex, or empty)."""

    uri: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing evidence comes from.

    `options` is the object that the collector's options model made of the target's keys in the
    configuration; `base` is the folder of the configuration, against which paths are resolved.
    """

    name: str
    type: str
    environment: str
    options: Any
    base: Path


@dataclass(frozen=True, slots=True)
class Collected:
    """Evidence as a collector yields it: all rows of one kind from one source.

    No rows is a statement too: the source was read and holds none. Each row carries `_loc`
    (and may carry `_locs`, field name to location, where fields stand on different lines).
    `items` is drawn once: many rows may come as a generator, or packed (`auditor.api.Rows`).
    `fallback` marks what counts only while no other target of the environment delivers the kind.
    """

    kind: str
    items: Iterable[Item]
    source: Source
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Evidence of one kind that could not be had from one target.

    `partial` says that other rows of the same source were read and are judged (invalid rows).
    `message` never quotes a value from the evidence: it names row, column and type instead.
    """

    kind: str
    target: str
    reason: GapReason
    message: str
    location: Location | None = None
    partial: bool = False
    message_zh: str = ""

    def text(self, lang: str) -> str:
        """The message in `lang`."""
        return (lang == "zh-CN" and self.message_zh) or self.message


@dataclass(frozen=True, slots=True)
class CollectorInfo:
    """Which collector made a piece of evidence."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence at rest: validated, masked rows of one kind with their provenance."""

    kind: str
    environment: str
    target: str
    collector: CollectorInfo
    collected_at: datetime
    source: Source
    items: Sequence[Item]
    fallback: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The envelope as it is written into an evidence bundle."""
        return {
            "kind": self.kind,
            "environment": self.environment,
            "target": self.target,
            "collector": {"name": self.collector.name, "version": self.collector.version},
            "collected_at": self.collected_at.isoformat(),
            "source": {"uri": self.source.uri, "sha256": self.source.sha256},
            "fallback": self.fallback,
            "items": list(self.items),
        }


@dataclass(frozen=True, slots=True)
class FileInput:
    """How a control of scope `file` is given a document: in the form of conftest or of Trivy.

    `types` are Trivy's selectors (`dockerfile`, `kubernetes`, `yaml`, `json`, `toml`) and `kinds`
    the Kubernetes kinds or groups, in lower case; empty means every document.
    """

    form: str
    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """One obligation, read from the METADATA of a Rego package (docs/writing-controls.md).

    `files` is set for controls of scope `file`, judged once for each document; `added` for those
    of a source other than `builtin`, which are in force beside every named profile. `partition`
    is the kind that may be judged in slices and the field by which its rows belong together.
    """

    id: str
    package: str
    topic: str
    name: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    severity: Severity
    clause: str
    evidence: tuple[str, ...]
    optional_evidence: tuple[str, ...]
    fail_when_empty: bool
    max_age_seconds: int
    scope: str
    assurance: str
    params: Mapping[str, Any]
    action: str
    action_zh: str
    frameworks: tuple[str, ...]
    related: tuple[str, ...]
    rules: frozenset[str]
    source: str
    tags: tuple[str, ...] = ()
    files: FileInput | None = None
    added: bool = False
    partition: tuple[str, str] | None = None

    def text(self, part: str, lang: str) -> str:
        """`title`, `description` or `action` in `lang` (`en` or `zh-CN`), English if untold."""
        translated = getattr(self, f"{part}_zh") if lang == "zh-CN" else ""
        return str(translated or getattr(self, part))


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation of one control at one place.

    `subject` is the natural key of the thing at fault; with the control's id, environment and
    target it makes the `fingerprint`, so that a moved line is not a new finding. `waiver` (id,
    justification, approved_by, expires) is filled where an approved waiver accepts the finding;
    rules cannot set it.
    """

    control: str
    environment: str
    target: str
    subject: str
    severity: Severity
    message: str
    message_zh: str
    location: Location
    fingerprint: str
    related: tuple[Location, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    waiver: Mapping[str, str] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        """The message in `lang`."""
        return (lang == "zh-CN" and self.message_zh) or self.message


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one control in one scope, with everything that led to it.

    `reason` is set for `not-evaluated` only: a gap reason, or `error`, `undefined`, `unknown`.
    `unknown` and `review` hold the subjects that could not be judged or need a person.
    """

    control: str
    environment: str
    target: str
    verdict: Verdict
    reason: str = ""
    message: str = ""
    message_zh: str = ""
    findings: tuple[Finding, ...] = ()
    unknown: tuple[Finding, ...] = ()
    review: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def text(self, lang: str) -> str:
        """The message in `lang`."""
        return (lang == "zh-CN" and self.message_zh) or self.message
