"""How long logrotate(8) keeps a log: rotations times the period."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator

from auditor.api import GapError, GapReason
from auditor.api.trees import Line, Tree
from auditor_plugins.web.site import Said

PERIODS = {"hourly": 1 / 24, "daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}
SIZES = ("size", "maxsize")
Rules = dict[str, tuple[str, Line]]


def retention(tree: Tree, patterns: tuple[str, ...], log: str) -> Said | None:
    """Whole days that `log` is kept at least; None where nothing or its size decides."""
    common: Rules = {}
    for pattern in patterns:
        for path in tree.glob(pattern):
            try:
                for names, rules in _blocks(tree.lines(path), common):
                    if any(fnmatch.fnmatch(log, name) for name in names):
                        return _days(tree, rules)
            except GapError as error:
                if error.reason is not GapReason.ABSENT:
                    raise
    return None


def _days(tree: Tree, rules: Rules) -> Said | None:
    periods = [(days, *rules[name]) for name, days in PERIODS.items() if name in rules]
    count, line = rules.get("rotate", ("0", None))
    if any(name in rules for name in SIZES) or not periods or not line or not count.isdigit():
        return None
    days = int(int(count) * periods[-1][0])
    age, at = rules.get("maxage", ("", line))
    if age.isdigit() and int(age) < days:
        days, line = int(age), at
    return Said(str(days), tree.at(line.path, line.number))


def _blocks(lines: list[Line], common: Rules) -> Iterator[tuple[list[str], Rules]]:
    names: list[str] = []
    inside: Rules | None = None
    for line in lines:
        text = line.text.split("#", 1)[0].strip()
        if text.endswith("{"):
            names += _names(text[:-1])
            inside = dict(common)
        elif text.startswith("}") and inside is not None:
            yield names, inside
            names, inside = [], None
        elif inside is None and text.startswith(("/", '"')):
            names += _names(text)
        elif text:
            _put(common if inside is None else inside, text, line)


def _put(rules: Rules, text: str, line: Line) -> None:
    word, _, value = re.sub(r"[\s=]+", " ", text).partition(" ")
    for period in PERIODS if word in PERIODS else ():
        rules.pop(period, None)
    rules[word] = (value.strip(), line)


def _names(text: str) -> list[str]:
    return [one or other for one, other in re.findall(r'"([^"]*)"|(\S+)', text)]
