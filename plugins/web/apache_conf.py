"""Apache's configuration as a tree: Include, Define, envvars, IfModule, IfDefine, blocks."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.api import GapError, GapReason, Location
from auditor.api.trees import Line, Tree, invalid

WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|\'([^\']*)\'|(\S+)')
NAME = re.compile(r"\$\{(\w+)\}")
DEEPEST = 20
BUILT_IN = {"core", "mod_so.c", "so_module", "core.c", "http_core.c", "mod_log_config.c",
            "log_config_module", "mod_version.c", "version_module"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive or block; the name is in lower case."""

    name: str
    words: tuple[str, ...]
    at: Location
    inner: tuple[Directive, ...] = ()


@dataclass(slots=True)
class Reader:
    """Reads the files in the order in which Apache does; `defines` grow on the way."""

    tree: Tree
    root: Path
    defines: dict[str, str]
    modules: set[str] = field(default_factory=lambda: set(BUILT_IN))

    def read(self, path: Path, depth: int = 0) -> list[Directive]:
        """The directives of a file and those that it includes.

        Raises:
            GapError: a file cannot be had, or its blocks do not fit.
        """
        if depth > DEEPEST:
            raise invalid(self.tree, path, None, "files include one another", "文件互相包含")
        lines = iter(list(_logical(self.tree.lines(path))))
        return list(self._block(lines, path, "", depth))

    def _block(
        self, lines: Iterator[Line], path: Path, end: str, depth: int, live: bool = True
    ) -> Iterator[Directive]:
        for line in lines:
            text = self._expanded(line.text.strip())
            if text.startswith("</"):
                if text[2:].rstrip(">").strip().lower() != end:
                    raise invalid(
                        self.tree, path, line.number, "no such block is open", "区块不匹配"
                    )
                return
            opened = re.match(r"<(\w+)\s*(.*?)\s*>?\s*$", text)
            if opened:
                yield from self._opened(opened, lines, line, depth, live)
            elif live:
                yield from self._plain(line, text, depth)
        if end:
            raise invalid(self.tree, path, None, "a block is not closed", "区块未关闭")

    def _opened(
        self, opened: re.Match[str], lines: Iterator[Line], line: Line, depth: int, live: bool
    ) -> Iterator[Directive]:
        name, rest = opened.group(1).lower(), opened.group(2)
        guard = name in ("ifmodule", "ifdefine", "iffile", "ifversion")
        inside = live and (not guard or self._holds(name, rest))
        found = list(self._block(lines, line.path, name, depth, inside))
        if guard:
            yield from found
        elif live:
            at = self.tree.at(line.path, line.number)
            yield Directive(name, tuple(_words(rest)), at, tuple(found))

    def _holds(self, name: str, rest: str) -> bool:
        turned, word = rest.startswith("!"), rest.lstrip("!").strip("\"'")
        there = {"ifmodule": word in self.modules, "ifdefine": word in self.defines}
        if name == "iffile":
            return turned != self._path(word).exists()
        return turned != there.get(name, True)

    def _plain(self, line: Line, text: str, depth: int) -> Iterator[Directive]:
        name, *words = _words(text)
        at, low = self.tree.at(line.path, line.number), name.lower()
        if low in ("include", "includeoptional") and words:
            yield from self._include(words[0], low, depth)
            return
        if low == "define" and words:
            self.defines[words[0]] = words[1] if len(words) > 1 else ""
        elif low == "undefine" and words:
            self.defines.pop(words[0], None)
        elif low == "serverroot" and words:
            self.root = self.tree.place(words[0])
        elif low == "loadmodule" and words:
            short = words[0].removesuffix("_module")
            self.modules |= {words[0], f"mod_{short}.c"}
        yield Directive(low, tuple(words), at)

    def _include(self, pattern: str, name: str, depth: int) -> Iterator[Directive]:
        place = self._path(pattern)
        found = [Path(one) for one in sorted(glob.glob(str(place)))]  # noqa: PTH207 - absolute
        if not found and name == "include" and not glob.has_magic(pattern):
            found = [place]
        for path in found:
            inner = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else []
            for one in inner or [path]:
                if not one.is_dir():
                    yield from self.read(one, depth + 1)

    def _path(self, name: str) -> Path:
        return self.tree.place(name) if name.startswith("/") else self.root / name

    def _expanded(self, text: str) -> str:
        return NAME.sub(lambda found: self.defines.get(found.group(1), found.group(0)), text)


def environment(tree: Tree, path: Path) -> dict[str, str]:
    """The `export NAME=value` of envvars, beside the main file; none where there is no such file.

    Raises:
        GapError: it may not be read.
    """
    found: dict[str, str] = {"SUFFIX": ""}
    try:
        lines = tree.lines(path)
    except GapError as error:
        if error.reason is GapReason.ABSENT:
            return {}
        raise
    for line in lines:
        match = re.match(r"\s*export\s+(\w+)=(\S*)", line.text)
        if match:
            text = match.group(2).strip("\"'")
            found[match.group(1)] = re.sub(
                r"\$\{?(\w+)\}?", lambda one: found.get(one.group(1), ""), text
            )
    return found


def _logical(lines: list[Line]) -> Iterator[Line]:
    """Lines that end in a backslash go on in the next; comments and empty lines are left out."""
    held: Line | None = None
    for line in lines:
        text = (held.text if held else "") + line.text
        first = held.number if held else line.number
        held = Line(line.path, first, text.removesuffix("\\"))
        if text.endswith("\\"):
            continue
        if text.strip() and not text.lstrip().startswith("#"):
            yield held
        held = None


def _words(text: str) -> list[str]:
    return [one or two or three for one, two, three in WORD.findall(text)]
