"""Lint of METADATA: complete, in both languages, and in line with package, folder and schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from auditor.core.fault import Fault, fault
from auditor.core.lint_file import PolicyFile
from auditor.core.lint_types import text
from auditor.core.policies import AGE, ALLOWED, DEFAULT_AGE, KEYS, REQUIRED
from auditor.core.schemas import Schemas
from auditor.core.words import nearest
from auditor.engines.rego_ast import every_term, path, rule_name, specs

ID = re.compile(r"[A-Z][A-Z0-9]{1,7}-\d{3}(-\d+)?[a-z]?")
CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile("[A-Za-z]{2}")
PROSE = ("title", "description", "recommended_action")
DEFINING = {"deny", "warn", "review"}
SETS = DEFINING | {"unknown"}
LISTS = ("evidence", "optional_evidence", "other_clauses", "frameworks")


def check_metadata(file: PolicyFile, schemas: Schemas) -> Iterator[Fault]:
    """All faults of a control's METADATA."""
    yield from _keys(file)
    yield from _values(file)
    yield from _languages(file)
    yield from _kinds(file, schemas)
    yield from _params(file)
    yield from _result(file)
    yield from _messages(file)


def _keys(file: PolicyFile) -> Iterator[Fault]:
    for key in REQUIRED:
        if not file.custom.get(key):
            yield fault(file.place("custom"), "metadata", "`custom.{key}` is missing", key=key)
    for key in sorted(file.custom.keys() - KEYS):
        place, text = file.place("custom", key), "unknown key `custom.{key}`"
        yield fault(place, "metadata", text, "{near}", key=key, near=nearest(key, KEYS))
    if str(file.custom.get("id")) and not ID.fullmatch(str(file.custom.get("id"))):
        text = "an id has the form of CIC-019-5b: capitals, three digits, a further part"
        yield fault(file.place("custom", "id"), "id", text, "ids are never renamed later")


def _values(file: PolicyFile) -> Iterator[Fault]:
    for key, allowed in ALLOWED.items():
        if file.custom.get(key, allowed[0]) not in allowed:
            place, text = file.place("custom", key), "`custom.{key}` has an unknown value"
            yield fault(
                place, "metadata", text, "one of {words}", key=key, words=", ".join(allowed)
            )
    if not AGE.match(str(file.custom.get("max_age", DEFAULT_AGE))):
        place, hint = file.place("custom", "max_age"), "a number and m, h or d, such as 24h"
        yield fault(place, "metadata", "`custom.max_age` is no age", hint)
    for key in LISTS:
        if key in file.custom and not isinstance(file.custom[key], list):
            place, text = file.place("custom", key), "`custom.{key}` must be a list"
            yield fault(place, "metadata", text, "write [a, b]", key=key)


def _prose(file: PolicyFile, key: str) -> tuple[tuple[str, int], Any]:
    if key in ("title", "description"):
        return file.place(key), file.metadata.get(key)
    return file.place("custom", key), file.custom.get(key)


def _languages(file: PolicyFile) -> Iterator[Fault]:
    for key in PROSE:
        place, english = _prose(file, key)
        if not str(english or "").strip():
            yield fault(place, "metadata", "`{key}` is missing", "say it in English", key=key)
        elif not ENGLISH.search(str(english)):
            hint = "keep `{key}` English and write the Chinese into `custom.{key}_zh`"
            yield fault(place, "languages", "`{key}` is not English", hint, key=key)
        place, chinese = file.place("custom", f"{key}_zh"), str(file.custom.get(f"{key}_zh") or "")
        if not CHINESE.search(chinese):
            text = "`custom.{key}_zh` has no Chinese text"
            yield fault(place, "languages", text, "say the same in Chinese", key=key)


