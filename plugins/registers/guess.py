"""Which evidence kind a sheet, table or file looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from auditor.api.tabular.cells import fold
from auditor.api.tabular.schema import fields_of, header_key, names_of, required_of
from auditor_plugins.registers.peek import Headers, Part

NOTE = re.compile(r"\([\w/%.,:-]*\)$")
"""A remark behind a header, such as a unit."""
FEWEST = 2
"""One name alone, such as `host`, is no sign of a register."""

Matched = dict[str, dict[str, list[str]]]
"""Headers that mean a field, by kind and field."""


class Guesser:
    """Tells kinds by their names and by the headers of their fields."""

    def __init__(self, schemas: Mapping[str, Mapping[str, Any]]) -> None:
        self._kinds = {_singular(kind): kind for kind in sorted(schemas)}
        self._required = {kind: required_of(schema) for kind, schema in schemas.items()}
        self._fields: dict[str, list[tuple[str, str]]] = {}
        for kind, schema in schemas.items():
            for field, part in fields_of(schema).items():
                for key in {header_key(name) for name in names_of(field, part)}:
                    self._fields.setdefault(key, []).append((kind, field))

    def register(self, path: str, part: Part, names: tuple[str, ...]) -> dict[str, Any]:
        """The register as a configuration names it; empty when it looks like no kind.

        Parameters:
            path: as the configuration is to name it.
            names: what the part or its file is called; one that is a kind's decides.
        """
        rows = [self._match(headers) for headers in part.rows]
        called = [self._kinds[name] for name in map(_singular, names) if name in self._kinds]
        guesses = [*called, *filter(None, map(self._best, rows))]
        if not guesses:
            return {}
        kind = guesses[0]
        matched = [row.get(kind, {}) for row in rows]
        best = max(matched, key=len, default={})
        row = matched.index(best) + 1 if best else 1
        columns = {field: headers[0] for field, headers in best.items() if self._is_told(headers)}
        return {
            "kind": kind,
            "path": path,
            **({part.option: part.name} if part.name not in ("", kind) else {}),
            **({"header_row": row} if row > 1 else {}),
            **({"columns": columns} if columns else {}),
        }

    def _match(self, headers: Headers) -> Matched:
        found: Matched = {}
        for header in headers:
            key = header_key(header)
            plain = key if key in self._fields else NOTE.sub("", key)
            for kind, field in self._fields.get(plain, ()):
                found.setdefault(kind, {}).setdefault(field, []).append(header.strip())
        return found

    def _best(self, matched: Matched) -> str:
        """The one kind that most headers speak for, when its required fields are all there."""
        most = max(map(len, matched.values()), default=0)
        top = [kind for kind, fields in matched.items() if len(fields) == most]
        if most < FEWEST or len(top) > 1 or not self._required[top[0]] <= matched[top[0]].keys():
            return ""
        return top[0]

    def _is_told(self, headers: list[str]) -> bool:
        """Whether the collector needs to be told the header; which of two it is, a person must."""
        return len(headers) == 1 and header_key(headers[0]) not in self._fields


def _singular(name: str) -> str:
    words = re.split(r"[\s_-]+", fold(name))
    return "_".join(
        f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s") for word in words
    )
