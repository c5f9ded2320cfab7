"""How the usual systems keep the fields of a form, and what was decided."""

from __future__ import annotations

import json
from typing import Any

Item = dict[str, Any]
Form = dict[str, list[Any]]
"""Label to the values under it."""


def jira_form(item: Item, document: Any) -> Form:
    """Custom fields by their names, which `expand=names` adds to an answer."""
    names = document.get("names") if isinstance(document, dict) else None
    fields = item.get("fields")
    if not isinstance(names, dict) or not isinstance(fields, dict):
        return {}
    found: Form = {}
    for key, label in sorted(names.items()):
        if key in fields:
            found.setdefault(str(label), []).append(fields[key])
    return found


def components(item: Item, _: Any) -> Form:
    """The components of a DingTalk form."""
    rows = item.get("form_component_values") or item.get("formComponentValues")
    return _labelled(rows)


def feishu_form(item: Item, _: Any) -> Form:
    """The form, which stands as JSON inside a text."""
    rows = item.get("form")
    try:
        return _labelled(json.loads(rows) if isinstance(rows, str) else rows)
    except (ValueError, RecursionError):
        return {}


def _labelled(rows: Any) -> Form:
    found: Form = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("name"), str):
            found.setdefault(row["name"], []).append(row.get("value"))
    return found


def dingtalk_decision(item: Item) -> str:
    """The result counts only of what is completed; what was withdrawn is not approved."""
    status, result = str(item.get("status")).upper(), str(item.get("result")).lower()
    if status == "COMPLETED":
        return {"agree": "approved", "refuse": "rejected"}.get(result, "")
    pending = {"NEW": "pending", "RUNNING": "pending"}
    return {**pending, "TERMINATED": "rejected", "CANCELED": "rejected"}.get(status, "")


def feishu_decision(item: Item) -> str:
    """What was withdrawn is not approved."""
    known = {"PENDING": "pending", "APPROVED": "approved"}
    known |= dict.fromkeys(("REJECTED", "CANCELED", "DELETED"), "rejected")
    return known.get(str(item.get("status")).upper(), "")