def _kinds(file: PolicyFile, schemas: Schemas) -> Iterator[Fault]:
    declared = [(key, kind) for key in LISTS[:2] for kind in file.names(key)]
    for number, (key, kind) in enumerate(declared):
        place = file.place("custom", key)
        if kind not in schemas:
            near, text = nearest(kind, schemas.kinds), "unknown evidence kind `{kind}`"
            yield fault(place, "evidence", text, "{near}", kind=kind, near=near)
        if kind in (other for _, other in declared[:number]):
            yield fault(place, "evidence", "`{kind}` is declared twice", kind=kind)
    named = [(k, str(v)) for one in _maps(file.metadata.get("schemas")) for k, v in one.items()]
    wanted = [(f"input.evidence.{kind}", f"schema.{kind}") for _, kind in declared]
    for reference, schema in sorted(set(wanted) - set(named)):
        text, hint = "`schemas` does not name `{kind}`", "add `- {reference}: {schema}`"
        kind = schema.removeprefix("schema.")
        place = file.place("schemas")
        yield fault(place, "schemas", text, hint, kind=kind, reference=reference, schema=schema)


def _maps(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _params(file: PolicyFile) -> Iterator[Fault]:
    params, basis = file.custom.get("params") or {}, file.custom.get("param_basis") or {}
    if not (isinstance(params, dict) and isinstance(basis, dict)):
        place, text = file.place("custom", "params"), "`params` and `param_basis` map names"
        yield fault(place, "params", text, "write name: value")
        return
    for name in sorted(params.keys() - basis.keys()):
        place, text = file.place("custom", "params", name), "no `param_basis` for `{name}`"
        yield fault(place, "params", text, "say where the value comes from", name=name)
    for name in sorted(basis.keys() - params.keys()):
        place, text = file.place("custom", "param_basis", name), "`{name}` is no parameter"
        yield fault(place, "params", text, "add it to `params` or remove it", name=name)


def _result(file: PolicyFile) -> Iterator[Fault]:
    names = {rule_name(head) for _, _, head in specs(file.parsed)}
    if not names & DEFINING:
        text = "defines none of deny, warn, review"
        yield fault((file.rego.name, file.package_line), "result", text, "it could never fail")
    for name, number in _no_sets(file):
        text = "`{name}` is the name of a set of findings, and here it is none"
        hint = "write `{name} contains …`, or choose another name"
        yield fault((file.rego.name, number), "result", text, hint, name=name)


def _no_sets(file: PolicyFile) -> Iterator[tuple[str, int]]:
    """Rules named like a set of findings that are values, functions or filled key by key."""
    heads = [(kind, head) for _, kind, head in specs(file.parsed)]
    heads += [("Default", rule["Default"]) for rule in file.parsed.rules if "Default" in rule]
    for kind, head in heads:
        name = rule_name(head)
        if name in SETS and (kind != "Set" or path(head["refr"]) != name):
            yield name, head["span"]["line"]


def _messages(file: PolicyFile) -> Iterator[Fault]:
    """Messages stand in the rule in both languages, whatever makes findings of them."""
    texts = (text(term) or "" for term in every_term(list(file.parsed.rules)))
    if not any(map(CHINESE.search, texts)):
        told, hint = "the messages have no Chinese text", "give findings a `msg_zh` too"
        yield fault((file.rego.name, file.package_line), "languages", told, hint)


def check_package(file: PolicyFile) -> Iterator[Fault]:
    """Package, folder and file have the same names, so that a rule is found by its package."""
    there = PurePosixPath(file.rego.path.resolve().as_posix())
    place, parts = (file.rego.name, file.package_line), file.package.split(".")
    named = {"package": file.package, "file": there.name}
    if parts[-1] != there.stem:
        text, hint = "package `{package}` stands in {file}", "name the file {last}.rego"
        yield fault(place, "package", text, hint, **named, last=parts[-1])
    folder = "/".join(there.parent.parts[-2:])
    if file.is_control and "/".join(parts[-2:]) != folder:
        text, hint = "package `{package}` stands in {folder}", "it ends as the folders: topic, name"
        yield fault(place, "package", text, hint, **named, folder=folder)
