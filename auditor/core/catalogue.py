"""The catalogue of obligations that the controls are written from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import orjson

from auditor.core.schemas import policy_root


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One obligation of the catalogue."""

    id: str
    family: str
    topic: str
    title: str
    title_zh: str
    clause: str
    severity: str
    scope: str
    evidence: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return asdict(self)


def read_catalogue() -> tuple[CatalogueEntry, ...]:
    """All obligations, in the order of the catalogue."""
    raw = orjson.loads((policy_root() / "data" / "catalogue.json").read_bytes())
    return tuple(CatalogueEntry(**{**one, "evidence": tuple(one["evidence"])}) for one in raw)
