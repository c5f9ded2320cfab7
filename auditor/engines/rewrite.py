"""Edits of a source text by byte position."""

from __future__ import annotations

from auditor.engines.rego_ast import Node, every_term, extent, is_term, tagged
from auditor.engines.rego_text import Kind, pieces


class Rewrite:
    """Collects edits of a text; an edit inside another one's range is taken up by whoever reads
    that range before replacing it.
    """

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._edits: list[tuple[int, int, str]] = []
        self._enclosed: set[tuple[int, int]] = set()
        self._number = 0
        self._stem = "auditor_"
        while self._stem.encode() in source:
            self._stem += "_"

    def fresh(self) -> str:
        """A name that the text does not hold yet."""
        self._number += 1
        return f"{self._stem}{self._number}"

    def extent(self, node: Node) -> tuple[int, int]:
        """The bytes of a node. The engine's span of an object with several fields, and of what
        begins with one, begins at its last field.
        """
        span = (tagged(node)[1] if is_term(node) else node)["span"]
        start, end = extent(span, node)
        objects = (one["Object"]["span"] for one in every_term([node]) if "Object" in one)
        ends = [one["end"] for one in objects if one["start"] == span["start"]]
        return min([start, *map(self._opening, ends)]), end

    def _opening(self, end: int) -> int:
        """Where the brace opens that closes at `end`."""
        at, opened = 0, []
        for kind, piece in pieces(self._source[:end].decode()):
            if kind is Kind.CODE and piece == "{":
                opened.append(at)
            elif kind is Kind.CODE and piece == "}":
                last = opened.pop()
            at += len(piece.encode())
        return last

    def put(self, start: int, end: int, text: str) -> None:
        """Replace a range; an empty one is a place to insert at, in the order of the calls."""
        self._edits.append((start, end, text))

    def enclose(self, start: int, end: int) -> None:
        """Put braces around a range, once."""
        self._enclosed.add((start, end))

    def text(self, start: int = 0, end: int | None = None) -> str:
        """A range with the edits that lie in it."""
        last = len(self._source) if end is None else end
        whole = end is None
        result, at = "", start
        for begin, stop, text in self._ordered():
            inside = start <= begin and stop <= last and (whole or stop > begin or begin > start)
            if inside and begin >= at:
                result += self._source[at:begin].decode() + text
                at = stop
        return result + self._source[at:last].decode()

    def _ordered(self) -> list[tuple[int, int, str]]:
        """By place: braces open first and close last, insertions stand before what they are put
        before, and of two ranges the wider one counts.
        """
        opening = [(start, start, "{ ") for start, _ in sorted(self._enclosed)]
        closing = [(end, end, " }") for _, end in sorted(self._enclosed)]
        edits = sorted(self._edits, key=lambda edit: (edit[0], edit[1] > edit[0], -edit[1]))
        return sorted([*opening, *edits, *closing], key=lambda edit: edit[0])
