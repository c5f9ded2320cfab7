"""How the time of each control grows with its evidence: linear, or worse.

    python -m benchmarks.controls.growth [--rows 1000 4000] [--limit SECONDS] [CONTROL ...]

The evidence is that of the demo bank, repeated: in each copy all names and numbers of things and
people are new, and equal ones stay equal, so that joins meet what they met before. Rows are those
of all kinds together. Prints a Markdown table, the steepest first; a power of 1 is linear.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import signal
import time
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

import orjson

from auditor.core.schemas import Schemas
from auditor.engines.interface import Batch, Question
from benchmarks.controls.run import batches, engine_of

FIXED = ("reference_lists",)
"""Kinds that do not grow with a bank's business."""
DATED = re.compile(r"\d{4}-\d\d-\d\d")
SHAPED = ("enum", "x-values", "x-type", "x-labels")


@dataclass(frozen=True)
class Growth:
    """Seconds and rows of one control at two sizes; infinite seconds when it was given up."""

    control: str
    rows: tuple[int, int]
    seconds: tuple[float, float]

    @property
    def power(self) -> float:
        """The exponent of the growth."""
        (few, many), (short, long) = self.rows, self.seconds
        return math.log(long / short) / math.log(many / few) if many > few else 0.0


def repeated(document: dict[str, Any], copies: int, kept: Set[str]) -> dict[str, Any]:
    """The input document with its rows in so many copies; `kept` are words of the rules."""
    schemas = Schemas()
    evidence = {
        kind: rows if kind in FIXED else list(_copies(rows, schemas.fields(kind), copies, kept))
        for kind, rows in document["evidence"].items()
    }
    return {**document, "evidence": evidence}


def _copies(
    rows: list[dict[str, Any]], fields: Mapping[str, Any], copies: int, kept: Set[str]
) -> Iterator[dict[str, Any]]:
    names = {name for name, field in fields.items() if not field.keys() & set(SHAPED)}
    for copy in range(copies):
        for row in rows:
            yield {
                name: _renamed(value, copy, kept) if name in names and copy else value
                for name, value in row.items()
            }


def _renamed(value: Any, copy: int, kept: Set[str]) -> Any:
    if isinstance(value, list):
        return [_renamed(member, copy, kept) for member in value]
    if not isinstance(value, str) or value in kept or DATED.match(value):
        return value
    return f"{value}~{copy}"


def words(value: Any) -> Iterator[str]:
    """All texts in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for member in value.values() if isinstance(value, dict) else value:
            yield from words(member)


def growth(batch: Batch, question: Question, sizes: list[int], limit: float) -> Growth:
    """Time one control at two sizes."""
    document = orjson.loads(question.input.json)
    base = _rows(document) or 1
    kept = frozenset(words(orjson.loads(batch.policies.data)))
    rows, seconds = [], []
    for size in sizes:
        grown = repeated(document, max(1, round(size / base)), kept)
        rows.append(_rows(grown))
        seconds.append(_guarded(batch, question, orjson.dumps(grown).decode(), limit))
    return Growth(
        question.package.removeprefix("rules."), (rows[0], rows[1]), (seconds[0], seconds[1])
    )


def _rows(document: dict[str, Any]) -> int:
    return sum(len(rows) for kind, rows in document["evidence"].items() if kind not in FIXED)


def _guarded(batch: Batch, question: Question, text: str, limit: float) -> float:
    """Seconds of CPU time in a process of its own, which ends with the limit."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(math.ceil(limit))  # the engine cannot be interrupted otherwise
        os.write(theirs, str(_timed(batch, question, text)).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return float(told) if told else math.inf


def _timed(batch: Batch, question: Question, text: str) -> float:
    engine = engine_of(batch)
    engine.set_input_json(text)
    begun = time.process_time()
    for rule in question.rules:
        engine.eval_rule_as_json(f"data.{question.package}.{rule}")
    return time.process_time() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs=2, default=[1_000, 4_000])
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("controls", nargs="*", help="parts of package names")
    given = parser.parse_args()
    asked = [
        (batch, question)
        for batch in batches("violating")
        for question in batch.questions
        if not given.controls or any(part in question.package for part in given.controls)
    ]
    found = [growth(*one, given.rows, given.limit) for one in asked]
    print("| control | rows | s | rows | s | power | µs a row |")
    print("|---|---|---|---|---|---|---|")
    for one in sorted(found, key=lambda one: (-one.power, -one.seconds[1])):
        (few, many), (short, long) = one.rows, one.seconds
        each = f"{long / many * 1e6:.0f}"
        shown = f"| {one.control} | {few} | {short:.3f} | {many} | {long:.3f}"
        print(f"{shown} | {one.power:.2f} | {each} |")


if __name__ == "__main__":
    main()
