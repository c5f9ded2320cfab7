"""Documents of structured files as policies of conftest and Trivy know them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from auditor.api import FileInput, Item

KUBERNETES = ("apiVersion", "kind", "metadata")
FORMATS = {"dockerfile": "dockerfile", "json": "json", "toml": "toml", "yaml": "yaml"}
METADATA = "__defsec_metadata"


def suits(row: Item, files: FileInput) -> bool:
    """True when the control judges this document: Trivy's `input.selector`, or any for conftest."""
    if files.form != "trivy":
        return True
    types = files.types or tuple(FORMATS)
    if is_kubernetes(row) and "kubernetes" in types:
        return not files.kinds or str(row["document"]["kind"]).lower() in files.kinds
    return FORMATS.get(row["format"]) in types


def is_kubernetes(row: Item) -> bool:
    """A manifest: YAML or JSON with what every object of Kubernetes has."""
    value = row["document"]
    return (
        row["format"] in ("yaml", "json")
        and isinstance(value, dict)
        and all(key in value for key in KUBERNETES)
    )


def document(row: Item, form: str) -> bytes:
    """The input of a policy as JSON text."""
    if form != "trivy":
        return orjson.dumps(row["document"])
    if row["format"] == "dockerfile":
        return orjson.dumps({"Stages": _stages(row)})
    return orjson.dumps(
        _placed(row, row["document"], "") if is_kubernetes(row) else row["document"]
    )


def line_of(row: Item, pointer: str) -> int:
    """The line of a value, or of the nearest one around it."""
    lines: Mapping[str, int] = row["lines"]
    while pointer:
        if pointer in lines:
            return lines[pointer]
        pointer = pointer.rpartition("/")[0]
    return int(row["_loc"].get("line", 1))


def _placed(row: Item, value: Any, pointer: str) -> Any:
    """The value with, in each object, the lines it stands on."""
    if isinstance(value, list):
        return [_placed(row, member, f"{pointer}/{i}") for i, member in enumerate(value)]
    if not isinstance(value, dict):
        return value
    members = {k: _placed(row, v, f"{pointer}/{_step(k)}") for k, v in value.items()}
    about = {
        "startline": line_of(row, pointer),
        "endline": _last(row, value, pointer),
        "filepath": row["path"],
    }
    return {METADATA: about, **members}


def _step(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _last(row: Item, value: Any, pointer: str) -> int:
    if isinstance(value, dict):
        below = ((f"{pointer}/{_step(key)}", member) for key, member in value.items())
    elif isinstance(value, list):
        below = ((f"{pointer}/{i}", member) for i, member in enumerate(value))
    else:
        return line_of(row, pointer)
    return max((_last(row, member, at) for at, member in below), default=line_of(row, pointer))


def _stages(row: Item) -> list[dict[str, Any]]:
    """Stages with their instructions; what stands before the first FROM is a stage of its own."""
    stages: list[dict[str, Any]] = []
    shown = [one for one in row["document"] if one["Cmd"] != "comment"]
    for command, more in zip(shown, row["commands"], strict=True):
        if command["Cmd"] == "from" or not stages:
            name = more["text"].strip() if command["Cmd"] == "from" else ""
            stages.append({"Name": name.partition(" ")[2].strip(), "Commands": []})
        stages[-1]["Commands"].append(_command(row, command, more))
    return stages


def _command(row: Item, command: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    value = [more["script"]] if "script" in more else command["Value"] or []
    return {
        **command,
        "Flags": command["Flags"] or [],
        "Value": value,
        "Original": more["text"],
        "Path": row["path"],
        "StartLine": more["line"],
        "EndLine": more["end_line"],
    }
