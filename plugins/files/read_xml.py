"""XML as conftest shows it: attributes begin with `-`, text beside children is `#content`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from auditor_plugins.files.document import Document, Lines, UnreadableError, step


@dataclass(slots=True)
class _Element:
    name: str
    line: int
    text: str = ""
    children: list[tuple[str, _Element]] = field(default_factory=list)


class _Reader:
    """Builds the tree; entities of the document's own are refused (they can grow without end)."""

    def __init__(self) -> None:
        self.root = _Element("", 1)
        self._open = [self.root]
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity

    def read(self, text: str) -> None:
        self._parser.Parse(text.encode("utf-8", "replace"), True)

    def _start(self, name: str, attributes: list[str]) -> None:
        element = _Element(_local(name), self._parser.CurrentLineNumber)
        for key, value in zip(attributes[::2], attributes[1::2], strict=True):
            label = f"-{_local(key)}"
            element.children.append((label, _Element(label, element.line, value)))
        self._open.append(element)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        self._open[-1].children.append((element.name, element))

    def _text(self, text: str) -> None:
        self._open[-1].text = text.strip()

    def _entity(self, *_: Any) -> None:
        line = self._parser.CurrentLineNumber
        raise UnreadableError("declares entities", "声明了实体", line)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def read(text: str) -> Iterator[Document]:
    """The one document of a file.

    Raises:
        UnreadableError: not well-formed, or with entities of its own.
    """
    reader = _Reader()
    try:
        reader.read(text)
        lines: Lines = {}
        value = _value(reader.root, "", lines)
    except expat.ExpatError as error:
        raise UnreadableError("not well-formed XML", "不是格式良好的 XML", error.lineno) from None
    except RecursionError:
        raise UnreadableError("nested too deeply", "嵌套过深") from None
    yield Document(value, lines)


def _value(element: _Element, pointer: str, lines: Lines) -> Any:
    lines[pointer] = element.line
    if not element.children:
        return element.text
    value: dict[str, Any] = {"#content": element.text} if element.text else {}
    groups: dict[str, list[_Element]] = {}
    for name, child in element.children:
        groups.setdefault(name, []).append(child)
    for name, group in groups.items():
        below = step(pointer, name)
        if len(group) == 1:
            value[name] = _value(group[0], below, lines)
        else:
            lines[below] = group[0].line
            value[name] = [_value(one, step(below, i), lines) for i, one in enumerate(group)]
    return value
