"""How the arguments of Dockerfile instructions are parted (Dockerfile reference, BuildKit)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from auditor_plugins.files.document import UnreadableError

BLANKS = re.compile(r"[\t\v\f\r ]+")
LISTS = ("add", "copy", "volume")
COMMANDS = ("cmd", "entrypoint", "run", "shell")
PAIRS = ("env", "label")
WORDS = ("expose", "from")
WHOLE = ("maintainer", "stopsignal", "user", "workdir")
KNOWN = (*LISTS, *COMMANDS, *PAIRS, *WORDS, *WHOLE, "arg", "healthcheck", "onbuild")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Arguments of an instruction; `value` is None where there are none."""

    value: list[str] | None
    is_json: bool = False


def split(line: str, escape: str) -> tuple[str, list[str] | None, str]:
    """Instruction, flags (None without any argument) and the rest of a logical line."""
    name, *rest = BLANKS.split(line.strip(), maxsplit=1)
    if not rest:
        return name, None, ""
    flags, text = [], rest[0]
    while text.lstrip().startswith("--"):
        word, text = _flag(text.lstrip(), escape)
        if word == "--":
            break
        flags.append(word)
    return name, flags, text.strip()


def _flag(text: str, escape: str) -> tuple[str, str]:
    """The first word without its quotes and escapes, and what follows it."""
    word, quote, at = "", "", 0
    while at < len(text):
        character = text[at]
        if character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
        elif not quote and character.isspace():
            break
        elif character == escape:
            at += 1
            word += text[at : at + 1]
        else:
            word += character
        at += 1
    return word, text[at:]


def arguments(name: str, rest: str, escape: str, line: int) -> Arguments:
    """The arguments of an instruction.

    Raises:
        UnreadableError: not in the form that the instruction has.
    """
    plain = {"words": BLANKS.split(rest), "one": [rest], "arg": words(rest, escape)}
    if name == "healthcheck":
        kind, *command = re.split(r"\s+", rest, maxsplit=1)
        found = arguments("cmd", command[0] if command else "", escape, line)
        return Arguments([kind, *(found.value or [])] if kind else None, found.is_json)
    if name in PAIRS:
        return Arguments(_pairs(rest, escape, line))
    listed = _json(rest, line) if name in (*LISTS, *COMMANDS) else None
    form = "words" if name in (*LISTS, *WORDS) else "arg" if name == "arg" else "one"
    return listed or Arguments(plain[form] if rest else None)


def _json(rest: str, line: int) -> Arguments | None:
    if not rest.startswith("["):
        return None
    try:
        members = json.loads(rest)
    except ValueError:
        return None
    if not all(isinstance(member, str) for member in members):
        raise UnreadableError("a JSON list of other than text", "JSON 列表含非文本成员", line)
    return Arguments(members or None, True)


def _pairs(rest: str, escape: str, line: int) -> list[str] | None:
    """Names, values and `=` in turn; the old form without `=` is one pair with an empty sign."""
    parts = words(rest, escape)
    if not parts:
        return None
    if "=" not in parts[0]:
        name, *value = BLANKS.split(rest, maxsplit=1)
        if not value:
            raise UnreadableError("a name without a value", "有名称没有值", line)
        return [name, value[0], ""]
    if not all("=" in part for part in parts):
        raise UnreadableError("a name without a value", "有名称没有值", line)
    return [piece for part in parts for piece in (*part.split("=", 1), "=")]


def words(text: str, escape: str) -> list[str]:
    """Words with their quotes and escapes left in."""
    found, word, quote, at = [], "", "", 0
    while at < len(text):
        character = text[at]
        if character == escape and quote != "'":
            if at + 1 < len(text):
                word += text[at : at + 2]
            at += 2
            continue
        if not quote and character.isspace():
            found.append(word)
            word = ""
        else:
            if character == quote:
                quote = ""
            elif not quote and character in "'\"":
                quote = character
            word += character
        at += 1
    return [one for one in [*found, word] if one]
