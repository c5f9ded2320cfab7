"""Several sources together: their roots, their data and their packages must not collide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from auditor.api import Location, PolicyError
from auditor.core.bundles.data import Tree, merge
from auditor.core.bundles.documents import plain
from auditor.core.bundles.manifest import overlap
from auditor.core.bundles.reading import PolicyBundle, package_of
from auditor.engines.interface import Module

RESERVED = ("organisation", "params")
"""What the core itself puts into the data document."""


def combine(bundles: Sequence[PolicyBundle]) -> dict[str, Any]:
    """The data document of all sources.

    Raises:
        PolicyError: roots of two bundles overlap, two sources give the same value, or a value
            stands where the core or a rule puts one.
    """
    tree: Tree = {}
    for number, bundle in enumerate(bundles):
        _apart(bundle, bundles[:number])
        for key in RESERVED:
            if key in bundle.data:
                message = f"data at `{key}` is the auditor's own"
                raise PolicyError(message, Location(bundle.name), "rename it")
        merge(tree, bundle.data, bundle.name)
    _beside_rules(tree, (module for bundle in bundles for module in bundle.modules))
    document: dict[str, Any] = plain(tree)
    return document


def _apart(bundle: PolicyBundle, earlier: Iterable[PolicyBundle]) -> None:
    for other in earlier:
        for root in bundle.roots or ():
            for taken in other.roots or ():
                if overlap(root, taken):
                    message = f"root `{root}` overlaps with root `{taken}` of {other.name}"
                    hint = "`--root` of `auditor policy build` narrows what a bundle owns"
                    raise PolicyError(message, Location(bundle.name), hint)


def _beside_rules(tree: Mapping[str, Any], modules: Iterable[Module]) -> None:
    """Data never stands at the place of a rule, where it could answer instead of it."""
    for module in modules:
        package = package_of(module)
        if _covers(tree, package.split("/"), module):
            message = f"data at `{package}` stands where this package defines a value"
            raise PolicyError(message, Location(module.name), "move the data elsewhere")


def _covers(tree: Any, package: list[str], module: Module) -> bool:
    for part in package:
        if not isinstance(tree, dict):
            return True
        if part not in tree:
            return False
        tree = tree[part]
    return not isinstance(tree, dict) or any(_defines(module, key) for key in tree)


def _defines(module: Module, name: str) -> bool:
    return bool(re.search(rf"^\s*(?:default\s+)?{re.escape(name)}(?!\w)", module.text, re.M))
