"""`sshd_config`: the effective settings of the SSH daemon, and Match blocks that weaken them."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.api import GapError, Host, Item, Location
from auditor_plugins.linux.common import (
    Found,
    Problem,
    Subject,
    Valued,
    invalid,
    item,
    not_installed,
    start_of,
)
from auditor_plugins.linux.hosts import SSHD_TEST
from auditor_plugins.linux.sshd_parse import Directive, Parsed, parse
from auditor_plugins.linux.sshd_values import KEYWORDS

MAIN = "/etc/ssh/sshd_config"
PACKAGES = ("openssh-server",)
Values = dict[str, Valued]


def collect(subject: Subject) -> Found:
    """One row of the settings for everybody, one more for each Match block that weakens them.

    Values are `sshd -T`'s on a running host that permits it, else read from the files; places
    are always the files'. A host without OpenSSH's server has no rows.

    Raises:
        GapError: when the main file cannot be read.
    """
    try:
        return read(subject.host, subject.name)
    except GapError as error:
        return not_installed(subject, error, MAIN, *PACKAGES)


def read(host: Host, name: str, main: str = MAIN) -> Found:
    """See `collect`; `main` is the main file."""
    parsed = parse(host, main)
    problems: list[Problem] = [*parsed.problems]
    settings = list(_known(host, parsed, problems))
    first = start_of(host, main)
    defaults = {key: Valued(keyword.default, first) for key, keyword in KEYWORDS.items()}
    base = defaults | _effective(host, settings, frozenset(parsed.unconditional))
    base = _as_daemon_says(host, base)
    items = [item({"host": name}, dict(base), first)]
    for blocks in parsed.blocks:
        items += _weakened(host, name, base, settings, blocks | parsed.unconditional)
    return Found(tuple(items), main, tuple(problems))


def _known(host: Host, parsed: Parsed, problems: list[Problem]) -> Iterable[Directive]:
    """Directives of the keywords that count, those with a wrong value left out and reported."""
    for directive in parsed.directives:
        keyword = KEYWORDS.get(directive.keyword)
        if keyword is None:
            continue
        try:
            keyword.read(directive.arguments[0])
            if len(directive.arguments) > 1:
                raise ValueError("one argument expected")
            if directive.blocks and not keyword.in_match:
                raise ValueError("not allowed within a Match block")
        except ValueError as error:
            problems.append(invalid(host, directive.line, f"{directive.keyword}: {error}"))
            continue
        yield directive


def _effective(host: Host, settings: Iterable[Directive], blocks: frozenset[int]) -> Values:
    """What holds when exactly `blocks` match: the first value in them, else the first global."""
    inside: Values = {}
    outside: Values = {}
    for one in settings:
        if one.blocks <= blocks:
            value = KEYWORDS[one.keyword].read(one.arguments[0])
            level = inside if one.blocks else outside
            level.setdefault(one.keyword, Valued(value, one.line.at(host)))
    return outside | inside


def _weakened(
    host: Host, name: str, base: Values, settings: list[Directive], blocks: frozenset[int]
) -> list[Item]:
    inside = [one for one in settings if one.blocks]
    changed = _effective(host, inside, blocks)
    weaker = [key for key, valued in changed.items() if _weaker(key, valued, base[key])]
    if not weaker:
        return []
    values = base | changed
    first = min((values[key].at for key in weaker), key=_order)
    return [item({"host": name}, dict(values), first)]


def _weaker(key: str, valued: Valued, than: Valued) -> bool:
    weakness = KEYWORDS[key].weakness
    return weakness(valued.value) > weakness(than.value)


def _order(at: Location) -> tuple[str, int]:
    return at.file, at.line or 0


def _as_daemon_says(host: Host, base: Values) -> Values:
    """The values of `sshd -T` where it can be run, at the places that the files give."""
    if not host.live:
        return base
    try:
        said = dict(line.split(" ", 1) for line in host.run(SSHD_TEST).splitlines() if " " in line)
        values = {key: KEYWORDS[key].read(said[key]) for key in base if key in said}
    except (GapError, ValueError):
        return base
    return base | {key: Valued(value, base[key].at) for key, value in values.items()}
