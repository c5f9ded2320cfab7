"""From an engine's reply to an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.engines.interface import SETS, Answer, Question


def to_answer(question: Question, reply: Mapping[str, Any]) -> Answer:
    """Read a reply (rule name to value). A set that is none is an error: it would otherwise look
    like one without members.
    """
    wanted = [name for name in SETS if name in question.rules]
    for name in wanted:
        if not isinstance(reply.get(name), list):
            return Answer(question.key, error=f"rule `{name}` is not a set (`{name} contains …`)")
    applicable = reply.get("applicable")
    return Answer(
        question.key,
        {name: tuple(reply[name]) for name in wanted},
        applicable if isinstance(applicable, bool) else None,
    )
