"""Dockerfiles as conftest shows them: one list of instructions, comments among them.

What Trivy shows beyond that (original text, last line, script of a heredoc) goes to `commands`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from auditor_plugins.files.docker_words import KNOWN, Arguments, arguments, split, words
from auditor_plugins.files.document import Document, Lines, UnreadableError, step

DIRECTIVE = re.compile(r"^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$")
DIRECTIVES = ("syntax", "escape", "check")
HEREDOC = re.compile(r"^(\d*)<<(-?)\s*([^<]+)$")
HEREDOC_IN = ("add", "copy", "run")


@dataclass(slots=True)
class _Logical:
    """One instruction with its continuation lines, comments before it and heredocs after it."""

    text: str
    line: int
    end: int
    comments: list[str]
    heredocs: list[tuple[str, str]] = field(default_factory=list)


def read(text: str) -> Iterator[Document]:
    """The one document of a file.

    Raises:
        UnreadableError: an unknown instruction, or one in a wrong form.
    """
    lines: Lines = {"": 1}
    value: list[dict[str, Any]] = []
    commands = []
    stage = -1
    escape = _escape(text)
    for logical in _logical(text, escape):
        command = _command(logical, escape)
        stage += command["Cmd"] == "from"
        for comment in logical.comments:
            lines[step("", len(value))] = logical.line
            value.append(_shown("comment", [comment], max(stage, 0)))
        lines[step("", len(value))] = logical.line
        value.append({**command, "Stage": max(stage, 0)})
        commands.append(_more(logical, command))
    if not value:
        raise UnreadableError("holds no instruction", "没有任何指令")
    yield Document(value, lines, 1, tuple(commands))


def _shown(name: str, value: list[str] | None, stage: int) -> dict[str, Any]:
    return {
        "Cmd": name, "SubCmd": "", "JSON": False, "Flags": None, "Value": value, "Stage": stage
    }  # fmt: skip


def _escape(text: str) -> str:
    """The escape character that a parser directive at the top sets."""
    for line in text.splitlines():
        match = DIRECTIVE.match(line.lstrip())
        if not match or match[1].lower() not in DIRECTIVES:
            break
        if match[1].lower() == "escape" and match[2] in ("`", "\\"):
            return match[2]
    return "\\"


def _logical(text: str, escape: str) -> Iterator[_Logical]:
    sign = re.escape(escape)
    goes_on = re.compile(rf"(?:(?<!{sign})|^){sign}[ \t]*$")
    rows = enumerate(text.split("\n"), 1)
    comments: list[str] = []
    top = True
    for number, raw in rows:
        line = raw.rstrip("\r").lstrip()
        if line.startswith("#"):
            directive = DIRECTIVE.match(line)
            top = top and bool(directive and directive[1].lower() in DIRECTIVES)
            if not top:
                comments = [*comments, line[1:].strip()] if line[1:].strip() else []
            continue
        if not line:
            continue
        top, end = False, number
        while goes_on.search(line):
            line = goes_on.sub("", line)
            end, more = next(rows, (end, None))
            while more is not None and (not more.strip() or more.lstrip().startswith("#")):
                end, more = next(rows, (end, None))
            if more is None:
                break
            line += more.rstrip("\r")
        logical = _Logical(line, number, end, comments)
        _take_heredocs(logical, rows, escape)
        yield logical
        comments = []


def _take_heredocs(logical: _Logical, rows: Iterator[tuple[int, str]], escape: str) -> None:
    if "<<" not in logical.text or split(logical.text, escape)[0].lower() not in HEREDOC_IN:
        return
    for match in filter(None, map(HEREDOC.match, words(logical.text, escape))):
        name = match[3].strip("'\"")
        content = []
        for logical.end, raw in rows:
            line = raw.rstrip("\r")
            if (line.lstrip("\t") if match[2] else line) == name:
                break
            content.append(f"{line.lstrip(chr(9)) if match[2] else line}\n")
        else:
            why = "a heredoc without end"
            raise UnreadableError(why, "heredoc 没有结束", logical.line)
        logical.heredocs.append((name, "".join(content)))


def _command(logical: _Logical, escape: str) -> dict[str, Any]:
    name, flags, rest = split(logical.text, escape)
    name, sub = name.lower(), ""
    if name not in KNOWN:
        raise UnreadableError("an unknown instruction", "未知指令", logical.line)
    found = Arguments(None)
    if name == "onbuild":
        sub, _, rest = split(rest, escape)
        found = arguments(sub.lower(), rest, escape, logical.line)
    else:
        found = arguments(name, rest, escape, logical.line)
    shown = _shown(name, found.value, 0)
    return {**shown, "SubCmd": sub, "Flags": flags, "JSON": found.is_json}


def _more(logical: _Logical, command: dict[str, Any]) -> dict[str, Any]:
    more: dict[str, Any] = {"text": logical.text, "line": logical.line, "end_line": logical.end}
    if logical.heredocs and command["Value"]:
        bodies = "\n".join(f"{content}{name}" for name, content in logical.heredocs)
        more["text"] = f"{logical.text}\n{bodies}"
        more["script"] = _script(command["Value"][0], logical.heredocs, bodies)
    return more


def _script(value: str, heredocs: list[tuple[str, str]], bodies: str) -> str:
    """What a shell runs: the lines of a plain heredoc joined by ` ; `, else all of it."""
    content = heredocs[0][1]
    if not HEREDOC.match(value) or content.startswith("#!"):
        return f"{value}\n{bodies}"
    return " ; ".join(content.removesuffix("\n").split("\n"))
