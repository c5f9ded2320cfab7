"""Gives a run's policies a package prefix of their own, so that runs on one server never meet, and
tells which of them a question needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from auditor.engines.interface import Module
from auditor.engines.rego_text import Kind, pieces

PACKAGE = re.compile(r"\bpackage\s+(?=([A-Za-z_][\w.]*))")
COMMENT = re.compile(r"^#.*$", re.M)
DATA = re.compile(r"(?<![\w.])data(?!\w)")
PLAIN = re.compile(r"(?<![\w.])data(?=\.[A-Za-z_]|\[)")
"""As ours refer to data; the word alone stands in messages."""
STEP = re.compile(r'\.([A-Za-z_]\w*)|\["((?:\\.|[^"\\])*)"\]')

Path = tuple[str, ...]


def under(prefix: str, module: Module) -> Module:
    """The module with its package, and every reference to `data`, moved below `data.<prefix>`.
    Comments and texts stay as they are, and so does every line number.
    """
    return Module(module.name, "".join(_moved(prefix, module.text)))


def _moved(prefix: str, text: str) -> Iterator[str]:
    declared = False
    for kind, piece in pieces(text):
        if kind is not Kind.CODE:
            yield piece
            continue
        head, found = "", None if declared else PACKAGE.search(piece)
        if found:
            declared = True
            head = f"{piece[: found.end()]}{prefix}.{found[1]}"
        rest = piece[found.end(1) :] if found else piece
        yield head + DATA.sub(f"data.{prefix}", rest)


def package_of(module: Module) -> str:
    """The package that a module declares, in dotted form."""
    return ".".join(_package(_code(module), module.text))


def _package(code: str, text: str) -> Path:
    found = PACKAGE.search(code)
    return tuple(_steps("." + text[found.end() :])) if found else ()


def _code(module: Module) -> str:
    """The text without comments and texts. Those of portable modules cannot be mistaken for code,
    at worst a module too many is needed, so that start-up is spared the look at each character.
    """
    if module.portable:
        return COMMENT.sub(_spaces, module.text)
    return "".join(_blank(kind, piece) for kind, piece in pieces(module.text))


def _blank(kind: Kind, piece: str) -> str:
    """The same length, so that places stay; nothing in a comment or text is taken for code."""
    return piece if kind is Kind.CODE else re.sub(r"[^\n]", " ", piece)


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _steps(text: str) -> Iterator[str]:
    at = 0
    while found := STEP.match(text, at):
        yield found[1] if found[1] else str(json.loads(f'"{found[2]}"'))
        at = found.end()


def _uses(module: Module, code: str) -> set[Path]:
    """Paths below `data` that a module refers to, each as far as it is fixed."""
    pattern = PLAIN if module.portable else DATA
    return {tuple(_steps(module.text[found.end() :])) for found in pattern.finditer(code)}


class Needs:
    """What of a library the questions need: modules whose package lies on the way to, at, or below
    a path that is used, and what those need in turn. In doubt a module is needed: a rule that is
    left out would be read as one that finds nothing.
    """

    def __init__(self, modules: Sequence[Module]) -> None:
        codes = [_code(module) for module in modules]
        self._packages = [_package(c, m.text) for c, m in zip(codes, modules, strict=True)]
        self._sizes = [len(module.text) for module in modules]
        self._at: dict[Path, set[int]] = {}
        self._below: dict[Path, set[int]] = {}
        for number, package in enumerate(self._packages):
            self._at.setdefault(package, set()).add(number)
            for length in range(len(package) + 1):
                self._below.setdefault(package[:length], set()).add(number)
        uses = (
            {package, *_uses(module, code)}
            for module, code, package in zip(modules, codes, self._packages, strict=True)
        )
        self._needs = [set().union(*map(self._near, paths)) for paths in uses]

    def _near(self, path: Path) -> set[int]:
        above = (self._at.get(path[:length], set()) for length in range(len(path)))
        return self._below.get(path, set()).union(*above)

    def of(self, package: str) -> frozenset[int]:
        """Numbers of the modules that a package needs, its own included."""
        found: set[int] = set()
        new = self._near(tuple(package.split(".")))
        while new:
            found |= new
            new = set().union(*(self._needs[number] for number in new)) - found
        return frozenset(found)

    def in_order(self, numbers: Iterable[int]) -> list[int]:
        """Modules that others refer to come first: a server compiles each upload at once, with
        all that is there already, so small ones come early too.
        """
        chosen = sorted(numbers, key=lambda number: (self._sizes[number], number))
        graph = {one: [two for two in chosen if self._refers(one, two)] for one in chosen}
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError:
            return chosen

    def _refers(self, one: int, two: int) -> bool:
        return two in self._needs[one] and self._packages[one] != self._packages[two]
