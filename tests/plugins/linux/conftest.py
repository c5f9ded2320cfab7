"""A host as a directory tree in a temporary folder, collected and held against the schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from auditor.api import Collected, Context, Gap, Target
from auditor_plugins.linux import auditor_collectors

SCHEMAS = Path(__file__).parents[3] / "policies" / "schemas"
CONTEXT = Context(datetime(2026, 11, 21, 8, tzinfo=UTC), "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()


@cache
def validator(kind: str) -> Any:
    return jsonschema_rs.validator_for(json.loads((SCHEMAS / f"{kind}.json").read_text()))


@dataclass
class Result:
    items: list[dict[str, Any]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    collected: Collected | None = None

    @property
    def row(self) -> dict[str, Any]:
        assert len(self.items) == 1, (self.items, self.gaps)
        return self.items[0]

    def at(self, name: str) -> tuple[str, int]:
        place = self.row["_locs"][name]
        return place["file"], place["line"]

    @property
    def gap(self) -> Gap:
        assert len(self.gaps) == 1, self.gaps
        return self.gaps[0]


class Tree:
    """`base/host` is the tree; locations begin with `host/`."""

    def __init__(self, base: Path) -> None:
        self.base, self.root = base, base / "host"
        self.root.mkdir()

    def write(self, files: Mapping[str, str | bytes]) -> Tree:
        for path, text in files.items():
            place = self.root / path.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def start(self, *units: str) -> Tree:
        folder = self.root / "etc/systemd/system/multi-user.target.wants"
        folder.mkdir(parents=True, exist_ok=True)
        for unit in units:
            (folder / f"{unit}.service").unlink(missing_ok=True)
            (folder / f"{unit}.service").symlink_to(f"/lib/systemd/system/{unit}.service")
        return self

    def install(self, *packages: str) -> Tree:
        block = "Package: {}\nStatus: install ok installed\nVersion: 1.0\n"
        text = "\n".join(block.format(name) for name in packages)
        return self.write({"/var/lib/dpkg/status": text})

    def collect(self, **options: Any) -> dict[str, Result]:
        given = COLLECTOR.options(**({"root": "host"} | options))
        target = Target("web-1", "linux", "branch", given, self.base)
        results = {kind: Result() for kind in COLLECTOR.kinds(given)}
        for one in COLLECTOR.collect(target, CONTEXT):
            if isinstance(one, Collected):
                validator(one.kind).validate(list(one.items))
                results[one.kind].collected = one
                results[one.kind].items += one.items
            else:
                results[one.kind].gaps.append(one)
        silent = [kind for kind, one in results.items() if not one.collected and not one.gaps]
        crashed = [g for one in results.values() for g in one.gaps if g.reason == "crashed"]
        assert not silent and not crashed, (silent, crashed)
        return results


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


@pytest.fixture(scope="session")
def tree_type() -> type[Tree]:
    """For tests that make a tree for each example."""
    return Tree
