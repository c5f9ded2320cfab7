"""YAML and JSON documents with the line of each part. Scalars are read as kubectl reads them:
dates stay text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

from auditor_plugins.kubernetes.objects import Steps

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TAG = "tag:yaml.org,2002:"
TRUE = frozenset({"y", "yes", "on", "true"})
MOST = 2_000_000
"""Nodes of one file, aliases followed: a few lines of aliases can stand for billions."""


class UnreadableError(Exception):
    """The text is no YAML or JSON; the line where that shows, if known."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__("unreadable")
        self.line = line


Document = tuple[Any, dict[Steps, int]]


def read(content: str, is_json: bool) -> Iterator[Document]:
    """The documents of a file, each with the lines of its parts.

    Raises:
        UnreadableError: it cannot be read; the documents before that were given.
    """
    if not is_json:
        yield from _yaml(content)
        return
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(getattr(error, "lineno", None)) from None
    yield value, _lines(content)


def _lines(content: str) -> dict[Steps, int]:
    """JSON is YAML but for tabs, and for a few escapes: then the lines are not known."""
    try:
        return next(_yaml(content.replace("\t", " ")))[1]
    except (UnreadableError, StopIteration):
        return {}


def _yaml(content: str) -> Iterator[Document]:
    try:
        for node in yaml.compose_all(content, Loader=LOADER):
            builder = _Builder()
            yield builder.build(node, (), ()), builder.lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableError(mark.line + 1 if mark else None) from None
    except (yaml.YAMLError, RecursionError):
        raise UnreadableError from None


class _Builder:
    def __init__(self) -> None:
        self.lines: dict[Steps, int] = {}
        self._left = MOST

    def build(self, node: Any, path: Steps, above: tuple[int, ...]) -> Any:
        self._left -= 1
        line = node.start_mark.line + 1
        if self._left < 0 or id(node) in above:
            raise UnreadableError(line)
        self.lines.setdefault(path, line)
        above = (*above, id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(one, (*path, i), above) for i, one in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, above)
        return _scalar(node)

    def _mapping(self, node: Any, path: Steps, above: tuple[int, ...]) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        own: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise UnreadableError(key.start_mark.line + 1)
            if key.tag == TAG + "merge":
                several = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for one in several:
                    found = self.build(one, path, above)
                    merged = {**(found if isinstance(found, dict) else {}), **merged}
                continue
            self.lines[(*path, key.value)] = key.start_mark.line + 1
            own[key.value] = self.build(value, (*path, key.value), above)
        return {**merged, **own}


def _scalar(node: Any) -> Any:
    kind, content = node.tag.removeprefix(TAG), node.value
    if kind == "null":
        return None
    if kind == "bool":
        return content.lower() in TRUE
    if kind == "int":
        return _whole(content)
    return content


def _whole(content: str) -> int | str:
    try:
        return int(content.replace("_", ""), 10)
    except ValueError:
        return content
