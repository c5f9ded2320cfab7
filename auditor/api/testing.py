"""For the tests of plugins: what a server answered, kept in a file and played back without it.

A collector that asks its server through one function `ask(question) -> answer` (JSON values) is
tested three ways with one recording: against the real server, against the file, and one against
the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Ask = Callable[[str], Any]
"""One question to a server (a query, a path, a command), and its answer as JSON values."""


class UnrecordedError(LookupError):
    """The collector asks what the recording has no answer to: record it anew."""


class Recording:
    """Questions and answers in a JSON file, sorted, so that equal runs give equal bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._answers: dict[str, Any] = {}

    def record(self, ask: Ask) -> Ask:
        """Ask the real server, and remember what it said; `save` writes it down."""

        def asked(question: str) -> Any:
            answer = ask(question)
            self._answers[question] = json.loads(json.dumps(answer))
            return answer

        return asked

    def save(self) -> None:
        """Write the file."""
        text = json.dumps(self._answers, ensure_ascii=False, indent=1, sort_keys=True)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(text + "\n", encoding="utf-8")

    def replay(self) -> Ask:
        """Answers from the file alone.

        Raises:
            UnrecordedError: (when asked) for a question that is not in it.
        """
        answers = self._read()

        def asked(question: str) -> Any:
            if question not in answers:
                raise UnrecordedError(f"{self._path.name} has no answer to: {question}")
            return json.loads(json.dumps(answers[question]))

        return asked

    def drift(self) -> list[str]:
        """What differs in form between the file and what was recorded just now: questions that
        only one of them has, and answers whose fields or types are others. Values may differ.
        """
        old, new = self._read(), self._answers
        missing = [f"only in {self._path.name}: {one}" for one in sorted(old.keys() - new.keys())]
        fresh = [f"not in {self._path.name}: {one}" for one in sorted(new.keys() - old.keys())]
        both = sorted(old.keys() & new.keys())
        other = [f"another form: {one}" for one in both if not _alike(old[one], new[one])]
        return missing + fresh + other

    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        return found


def _alike(old: Any, new: Any) -> bool:
    """Equal form: null goes with anything, lists are compared by the union of their members."""
    if old is None or new is None:
        return True
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_alike(old[name], new[name]) for name in old)
    if isinstance(old, list) and isinstance(new, list):
        return all(_alike(one, two) for one in old[:1] for two in new[:1])
    numbers = (int, float)
    return type(old) is type(new) or (isinstance(old, numbers) and isinstance(new, numbers))
