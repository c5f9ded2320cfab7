"""How long logrotate(8) keeps a log: rotations times the period, of the files that hold it."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.api import GapError, Host
from auditor_plugins.linux.common import Line, Valued, is_absent, read_lines

MAIN = "/etc/logrotate.conf"
FOLDER = "/etc/logrotate.d"
PERIODS = {"hourly": 1 / 24, "daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}
"""Days; a month counts as the 30 that are sure."""
COUNT = re.compile(r"[0-9]{1,6}")
IGNORED = (".rpmsave", ".rpmorig", ".rpmnew", "~", ".dpkg-old", ".dpkg-dist", ".dpkg-new", ".bak")


@dataclass(frozen=True, slots=True)
class Rotation:
    """Directives in force for some files: words to their line, global ones included."""

    patterns: tuple[str, ...]
    directives: dict[str, tuple[str, Line]]


def retention(host: Host, log: str) -> Valued | None:
    """Whole days that `log` is kept at least; None when nothing or the size decides.

    `maxage` and `rotate` both delete, so the lesser counts. `rotate -1` keeps all.
    """
    for rotation in _rotations(host):
        if any(fnmatch.fnmatch(log, pattern) for pattern in rotation.patterns):
            return _days(host, rotation.directives)
    return None


def _days(host: Host, directives: dict[str, tuple[str, Line]]) -> Valued | None:
    if "size" in directives or "maxsize" in directives:
        return None
    periods = [(PERIODS[word], line) for word, (_, line) in directives.items() if word in PERIODS]
    count, line = directives.get("rotate", ("0", None))
    if not periods or line is None or not COUNT.fullmatch(count):
        return None
    days = int(int(count) * periods[-1][0])
    age, age_line = directives.get("maxage", ("", line))
    if COUNT.fullmatch(age) and int(age) < days:
        return Valued(int(age), age_line.at(host))
    return Valued(days, line.at(host))


def _rotations(host: Host) -> Iterator[Rotation]:
    common: dict[str, tuple[str, Line]] = {}
    for path in (MAIN, *host.glob(f"{FOLDER}/*")):
        if not path.endswith(IGNORED):
            yield from _of_file(host, path, common)


def _of_file(host: Host, path: str, common: dict[str, tuple[str, Line]]) -> Iterator[Rotation]:
    """The blocks of a file; what stands outside of blocks holds for all that follow."""
    try:
        lines = read_lines(host, path)
    except GapError as error:
        if is_absent(error):
            return
        raise
    names: list[str] = []
    inside: dict[str, tuple[str, Line]] | None = None
    for line in lines:
        text = line.text.split("#", 1)[0].strip()
        if text.endswith("{"):
            names += _names(text[:-1])
            inside = dict(common)
        elif text.startswith("}") and inside is not None:
            yield Rotation(tuple(names), inside)
            names, inside = [], None
        elif inside is None and text.startswith(("/", '"')):
            names += _names(text)
        elif text:
            _put(common if inside is None else inside, text, line)


def _put(directives: dict[str, tuple[str, Line]], text: str, line: Line) -> None:
    """Set one directive; a period takes the place of the one before."""
    word, _, value = re.sub(r"[\s=]+", " ", text).partition(" ")
    if word in PERIODS:
        for period in PERIODS:
            directives.pop(period, None)
    directives[word] = (value.strip(), line)


def _names(text: str) -> list[str]:
    return [one or other for one, other in re.findall(r'"([^"]*)"|(\S+)', text)]
