"""From sarif-om objects to plain values that orjson writes, and the mending of odd values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import attr

KEPT = frozenset({"level"})
"""Written even where it is the default: without it a result takes the level of its rule."""
RENAMED = {("Suppression", "state"): "status"}
"""sarif-om 1.0.4 follows a draft; SARIF 2.1.0 section 3.35.3 says `status`."""
_MAX, _MIN = 2**64 - 1, -(2**63)


@cache
def _table(cls: type[Any]) -> dict[str, tuple[str, Any]]:
    """Attribute name to property name and the default that is left out."""
    return {
        field.name: (
            RENAMED.get((cls.__name__, field.name), field.metadata["schema_property_name"]),
            None if field.name in KEPT else _default(field.default),
        )
        for field in attr.fields(cls)
    }


def _default(value: Any) -> Any:
    return value.factory() if hasattr(value, "factory") else value


def plain(value: Any) -> Any:
    """One level of `value` as a dict or list; orjson asks again for what is inside.

    Members that are None or the schema's default are left out.

    Raises:
        TypeError: for a type that no report holds.
    """
    if attr.has(type(value)):
        return _members(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    raise TypeError(f"a report cannot hold a {type(value).__name__}")


def _members(value: Any) -> dict[str, Any]:
    table = _table(value.__class__)
    return {
        table[name][0]: member
        for name, member in vars(value).items()
        if member is not None and member != table[name][1]
    }


def scrub(value: Any) -> Any:
    """`value` with lone surrogates written as `\\udcxx`, integers beyond 64 bits as text."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, int) and not _MIN <= value <= _MAX:
        return str(value)
    if isinstance(value, Mapping):
        return {scrub(str(key)): scrub(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [scrub(member) for member in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return scrub(plain(value))
