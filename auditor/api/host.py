"""A host as collectors see it: read, stat, list, and a few read-only commands.

Collectors talk to this interface only, so that a remote transport needs no change in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FileStat:
    """Ownership and permission of one path. `mode` is the 12 permission bits; `kind` is
    `file`, `dir`, `link` or `other`; `mtime` is seconds since the epoch; `acl` is the text form
    of the POSIX access ACL (acl(5)), empty when there is none beyond the mode bits.
    """

    mode: int
    uid: int
    gid: int
    kind: str
    size: int
    mtime: float
    acl: str = ""


class Host(Protocol):
    """Read-only view of one machine. Paths are absolute, as on that machine.

    Every method raises `auditor.api.GapError`: `absent` (no such path), `denied`, `unreachable`,
    `timeout`.
    """

    live: bool
    """True when commands can be run (a running machine), false for a directory tree."""

    def read(self, path: str) -> bytes:
        """The bytes of a regular file."""
        ...

    def exists(self, path: str) -> bool:
        """True for a path that is there, links followed inside the host."""
        ...

    def stat(self, path: str) -> FileStat:
        """Ownership and mode, links followed inside the host."""
        ...

    def glob(self, pattern: str) -> tuple[str, ...]:
        """Paths that match a shell pattern, sorted bytewise."""
        ...

    def run(self, argv: tuple[str, ...], timeout: float = 10.0) -> str:
        """Standard output of an allow-listed read-only command; never through a shell."""
        ...

    def locate(self, path: str) -> str:
        """The path as shown in locations: relative to the configuration, or absolute."""
        ...
