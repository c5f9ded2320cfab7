"""Mounts whose modes say nothing of the server's rights."""

from __future__ import annotations

import os
import re
from pathlib import Path

MADE_UP = frozenset(
    {
        "cifs",
        "smb3",
        "vfat",
        "exfat",
        "msdos",
        "ntfs",
        "ntfs3",
        "fuseblk",
        "fuse.rclone",
        "fuse.s3fs",
    }
)
"""Types of file systems whose owners and modes come from the options of the mount."""
TABLE = Path("/proc/self/mountinfo")
OCTAL = re.compile(r"\\([0-7]{3})")


def file_systems(place: str | Path, table: str) -> list[str]:
    """Types of the file systems of a path and of what is below it, by a table as in proc(5)."""
    path, found = os.path.realpath(place).rstrip("/"), ("", "")
    below = set()
    for line in table.splitlines():
        head, _, tail = line.partition(" - ")
        words, kinds = head.split(" "), tail.split(" ")
        if len(words) > 4 and kinds[0]:
            point = OCTAL.sub(lambda match: chr(int(match.group(1), 8)), words[4])
            if point.startswith(f"{path}/"):
                below.add(kinds[0])
            elif f"{path}/".startswith(point.rstrip("/") + "/") and len(point) >= len(found[0]):
                found = (point, kinds[0])
    return sorted(below | {found[1]} - {""})


def mounts() -> str:
    """The table of this machine; empty where there is none."""
    try:
        return TABLE.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
