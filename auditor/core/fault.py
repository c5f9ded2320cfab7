"""What the lint of policies finds: one fault at one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """A fault in a policy: place, the lint's rule, what is wrong and how to mend it.

    `text` and `hint` are sentences with the names of `values` in braces, so that they can be said
    in another language.
    """

    file: str
    line: int
    rule: str
    text: str
    hint: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.text.format(**dict(self.values))

    @property
    def remedy(self) -> str:
        """How to mend it, in English; may be empty."""
        return self.hint.format(**dict(self.values))

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.hint else ""
        return f"{self.file}:{self.line}: {self.rule}: {self.message}{remedy}"


def fault(place: tuple[str, int], rule: str, text: str, hint: str = "", **values: object) -> Fault:
    """A fault at a file and line; `values` fill the sentences."""
    filled = tuple((name, str(value)) for name, value in values.items())
    return Fault(*place, rule, text, hint, filled)
