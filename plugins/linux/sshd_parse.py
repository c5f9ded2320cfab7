"""Parser of sshd_config(5): keywords, quotes, Include and Match, as OpenSSH's servconf.c does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.api import GapError, Host
from auditor_plugins.linux.common import Line, Problem, invalid, problem_of, read_lines

FOLDER = "/etc/ssh"
MAX_DEPTH = 16
SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Directive:
    """One keyword (lower case) with its arguments, its line and the numbers of the Match
    blocks around it (none: global)."""

    keyword: str
    arguments: tuple[str, ...]
    line: Line
    blocks: frozenset[int]


@dataclass
class Parsed:
    """All directives in the order of reading.

    `blocks` holds, for each Match block, its own number and those of the blocks around it;
    `unconditional` are the numbers of the `Match all` blocks.
    """

    directives: list[Directive] = field(default_factory=list)
    blocks: list[frozenset[int]] = field(default_factory=list)
    unconditional: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def parse(host: Host, path: str) -> Parsed:
    """The main file and all that it includes.

    Raises:
        GapError: when the main file cannot be read; an included file becomes a problem.
    """
    parsed = Parsed()
    _read(host, path, frozenset(), 0, parsed)
    return parsed


def _read(host: Host, path: str, outer: frozenset[int], depth: int, parsed: Parsed) -> None:
    blocks = outer
    for line in read_lines(host, path):
        try:
            directive = directive_of(line, blocks)
        except ValueError as error:
            parsed.problems.append(invalid(host, line, f"{error}; sshd would refuse it"))
            continue
        if directive is None:
            continue
        if directive.keyword == "match":
            blocks = _match(directive, outer, parsed)
        elif directive.keyword == "include":
            _include(host, directive, depth, parsed)
        else:
            parsed.directives.append(directive)


def _match(directive: Directive, outer: frozenset[int], parsed: Parsed) -> frozenset[int]:
    number = len(parsed.blocks)
    parsed.blocks.append(outer | {number})
    if [argument.lower() for argument in directive.arguments] == ["all"]:
        parsed.unconditional.add(number)
    return parsed.blocks[number]


def _include(host: Host, directive: Directive, depth: int, parsed: Parsed) -> None:
    if depth >= MAX_DEPTH:
        parsed.problems.append(invalid(host, directive.line, "too many levels of Include"))
        return
    for pattern in directive.arguments:
        whole = pattern if pattern.startswith("/") else f"{FOLDER}/{pattern}"
        try:
            for path in host.glob(whole):
                _read(host, path, directive.blocks, depth + 1, parsed)
        except GapError as error:
            parsed.problems.append(problem_of(error))


def directive_of(line: Line, blocks: frozenset[int]) -> Directive | None:
    """The directive of a line; None for an empty line or a comment.

    Raises:
        ValueError: for a keyword without argument or a quote that is not closed.
    """
    text = line.text.rstrip(SPACE + "\f").lstrip(SPACE)
    if not text or text.startswith("#"):
        return None
    keyword, rest = _keyword(text)
    if not rest:
        raise ValueError("keyword without an argument")
    arguments = tuple(split_arguments(rest))
    if not arguments:
        raise ValueError("keyword without an argument")
    return Directive(keyword.lower(), arguments, line, blocks)


def _keyword(text: str) -> tuple[str, str]:
    """The first word, and what follows one `=` or white space (strdelim of OpenSSH)."""
    end = next((at for at, char in enumerate(text) if char in SPACE + '="'), len(text))
    rest = text[end:].lstrip(SPACE)
    return text[:end], rest.removeprefix("=").lstrip(SPACE)


def split_arguments(text: str) -> Iterator[str]:
    """Words of a line (argv_split of OpenSSH): quotes, backslashes, `#` ends the line.

    Raises:
        ValueError: for a quote that is not closed.
    """
    at = 0
    while at < len(text):
        if text[at] in " \t":
            at += 1
            continue
        if text[at] == "#":
            return
        word, at = _word(text, at)
        yield word


def _word(text: str, at: int) -> tuple[str, int]:
    quote, word = "", ""
    while at < len(text):
        char, after = text[at], text[at + 1 : at + 2]
        if char == "\\" and (after in ("'", '"', "\\") or (not quote and after == " ")) and after:
            word, at = word + after, at + 1
        elif not quote and char in " \t":
            break
        elif not quote and char in "'\"":
            quote = char
        elif quote and char == quote:
            quote = ""
        else:
            word += char
        at += 1
    if quote:
        raise ValueError("a quote is not closed")
    return word, at
