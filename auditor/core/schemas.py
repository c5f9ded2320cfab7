"""Evidence schemas: one JSON Schema per kind, an array of rows; validated by jsonschema-rs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from auditor.api import PluginError

Schema = Mapping[str, Any]


def policy_root() -> Path:
    """The folder of the built-in policies."""
    return Path(str(files("auditor_policies")))


class Schemas:
    """The schemas of all known kinds; built-in files are read when first asked for."""

    def __init__(self, added: Mapping[str, Schema] | None = None) -> None:
        self._folder = policy_root() / "schemas"
        self._kinds = {path.stem for path in self._folder.glob("*.json")}
        both = self._kinds & set(added or {})
        if both:
            raise PluginError(f"evidence kind `{min(both)}` is built in already")
        self._loaded: dict[str, Schema] = dict(added or {})
        self._kinds |= set(self._loaded)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """All known kinds, sorted."""
        return tuple(sorted(self._kinds))

    def __contains__(self, kind: str) -> bool:
        return kind in self._kinds

    def __getitem__(self, kind: str) -> Schema:
        if kind not in self._loaded:
            if kind not in self._kinds:
                raise KeyError(kind)
            self._loaded[kind] = orjson.loads((self._folder / f"{kind}.json").read_bytes())
        return self._loaded[kind]

    def fields(self, kind: str) -> Mapping[str, Schema]:
        """The fields of a kind with their JSON Schemas."""
        properties: Mapping[str, Schema] = self[kind]["items"]["properties"]
        return properties

    def subset(self, kinds: tuple[str, ...]) -> dict[str, Schema]:
        """The schemas of these kinds, for a collector."""
        return {kind: self[kind] for kind in kinds if kind in self}
