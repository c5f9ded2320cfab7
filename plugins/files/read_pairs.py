"""Files of keys and values: INI, .env and Java properties, read as conftest's parsers do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from auditor_plugins.files.document import Document, Lines, UnreadableError, step

NUMBER = re.compile(r"^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$")
TRUTH = {
    **dict.fromkeys(("t", "T", "TRUE", "true", "True"), True),
    **dict.fromkeys(("f", "F", "FALSE", "false", "False"), False),
}
INI_KEY = re.compile(
    r'^(?:"""(?P<q3>.*?)"""|"(?P<q>[^"]*)"|`(?P<b>[^`]*)`|(?P<key>[^=:]*?))\s*[=:]'
)
COMMENT = re.compile(r"\s[#;].*$")
ENV = re.compile(
    r"""\A\s*(?:export\s+)?([\w.]+)(?:\s*=\s*|:\s+?)('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|[^#\n]+)?"""
    r"""\s*(?:\s*\#.*)?\Z""",
    re.A,
)
VARIABLE = re.compile(r"(\\)?(\$)(\{?([A-Z0-9_]+)?\}?)")
PROPERTY = re.compile(r"((?:\\.|[^\\:=\s])*)(?:[ \t\f]*[:=][ \t\f]*|[ \t\f]+)?(.*)", re.S)
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.S)


def _odd(line: int) -> UnreadableError:
    return UnreadableError("a line that is no key and value", "有一行不是键和值", line)


def read_ini(text: str) -> Iterator[Document]:
    """Sections with their keys; keys before the first section are left out, numbers and truth
    values are converted (conftest, parser/ini).
    """
    sections: dict[str, dict[str, Any]] = {}
    lines: Lines = {"": 1}
    name = ""
    for number, line in _joined(text):
        if not line or line[0] in "#;":
            continue
        if line[0] == "[":
            name = line[1 : line.rfind("]")].strip() if "]" in line else ""
            if not name:
                raise UnreadableError("a section without an end or name", "节名不完整", number)
            sections.setdefault(name, {})
            lines.setdefault(step("", name), number)
            continue
        match = INI_KEY.match(line)
        if not match:
            raise _odd(number)
        key = next(part for part in match.groups() if part is not None)
        if name not in ("", "DEFAULT"):
            sections[name][key] = _typed(_ini_value(line[match.end() :].strip()))
            lines[step(step("", name), key)] = number
    sections.pop("DEFAULT", None)
    yield Document(sections, lines)


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Lines, trimmed, with those that end in a backslash joined to the next."""
    start, held = 0, ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = held + raw.strip()
        start = start or number
        if line.endswith("\\") and not line.endswith("\\\\"):
            held = line[:-1]
            continue
        yield start, line
        start, held = 0, ""
    if held:
        yield start, held


def _ini_value(text: str) -> str:
    for quote in ('"""', "`"):
        end = text.find(quote, len(quote))
        if text.startswith(quote) and end > 0:
            return text[len(quote) : end]
    value = COMMENT.sub("", f" {text}").strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def _typed(text: str) -> Any:
    if NUMBER.match(text):
        return float(text)
    return TRUTH.get(text, text)


def read_dotenv(text: str) -> Iterator[Document]:
    """Variables; references are resolved inside the file only, never from the environment."""
    values: dict[str, str] = {}
    lines: Lines = {"": 1}
    for number, line in _statements(text):
        match = ENV.match(line)
        if not match:
            raise _odd(number)
        values[match[1]] = _env_value((match[2] or "").strip(), values)
        lines[step("", match[1])] = number
    yield Document(values, lines)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Lines that say something; a quoted value may go on over several."""
    start, held, quote = 0, "", ""
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if quote:
            held += "\n" + raw
            if not re.search(rf"(?<!\\){quote}", raw):
                continue
        else:
            start, held = number, raw.strip()
            value = re.split(r"[=:]", held, maxsplit=1)[-1].strip()
            opened = value[:1] if value[:1] in ("'", '"') and "=" in held + ":" else ""
            if opened and not re.search(rf"(?<!\\){opened}", value[1:]):
                quote = opened
                continue
        quote = ""
        if held and held[0] != "#":
            yield start, held
    if quote:
        raise UnreadableError("a quote without end", "引号没有结束", start)


def _env_value(text: str, known: Mapping[str, str]) -> str:
    quote = text[0] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else ""
    value = text[1:-1] if quote else text
    if quote == '"':
        value = value.replace("\\n", "\n").replace("\\r", "\r")
        value = re.sub(r"\\([^$])", r"\1", value)
    if quote == "'":
        return value
    return VARIABLE.sub(lambda match: _variable(match, known), value)


def _variable(match: re.Match[str], known: Mapping[str, str]) -> str:
    if match[1]:
        return match[0][1:]
    return known.get(match[4], "") if match[4] else match[0]


def read_properties(text: str) -> Iterator[Document]:
    """Keys and values (java.util.Properties); `${key}` stays as it is written."""
    values: dict[str, str] = {}
    lines: Lines = {"": 1}
    for number, line in _logical(text):
        match = PROPERTY.match(line)
        assert match is not None  # the pattern matches every text  # noqa: S101
        key, value = (ESCAPE.sub(_unescaped, part) for part in match.groups())
        values[key] = value
        lines[step("", key)] = number
    yield Document(values, lines)


def _logical(text: str) -> Iterator[tuple[int, str]]:
    start, held = 0, ""
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = raw.lstrip(" \t\f")
        if not start and (not line or line[0] in "#!"):
            continue
        start = start or number
        if (len(line) - len(line.rstrip("\\"))) % 2:
            held += line[:-1]
            continue
        yield start, held + line
        start, held = 0, ""
    if start:
        yield start, held


def _unescaped(match: re.Match[str]) -> str:
    what = match[1]
    if len(what) > 1:
        return chr(int(what[1:], 16))
    return {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}.get(what, what)
