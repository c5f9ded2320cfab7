"""Policies of others, unmodified: those written for conftest and for Trivy become controls.

conftest: rules `deny`, `violation`, `warn` and `<any of these>_<name>` of a package in
`namespaces`, each a control. Trivy: a package whose METADATA or result.new says so is one control.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from auditor.api import Control, Location, PolicyError
from auditor.core.annotations import above, code_of, literal
from auditor.core.bundles import BUILTIN
from auditor.core.config import PolicySource
from auditor.core.foreign_controls import Package, conftest, trivy
from auditor.core.foreign_rego import library, rewritten
from auditor.core.schemas import Schemas
from auditor.engines.interface import Module

ALL_NAMESPACES = "*"
PACKAGE = re.compile(r"^\s*package\s+([A-Za-z_][\w.]*)", re.M)
OLD = re.compile(r"^(?:deny|violation|warn)\w*\s*\[[^]\n]*\]\s*(?:=[^{\n]*)?(\{|if\b)", re.M)
OURS = frozenset({"clause"})
"""What METADATA of our own controls has and no one else's."""
TRIVY_KEYS = frozenset({"avd_id", "input", "short_code", "provider", "service", "aliases"})


@dataclass(frozen=True, slots=True)
class Foreign:
    """What foreign policies of one source become: controls, all modules of the source with those
    that stand between, and the names of the modules that are no longer looked at.
    """

    controls: tuple[Control, ...]
    modules: tuple[Module, ...]
    taken: frozenset[str]


def read_foreign(modules: tuple[Module, ...], source: PolicySource, schemas: Schemas) -> Foreign:
    """Find the foreign policies of a source.

    Raises:
        PolicyError: written for Rego before 1.0, or METADATA that cannot be used.
    """
    if source.path == BUILTIN:
        return Foreign((), modules, frozenset())
    controls: list[Control] = []
    wrappers: list[Module] = []
    taken: set[str] = set()
    for package in _packages(modules):
        theirs = _is_trivy(package) or _in_force(package, source)
        if not theirs or OURS & package.custom.keys():
            continue
        _refuse_old(package)
        taken.update(module.name for module in package.modules)
        found = trivy(package) if _is_trivy(package) else conftest(package, schemas)
        for control, between in found:
            controls.append(control)
            wrappers.append(between)
    if not controls:
        return Foreign((), modules, frozenset(taken))
    changed = (rewritten(module) for module in modules)
    return Foreign(tuple(controls), (*changed, *wrappers), frozenset(taken))


def nothing_in(source: PolicySource) -> PolicyError:
    """Why a source without any control is refused: it would be green without being judged."""
    names = ", ".join(source.namespaces)
    hint = f"METADATA with custom.id, or rules deny, warn or violation in namespaces: {names}"
    return PolicyError("no control was found here", Location(source.path), hint)


def shared(sources: Iterable[Foreign]) -> tuple[Module, ...]:
    """The library, if there is anything foreign."""
    return (library(),) if any(source.controls for source in sources) else ()


def _packages(modules: Iterable[Module]) -> Iterator[Package]:
    grouped: dict[str, list[tuple[Module, str]]] = {}
    for module in modules:
        code = code_of(module.text)
        found = PACKAGE.search(code)
        if found:
            grouped.setdefault(found[1], []).append((module, code))
    for name, pairs in grouped.items():
        texts, codes = zip(*pairs, strict=True)
        metadata: dict[str, Any] = {}
        for module, code in pairs:
            metadata = metadata or _metadata(module, code)
        yield Package(name, texts, codes, metadata)


def _metadata(module: Module, code: str) -> dict[str, Any]:
    """Annotation of the package, or Trivy's older literals in the form of one."""
    found = PACKAGE.search(code)
    line = code.count("\n", 0, found.start(1)) + 1 if found else 1
    metadata = above(module, line)
    older = literal(module, "__rego_metadata__")
    if metadata or not older:
        return metadata
    input_ = literal(module, "__rego_input__")
    custom = {**older, **({"input": input_} if input_ else {"input": {}})}
    return {**{k: older[k] for k in ("title", "description") if k in older}, "custom": custom}


def _is_trivy(package: Package) -> bool:
    custom = package.custom
    marked = TRIVY_KEYS & custom.keys() or str(custom.get("severity", "")).isupper()
    called = any("result.new" in code for code in package.codes)
    return bool((marked or called) and package.rules() and not custom.get("library"))


def _in_force(package: Package, source: PolicySource) -> bool:
    named = package.name in source.namespaces or ALL_NAMESPACES in source.namespaces
    return named and bool(package.rules())


def _refuse_old(package: Package) -> None:
    for module, code in zip(package.modules, package.codes, strict=True):
        match = OLD.search(code)
        if match:
            place = Location(module.name, code.count("\n", 0, match.start()) + 1)
            if match[1] == "if":
                raise PolicyError("`if` without `contains` makes no list of results", place)
            hint = "`opa fmt --write --v0-v1` brings it up to date"
            raise PolicyError("written for Rego before 1.0", place, hint)
