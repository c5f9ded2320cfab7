"""dovecot.conf: settings, sections, !include and !include_try, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.api import GapError, GapReason
from auditor.api.trees import Line, Tree, invalid
from auditor_plugins.mail.main_cf import Value

DEEPEST = 10
"""Files that include one another."""


@dataclass(slots=True)
class Section:
    """A block, its settings and the blocks in it, by `kind name`."""

    given: dict[str, Value] = field(default_factory=dict)
    inner: dict[str, Section] = field(default_factory=dict)

    def under(self, *names: str) -> Section:
        """The block below, made if it is not there."""
        found = self
        for name in names:
            found = found.inner.setdefault(name, Section())
        return found


def read(tree: Tree, path: Path) -> Section:
    """The whole configuration.

    Raises:
        GapError: a file cannot be had, or a block is not closed.
    """
    whole = Section()
    _file(tree, path, whole, 0)
    return whole


def _file(tree: Tree, path: Path, into: Section, depth: int) -> None:
    if depth > DEEPEST:
        raise invalid(tree, path, None, "files include one another", "文件互相包含")
    stack = [into]
    for line in _whole_lines(tree.lines(path)):
        text = line.text.strip()
        if text.startswith("!include"):
            _include(tree, line, stack[-1], depth)
        elif text.endswith("{"):
            stack.append(stack[-1].under(" ".join(text[:-1].split())))
        elif text == "}":
            if len(stack) == 1:
                raise invalid(tree, path, line.number, "no block is open", "没有打开的区块")
            stack.pop()
        elif text:
            name, _, value = text.partition("=")
            given = Value(value.strip().strip("\"'"), tree.at(path, line.number))
            stack[-1].given[name.strip()] = _appended(stack[-1], name.strip(), given)
    if len(stack) > 1:
        raise invalid(tree, path, None, "a block is not closed", "区块未关闭")


def _appended(section: Section, name: str, given: Value) -> Value:
    """`protocols = $protocols imap` adds to what was said before."""
    old = section.given.get(name)
    text = given.text.replace(f"${name}", old.text if old else "")
    return Value(" ".join(text.split()), given.at)


def _include(tree: Tree, line: Line, into: Section, depth: int) -> None:
    word, _, pattern = line.text.strip().partition(" ")
    pattern = pattern.strip()
    base = tree.place(pattern) if pattern.startswith("/") else line.path.parent / pattern
    paths = sorted(base.parent.glob(base.name))
    for path in paths if paths or word == "!include_try" or "*" in base.name else [base]:
        try:
            _file(tree, path, into, depth + 1)
        except GapError as error:
            if word != "!include_try" or error.reason is not GapReason.ABSENT:
                raise


def _whole_lines(lines: list[Line]) -> Iterator[Line]:
    """Lines without comments; one that ends in a backslash goes on in the next."""
    held: Line | None = None
    for line in lines:
        text = "" if line.text.lstrip().startswith("#") else line.text.split(" #")[0].rstrip()
        first = Line(line.path, held.number, f"{held.text} {text}") if held else line
        held = Line(first.path, first.number, (first.text if held else text))
        if held.text.endswith("\\"):
            held = Line(held.path, held.number, held.text[:-1])
            continue
        yield held
        held = None
    if held:
        yield held
