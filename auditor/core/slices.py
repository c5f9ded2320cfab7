"""Large registers in slices: a rule that judges groups of rows alone is asked slice by slice, so
that memory in the engine stays bounded and slices run side by side.

Which kind may be cut, and by which field rows belong together, the rule's METADATA says:
`partition: {loan_register: file_id}`, or `partition: loan_register` where every row stands alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from itertools import islice

import orjson

from auditor.api import Item, Packer, Rows
from auditor.engines.interface import Answer, Question

SIZE = 20_000
"""Rows of one slice, about; smaller registers are not cut."""


def cut(rows: Iterable[Item], field: str, total: int) -> list[Rows]:
    """Rows in slices; those with an equal `field` stay together, in their order."""
    number = -(-total // SIZE)
    packers = [Packer() for _ in range(number)]
    stream = enumerate(rows)
    while batch := list(islice(stream, SIZE)):
        parts: dict[int, list[Item]] = {}
        for index, row in batch:
            value = str(row.get(field, "")) if field else str(index // SIZE)
            place = zlib.crc32(value.encode("utf-8", "surrogatepass")) % number
            parts.setdefault(place, []).append(row)
        for place, part in parts.items():
            packers[place].add(part)
    return [found for packer in packers if len(found := packer.rows())]


def part_key(key: str, number: int) -> str:
    """The key of slice `number` of a question."""
    return f"{key}\0slice {number}"


def joined(question: Question, parts: Iterable[Question], answers: Mapping[str, Answer]) -> Answer:
    """The answer to a question from those to its slices; any error is the error of the whole."""
    found = [answers.get(part.key) for part in parts]
    for answer in found:
        if answer is None or answer.error:
            return Answer(question.key, error=answer.error if answer else "no answer")
    told = [answer for answer in found if answer]
    applicable = [answer.applicable for answer in told]
    return Answer(
        question.key,
        {name: _union(answer.sets[name] for answer in told) for name in told[0].sets},
        True if True in applicable else None if None in applicable else False,
    )


def _union(parts: Iterable[tuple[object, ...]]) -> tuple[object, ...]:
    """Members of all parts, equal ones once: a finding on a row of another kind may come from
    every slice.
    """
    members = (member for part in parts for member in part)
    unique = {orjson.dumps(member, option=orjson.OPT_SORT_KEYS): member for member in members}
    return tuple(unique.values())
