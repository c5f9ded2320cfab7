"""What the schema of a kind says of the columns of a register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.api.tabular.cells import fold

LOCATIONS = ("_loc", "_locs")


def fields_of(schema: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The fields of a kind that a register can hold, with their schemas."""
    properties = schema["items"]["properties"]
    return {name: part for name, part in properties.items() if name not in LOCATIONS}


def required_of(schema: Mapping[str, Any]) -> frozenset[str]:
    """The fields that every row of a register must hold."""
    return frozenset(schema["items"].get("required", ())).difference(LOCATIONS)


def names_of(name: str, part: Mapping[str, Any]) -> tuple[str, ...]:
    """The headers that mean a field without being told: its name and its Chinese title."""
    return (name, part["title_zh"]) if part.get("title_zh") else (name,)


def header_key(header: str) -> str:
    """A header as compared: full-width forms made plain, without case and blanks."""
    return "".join(fold(header).split())
