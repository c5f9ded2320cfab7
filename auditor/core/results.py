"""Results of foreign rules, of every form that conftest and Trivy take, in our own form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from auditor.api import Item, Location, Severity
from auditor.core.documents import line_of

POINTING = ("path", "pointer", "field", "keys")
"""Members of a result that say where in the document its fault is."""
PLACED = ("startline", "endline", "filepath")
OURS = frozenset({"msg", "msg_zh", "subject", "_loc", "severity", "related", "details", *PLACED})


def result(raw: Any, row: Item | None) -> dict[str, Any]:
    """A result as our own rules give it; what conftest shows as metadata goes to `details`.

    Raises:
        KeyError, ValueError: it has no message.
    """
    given = _members(raw)
    message = str(given["msg"])
    subject = str(given.get("subject", message))
    ours = {
        "msg": message,
        "msg_zh": str(given.get("msg_zh", "")),
        "subject": f"{row['path']}: {subject}" if row else subject,
        "details": _details(given),
        "related": [one for one in _list(given.get("related")) if "file" in one],
    }
    severity = str(given.get("severity", "")).lower()
    if severity in tuple(Severity):
        ours["severity"] = severity
    place = _place(given, row)
    return {**ours, "_loc": place.as_dict()} if place else ours


def _members(raw: Any) -> Mapping[str, Any]:
    """A text is the message; Trivy also takes a list of a message and a cause."""
    if isinstance(raw, dict):
        return raw
    if not isinstance(raw, list):
        return {"msg": raw}
    cause = next((one for one in raw if isinstance(one, dict)), {})
    texts = (one for one in raw if isinstance(one, str))
    return {**cause, "msg": next(texts, cause.get("msg", "denied"))}


def _list(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _details(given: Mapping[str, Any]) -> dict[str, Any]:
    own = given.get("details", {})
    details = dict(own) if isinstance(own, dict) else {"details": own}
    details |= {key: value for key, value in given.items() if key not in OURS}
    severity = given.get("severity")
    if severity is not None and str(severity).lower() not in tuple(Severity):
        details["severity"] = severity
    return details


def _place(given: Mapping[str, Any], row: Item | None) -> Location | None:
    """Where the result says it is, by `_loc`, by Trivy's lines, by a path into the document."""
    loc = given.get("_loc")
    file = str(row["path"]) if row else ""
    if isinstance(loc, dict) and (loc.get("file") or file):
        line = _whole(loc.get("line"))
        told = Location(str(loc.get("file") or file), line, _whole(loc.get("column")))
        return told if line or not row else Location(told.file, _first(row))
    start = _whole(given.get("startline"))
    file = file or str(given.get("filepath") or "")
    if start and file:
        return Location(file, start, None, _whole(given.get("endline")))
    if not row:
        return None
    pointer = next(filter(None, (_pointer(given.get(key)) for key in POINTING)), "")
    return Location(file, line_of(row, pointer) if pointer else _first(row))


def _first(row: Item) -> int:
    return int(row["_loc"].get("line", 1))


def _whole(value: Any) -> int | None:
    """A line or column given as a number or its digits."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        return None
    return number if number > 0 else None


def _pointer(value: Any) -> str:
    """A JSON Pointer of a pointer, of a list of keys, or of a path such as `spec.a[0].b`."""
    if isinstance(value, str) and value.startswith("/"):
        return value
    if isinstance(value, str):
        value = [part for part in re.split(r"[.\[\]]+", value) if part]
    keys = value if isinstance(value, list) else []
    return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in keys)
