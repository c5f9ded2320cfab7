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
    of the POSIX ACL (acl(5)), one entry a line, those of the default ACL begun with `default:`,
    qualifiers as numbers; empty when there is none beyond the mode bits.
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

    Every method but `glob` and `locate` raises `auditor.api.GapError`: `absent` (no such path),
    `denied`, `unreachable`, `timeout`, or `invalid` (a link that leaves the host's tree, a path
    that is no regular file, a file beyond the size limit).
    """

    live: bool
    """True when commands can be run (a running machine), false for a directory tree."""

    def read(self, path: str, start: int = 0, size: int | None = None) -> bytes:
        """The bytes of a regular file: all, or at most `size` from offset `start`."""
        ...

    def exists(self, path: str) -> bool:
        """True for a path that is there, links followed inside the host."""
        ...

    def stat(self, path: str, follow: bool = True) -> FileStat:
        """Ownership and mode; links are followed inside the host unless `follow` is false."""
        ...

    def names(self, path: str) -> tuple[str, ...]:
        """Names in a directory, sorted bytewise."""
        ...

    def glob(self, pattern: str) -> tuple[str, ...]:
        """Paths that match a shell pattern, sorted bytewise; dangling links are among them."""
        ...

    def run(self, argv: tuple[str, ...], timeout: float = 10.0) -> str:
        """Standard output of an allow-listed read-only command; never through a shell."""
        ...

    def locate(self, path: str) -> str:
        """The path as shown in locations: relative to the configuration, or absolute."""
        ...
