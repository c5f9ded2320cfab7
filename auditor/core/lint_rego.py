"""Lint of rules: what they read is declared and exists, and they are pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from auditor.core.fault import Fault, fault
from auditor.core.lint_file import PolicyFile
from auditor.core.lint_flow import Flow
from auditor.core.lint_types import text
from auditor.core.schemas import Schemas
from auditor.core.words import nearest
from auditor.engines.rego_ast import Parsed, every_term, line, path, tagged

IMPURE = re.compile(
    r"(http\.send|net\.lookup_ip_addr|time\.now_ns|opa\.runtime|rand\.intn|uuid\.rfc4122|trace"
    r"|print|rego\.metadata\.\w+|rego\.parse_module)"
)
MISSING = re.compile(r"(graphql|io\.jwt|crypto\.x509|providers\.aws)\.\w+|strings\.count")
EVIDENCE = "input.evidence"
PLACES = ("_loc", "_locs")


@dataclass(frozen=True, slots=True)
class Read:
    """Kinds that a module reads, with the line of each first reading; `open` = others too."""

    kinds: Mapping[str, int]
    open: bool


def check_rego(
    file: PolicyFile, schemas: Schemas, every: Mapping[str, PolicyFile]
) -> Iterator[Fault]:
    """All faults of a rule's body; `every` holds all files by package."""
    yield from _builtins(file)
    yield from _imports(file, every)
    yield from _fields(file, schemas)
    if file.is_control:
        yield from _kinds(file, every)


def _builtins(file: PolicyFile) -> Iterator[Fault]:
    for term in every_term(list(file.parsed.rules)):
        if "Call" not in term:
            continue
        place, name = (file.rego.name, line(term)), path(term["Call"]["fcn"])
        if IMPURE.fullmatch(name):
            text_, hint = "`{name}` makes a rule impure", "rules read only input and data"
            yield fault(place, "builtin", text_, hint, name=name)
        elif MISSING.fullmatch(name):
            text_, hint = "the embedded engine does not have `{name}`", "it needs --engine opa"
            yield fault(place, "builtin", text_, hint, name=name)


def _imports(file: PolicyFile, every: Mapping[str, PolicyFile]) -> Iterator[Fault]:
    """A package that is not there, where others of its root are."""
    roots = {package.split(".")[0] for package in every}
    for full in file.parsed.imports.values():
        name = full.removeprefix("data.")
        known = any(f"{name}.".startswith(f"{p}.") or p.startswith(f"{name}.") for p in every)
        if full.startswith("data.") and name.split(".")[0] in roots and not known:
            place = (file.rego.name, _line_of(file, full))
            text_, near = "imports `{full}`, which no file defines", nearest(name, every)
            yield fault(place, "import", text_, "{near}", full=full, near=near)


def _line_of(file: PolicyFile, full: str) -> int:
    lines = file.rego.text.split("\n")
    return next((n for n, one in enumerate(lines, 1) if one.split()[:2] == ["import", full]), 1)


def _fields(file: PolicyFile, schemas: Schemas) -> Iterator[Fault]:
    for access in Flow(file.parsed, closed=file.is_control).accesses():
        kinds = sorted(kind for kind in access.kinds if kind in schemas)
        known = {field for kind in kinds for field in schemas.fields(kind)}
        strict = all(schemas[k]["items"].get("additionalProperties") is False for k in kinds)
        if len(kinds) == len(access.kinds) and strict and access.name not in {*known, *PLACES}:
            text_, near = "`{kinds}` has no field `{name}`", nearest(access.name, known)
            place, shown = (file.rego.name, access.line), ", ".join(kinds)
            yield fault(place, "field", text_, "{near}", kinds=shown, name=access.name, near=near)


def read_kinds(parsed: Parsed) -> Read:
    """The kinds that a module names."""
    found: dict[str, int] = {}
    dynamic = False
    for name in parsed.imports.values():
        if name.startswith(f"{EVIDENCE}."):
            found.setdefault(name.split(".")[2], 1)
    for term in every_term(list(parsed.rules)):
        kind, inner = tagged(term)
        if kind == "RefDot" and path(inner["refr"]) == EVIDENCE:
            found.setdefault(inner["field"][1], line(term))
        elif kind == "RefBrack" and path(inner["refr"]) == EVIDENCE:
            name = text(inner["index"]) or ""
            dynamic = dynamic or not name
            found |= {name: line(term)} if name and name not in found else {}
    return Read(found, dynamic)


def _kinds(file: PolicyFile, every: Mapping[str, PolicyFile]) -> Iterator[Fault]:
    declared = [*file.names("evidence"), *file.names("optional_evidence")]
    own = read_kinds(file.parsed)
    for kind, number in own.kinds.items():
        if kind not in declared:
            text_, hint = "reads `{kind}`, which it does not declare", "add it to `custom.evidence`"
            yield fault((file.rego.name, number), "evidence", text_, hint, kind=kind)
    read = set(own.kinds) | _words(file.parsed)
    for other in _leaned_on(file, every):
        read |= set(read_kinds(other.parsed).kinds)
    for kind in declared:
        if kind not in read:
            key = "evidence" if kind in file.names("evidence") else "optional_evidence"
            place, text_ = file.place("custom", key), "declares `{kind}` and never reads it"
            yield fault(place, "evidence", text_, "remove it, or read it", kind=kind)


def _words(parsed: Parsed) -> set[str]:
    """All text literals: shared Rego is asked for a kind by its name."""
    return {text(term) or "" for term in every_term(list(parsed.rules))}


def _leaned_on(file: PolicyFile, every: Mapping[str, PolicyFile]) -> Iterable[PolicyFile]:
    found: dict[str, PolicyFile] = {}
    waiting = [file]
    while waiting:
        for full in waiting.pop().parsed.imports.values():
            for package, other in every.items():
                if f"{full}.".startswith(f"data.{package}.") and package not in found:
                    found[package] = other
                    waiting.append(other)
    return found.values()
