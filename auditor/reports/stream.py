"""JSON written piece by piece, so that memory does not grow with the number of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson

from auditor.reports.convert import plain, scrub

BATCH = 50
"""Rows in one chunk. More would outlive Python's youngest generation of garbage and be walked
again and again: 1000 rows a chunk take twice the time.
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """An array whose items are written in batches."""

    items: Iterable[Any]


@dataclass(frozen=True, slots=True)
class Members:
    """An object whose members may themselves be `Rows`, `Members` or `Each`."""

    members: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Each:
    """An array of `Members`, written one after the other."""

    items: Iterable[Members]


def dumps(value: Any) -> bytes:
    """JSON of `value`; text and numbers that JSON cannot hold are replaced, never refused."""
    try:
        return orjson.dumps(value, default=plain)
    except TypeError:
        return orjson.dumps(scrub(value))


def stream(value: Any) -> Iterator[bytes]:
    """Yield the JSON of `value` in chunks."""
    if isinstance(value, Members):
        yield from _members(value)
    elif isinstance(value, Rows):
        yield from _rows(value)
    elif isinstance(value, Each):
        yield from _each(value)
    else:
        yield dumps(value)


def _members(value: Members) -> Iterator[bytes]:
    opening = b"{"
    for key, member in value.members.items():
        yield opening + dumps(key) + b":"
        yield from stream(member)
        opening = b","
    yield b"}" if opening == b"," else b"{}"


def _rows(value: Rows) -> Iterator[bytes]:
    items, opening = iter(value.items), b"["
    while batch := list(islice(items, BATCH)):
        yield opening + dumps(batch)[1:-1]
        opening = b","
    yield b"]" if opening == b"," else b"[]"


def _each(value: Each) -> Iterator[bytes]:
    opening = b"["
    for item in value.items:
        yield opening
        yield from _members(item)
        opening = b","
    yield b"]" if opening == b"," else b"[]"
