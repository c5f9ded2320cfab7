"""HCL 2 as conftest shows it (hcl2json): blocks as objects by type and label with a list of
bodies, expressions as `${…}` in their own words. Parsed by python-hcl2, which knows the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lark import Token, Tree
from lark.exceptions import LarkError, UnexpectedInput

from auditor_plugins.files.document import Document, Lines, UnreadableError, step

Node = Tree[Token]
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
ESCAPE = re.compile(r'\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))')
OPENING = re.compile(r"\$\$\{|%%\{|[$%]\{")
HEREDOC = re.compile(r"<<(-?)\s*([^\s]+)\r?\n(.*?)[ \t]*\2\s*$", re.S)
NUMBER = re.compile(r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$")
TEXTS = ("string", "heredoc_template", "heredoc_template_trim")


def read(text: str) -> Iterator[Document]:
    """The one document of a file.

    Raises:
        UnreadableError: not HCL, or blocks with and without labels of one type.
    """
    import hcl2  # noqa: PLC0415 - its grammar takes a while to load

    try:
        tree = hcl2.parses_to_tree(text if text.endswith("\n") else f"{text}\n")
    except UnexpectedInput as error:
        line = error.line if isinstance(error.line, int) and error.line > 0 else None
        raise UnreadableError("not HCL", "不是 HCL", line) from None
    except (LarkError, RecursionError):
        raise UnreadableError("not HCL", "不是 HCL") from None
    converter = _Converter(text)
    body = next(_trees(tree, "body"), Tree("body", []))
    yield Document(converter.body(body, ""), converter.lines)


def _trees(node: Node, *names: str) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Tree) and (not names or child.data in names):
            yield child


class _Converter:
    """Turns the parse tree into plain values and notes their lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.lines: Lines = {"": 1}

    def body(self, node: Node, pointer: str) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for block in _trees(node, "block"):
            self._block(block, value, pointer)
        for attribute in _trees(node, "attribute"):
            name, expression = self._two(attribute)
            value[self._source(name)] = self.value(
                expression, step(pointer, self._source(name)), attribute.meta.line
            )
        return value

    def _two(self, node: Node) -> tuple[Node, Node]:
        """The first and the last part of an assignment."""
        parts = [one for one in _trees(node) if one.data not in ("eq", "new_line_or_comment")]
        return parts[0], parts[-1]

    def _block(self, node: Node, into: dict[str, Any], pointer: str) -> None:
        parts = list(_trees(node, "identifier", "string"))
        names = [self._label(part) for part in parts]
        line = node.meta.line
        for name in names[:-1]:
            into = into.setdefault(name, {})
            pointer = step(pointer, name)
            self.lines.setdefault(pointer, line)
            if not isinstance(into, dict):
                raise _mixed(line)
        bodies = into.setdefault(names[-1], [])
        if not isinstance(bodies, list):
            raise _mixed(line)
        pointer = step(pointer, names[-1])
        self.lines.setdefault(pointer, line)
        below = step(pointer, len(bodies))
        self.lines[below] = line
        body = next(_trees(node, "body"), Tree("body", []))
        bodies.append(self.body(body, below))

    def _label(self, node: Node) -> str:
        return self._string(node) if node.data == "string" else self._source(node)

    def value(self, node: Node, pointer: str, line: int) -> Any:
        """The value of an expression."""
        self.lines[pointer] = line
        inner = self._inner(node)
        if inner.data in TEXTS:
            return self._string(inner)
        if NUMBER.match(self._source(inner)):
            return float(self._source(inner))
        if inner.data == "literal_value":
            return {"true": True, "false": False, "null": None}[self._source(inner)]
        if inner.data == "tuple":
            members = [one for one in _trees(inner) if one.data != "new_line_or_comment"]
            members = [one for one in members if self._source(one) != ","]
            return [self.value(m, step(pointer, i), m.meta.line) for i, m in enumerate(members)]
        if inner.data == "object":
            return self._object(inner, pointer)
        return "${" + self._source(node) + "}"

    def _object(self, node: Node, pointer: str) -> dict[str, Any]:
        value = {}
        for element in _trees(node, "object_elem"):
            name_node, expression = self._two(element)
            key = self._inner(next(_trees(name_node), name_node))
            plain = key.data in ("identifier", "int_lit", "float_lit", "literal_value")
            text = self._source(key)
            name = self._string(key) if key.data == "string" else text if plain else f"${{{text}}}"
            value[name] = self.value(expression, step(pointer, name), element.meta.line)
        return value

    def _inner(self, node: Node) -> Node:
        """What an expression term holds, if it holds one thing only."""
        while node.data == "expr_term":
            parts = [one for one in _trees(node) if one.data != "new_line_or_comment"]
            if len(parts) != 1 or self._source(parts[0]) != self._source(node):
                return node
            node = parts[0]
        return node

    def _source(self, node: Node) -> str:
        return self._text[node.meta.start_pos : node.meta.end_pos].strip()

    def _string(self, node: Node) -> str:
        source = self._source(node)
        if node.data == "string":
            return _template(source[1:-1], escapes=True)
        match = HEREDOC.match(source)
        if not match:
            raise UnreadableError("a heredoc without end", "heredoc 没有结束", node.meta.line)
        return _template(_unindented(match[3]) if match[1] else match[3], escapes=False)


def _mixed(line: int) -> UnreadableError:
    return UnreadableError("blocks with and without labels", "同类块有的带标签有的不带", line)


def _unindented(text: str) -> str:
    lines = text.splitlines(keepends=True)
    indent = min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)
    return "".join(line[indent:] if line.strip() else line for line in lines)


def _template(text: str, escapes: bool) -> str:
    """Literal parts without their escapes; `${…}` and `%{…}` as they are written."""
    parts, done = [], 0
    while match := OPENING.search(text, done):
        end = match.end() if len(match[0]) > 2 else _closing(text, match.end())
        parts.append(_literal(text[done : match.start()], escapes))
        inside = text[match.end() : end - 1].strip()
        parts.append(match[0] if len(match[0]) > 2 else f"{match[0]}{inside}}}")
        done = end
    return "".join([*parts, _literal(text[done:], escapes)])


def _closing(text: str, at: int) -> int:
    """Behind the brace that closes an interpolation."""
    depth, quoted = 1, False
    while at < len(text) and depth:
        character = text[at]
        if character == "\\" and quoted:
            at += 1
        elif character == '"':
            quoted = not quoted
        elif not quoted:
            depth += (character == "{") - (character == "}")
        at += 1
    return at


def _literal(text: str, escapes: bool) -> str:
    return ESCAPE.sub(_unescaped, text) if escapes else text


def _unescaped(match: re.Match[str]) -> str:
    return ESCAPES[match[1]] if match[1] else chr(int(match[2] or match[3], 16))
