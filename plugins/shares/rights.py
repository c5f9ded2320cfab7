"""Rights on one path: who owns it, and whom its mode and ACL serve."""

from __future__ import annotations

import errno
import os
import stat as st
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditor.api.acl import acl_of, acl_text
from auditor_plugins.shares import nfs4
from auditor_plugins.shares.marks import NONE, Label, Marks
from auditor_plugins.shares.memory import Memory
from auditor_plugins.shares.record import Attributes

WINDOWS = "security.NTACL"
NO_XATTRS = frozenset({errno.EOPNOTSUPP, errno.ENOSYS})
KNOWN = 1 << 16
"""Rights are worked out once for so many combinations of mode, owner and list."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Who owns a path and whom it serves; `reach` is what decides whether it deviates."""

    owner: str
    group: str
    mode: str
    entries: tuple[Mapping[str, Any], ...]
    reach: frozenset[str]


class Reader:
    """Reads rights and labels of paths that the walk opened, where `memory` has none."""

    def __init__(
        self, users: Mapping[int, str], groups: Mapping[int, str], marks: Marks, memory: Memory
    ) -> None:
        self._users, self._groups, self._marks = users, groups, marks
        self.memory = memory
        self._known: dict[tuple[int, int, int, str | bytes], Rights] = {}
        self.windows = 0
        self.broken = 0

    def begin(self) -> None:
        """Another tree: what cannot be understood is counted for each."""
        self._known.clear()
        self.windows = self.broken = 0

    def read(self, real: str, stat: os.stat_result) -> tuple[Rights, Label]:
        """Rights, and the label that an extended attribute gives.

        Raises:
            OSError: when they cannot be read.
        """
        found = self.memory.recall(stat)
        if found is None:
            found = self._attributes(real, st.S_ISDIR(stat.st_mode))
            self.memory.learn(stat, found)
        self.windows += found.windows
        return self._cached(stat, found.acl), found.label

    def _attributes(self, real: str, folder: bool) -> Attributes:
        names = _xattrs(real)
        label = self._label(real, names) if names else NONE
        acl: str | bytes
        if nfs4.ATTRIBUTE in names:
            acl = os.getxattr(real, nfs4.ATTRIBUTE, follow_symlinks=False)
        else:
            acl = acl_text(real, folder)
        return Attributes(acl, label, WINDOWS in names)

    def _label(self, real: str, names: list[str]) -> Label:
        for name in names:
            if name in self._marks.xattrs:
                return self._marks.of_value(os.getxattr(real, name, follow_symlinks=False))
        return NONE

    def _cached(self, stat: os.stat_result, acl: str | bytes) -> Rights:
        key = (stat.st_mode, stat.st_uid, stat.st_gid, acl)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= KNOWN:
                self._known.clear()
            found = self._known[key] = self._rights(*key)
        return found

    def _rights(self, mode: int, uid: int, gid: int, acl: str | bytes) -> Rights:
        owner = self._users.get(uid, str(uid))
        group = self._groups.get(gid, str(gid))
        text = acl if isinstance(acl, str) else ""
        posix = acl_of(
            "", st.S_IMODE(mode), owner, group, text=text, users=self._users, groups=self._groups
        )
        entries = posix.granted()
        if isinstance(acl, bytes):
            try:
                entries = nfs4.entries(acl, group)
            except ValueError:
                self.broken += 1
        reach = frozenset(word for entry in entries for word in _reach(entry, group))
        return Rights(owner, group, posix.mode, tuple(entries), reach)


def _reach(entry: Mapping[str, Any], group: str) -> list[str]:
    """What an entry gives beyond nothing; writing by the owning group is no more than its right."""
    word = f"{entry['type']}:{entry['principal']}"
    own = (entry["type"], entry["principal"]) == ("group", group)
    return [word, f"{word}:w"] if "w" in entry["permissions"] and not own else [word]


def _xattrs(real: str) -> list[str]:
    try:
        return sorted(os.listxattr(real, follow_symlinks=False))
    except OSError as error:
        if error.errno in NO_XATTRS:
            return []
        raise
