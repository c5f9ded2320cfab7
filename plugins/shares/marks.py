"""Marks in names and extended attributes: what they say of what they are on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.api.labels import LEVEL_WORDS, LEVELS
from auditor_plugins.shares.options import Mark, Options

WORD = r"(?i:(?<![a-z]){}(?![a-z]))"
DEFAULT = (
    Mark(
        pattern="绝密|" + WORD.format(r"top[ _.-]?secret"),
        classification="top_secret",
        data_class="sensitive",
    ),
    Mark(
        pattern="机密(?!性)|秘密|" + WORD.format("(?:secret|confidential)"),
        classification="secret",
        data_class="sensitive",
    ),
)
UNREADABLE = "unreadable"
"""A label that is there and says nothing: rules take an unknown word as the strictest."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of a path: from its own marks, or from those above it."""

    classification: str | None = None
    content: str | None = None
    data_class: str | None = None

    def over(self, other: Label) -> Label:
        """This label, completed by that of the place it lies in."""
        return Label(
            self.classification or other.classification,
            self.content or other.content,
            self.data_class or other.data_class,
        )


NONE = Label()


class Marks:
    """The marks of one target; the first that fits a text counts."""

    def __init__(self, options: Options) -> None:
        marks = (*options.marks, *(DEFAULT if options.default_marks else ()))
        self._marks = tuple((re.compile(mark.pattern), label_of(mark)) for mark in marks)
        self._any = re.compile("|".join(f"(?:{mark.pattern})" for mark in marks) or r"(?!)")
        self.xattrs = frozenset(options.xattrs)
        levels = sorted(set(LEVEL_WORDS.values()))
        named = (label for _, label in self._marks)
        every = (NONE, Label(UNREADABLE), *map(Label, levels), *named)
        self.labels = tuple(dict.fromkeys(every))
        """All that an attribute may say."""
        self.meaning = (sorted(self.xattrs), sorted(LEVEL_WORDS.items()), marks)
        """What decides which of them it says."""

    def of_name(self, name: str) -> Label:
        """What a name says; `NONE` is most names, found in one search."""
        return self._first(name) if self._any.search(name) else NONE

    def of_value(self, raw: bytes) -> Label:
        """What an attribute says: a level in English or Chinese, a mark, or an unknown word."""
        try:
            text = raw.decode("utf-8").strip("\0 \n")
        except UnicodeDecodeError:
            return Label(UNREADABLE)
        if level := LEVEL_WORDS.get(re.sub("[ -]+", "_", text.lower())):
            return Label(level)
        found = self._first(text)
        return found if found is not NONE else Label(UNREADABLE)

    def _first(self, text: str) -> Label:
        return next((label for pattern, label in self._marks if pattern.search(text)), NONE)


def label_of(mark: Mark) -> Label:
    """The label that a mark of the configuration gives."""
    return Label(mark.classification, mark.content, mark.data_class)


def highest(levels: Iterable[str]) -> str:
    """The strictest of some levels; a word that is no level is stricter than all."""
    return max(levels, key=lambda word: LEVELS.index(word) if word in LEVELS else len(LEVELS))
