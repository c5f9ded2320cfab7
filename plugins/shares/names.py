"""Numbers of users and groups to names, by the server's own files or the auditing machine."""

from __future__ import annotations

import grp
import pwd
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from auditor.api import GapError, GapReason, Location


class Names(Mapping[int, str]):
    """Names by number, each asked for once; a number without a name is no key."""

    def __init__(self, ask: Callable[[int], str | None]) -> None:
        self._ask = ask
        self._known: dict[int, str | None] = {}

    def __getitem__(self, number: int) -> str:
        if number not in self._known:
            self._known[number] = self._ask(number)
        name = self._known[number]
        if name is None:
            raise KeyError(number)
        return name

    def __iter__(self) -> Iterator[int]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def users(base: Path, file: str | None) -> Names:
    """Names of users, of the file in the form of passwd(5) if there is one."""
    return Names(_table(base, file).get if file else _system_user)


def groups(base: Path, file: str | None) -> Names:
    """Names of groups, of the file in the form of group(5) if there is one."""
    return Names(_table(base, file).get if file else _system_group)


def _system_user(number: int) -> str | None:
    try:
        return pwd.getpwuid(number).pw_name
    except (KeyError, OverflowError):
        return None


def _system_group(number: int) -> str | None:
    try:
        return grp.getgrgid(number).gr_name
    except (KeyError, OverflowError):
        return None


def _table(base: Path, file: str) -> dict[int, str]:
    try:
        text = (base / file).read_text("utf-8", "replace")
    except FileNotFoundError:
        raise GapError(GapReason.ABSENT, f"{file} is missing", Location(file)) from None
    except OSError:
        message = f"{file} cannot be read; the auditing account needs the right to read it"
        raise GapError(GapReason.DENIED, message, Location(file)) from None
    found: dict[int, str] = {}
    for line in text.splitlines():
        parts = line.split(":")
        if len(parts) > 2 and parts[2].isascii() and parts[2].isdigit():
            found.setdefault(int(parts[2]), parts[0])
    return found
