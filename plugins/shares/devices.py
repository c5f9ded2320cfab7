"""Which file systems tell by ctime that nothing changed, and how they are told apart.

Lists of what is known, so that anything else is read anew. ext4, xfs, btrfs and tmpfs set ctime
when rights, ACLs or attributes change; OpenZFS does not always (its issue 3644), and a server
of NFS may stand on it: there only contents are taken as told. tmpfs does not see writes through
mmap(2). CIFS, FUSE and overlays make numbers up or pass on those of something unknown.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from auditor_plugins.shares import mounts

ATTRIBUTES = frozenset({"btrfs", "ext3", "ext4", "tmpfs", "xfs"})
"""ctime tells of modes, owners, ACLs and extended attributes."""
CONTENTS = frozenset({"btrfs", "ext3", "ext4", "nfs", "nfs4", "xfs"})
"""ctime tells, late, of contents too."""
MOUNT = re.compile(r"^mnt_id:\s*(\d+)$", re.M)


@dataclass(frozen=True, slots=True)
class Device:
    """One file system: a number (8 bytes) that outlives a reboot, unlike st_dev, and its type."""

    number: bytes
    system: str

    @property
    def tells_attributes(self) -> bool:
        """See `ATTRIBUTES`."""
        return self.system in ATTRIBUTES

    @property
    def tells_contents(self) -> bool:
        """See `CONTENTS`."""
        return self.system in CONTENTS


UNKNOWN = Device(b"", "")


def device(handle: int) -> Device:
    """The file system of an open folder, by proc(5) and statvfs(3); `UNKNOWN` if none is shown.

    How it is mounted is part of its number: other options may show other rights.
    """
    try:
        text = Path(f"/proc/self/fdinfo/{handle}").read_text("ascii")
        identity = os.fstatvfs(handle).f_fsid
    except OSError:
        return UNKNOWN
    found = MOUNT.search(text)
    for line in mounts.mounts().splitlines() if found else ():
        head, _, tail = line.partition(" - ")
        words, kinds = head.split(" "), tail.split(" ")
        if found and words[0] == found[1] and len(words) > 5 and kinds[0]:
            told = repr((words[3], words[5], kinds, identity)).encode("utf-8", "surrogateescape")
            return Device(blake2b(told, digest_size=8).digest(), kinds[0])
    return UNKNOWN


@dataclass(slots=True)
class Devices:
    """The file systems that one run met, by st_dev."""

    known: dict[int, Device] = field(default_factory=dict)

    def of(self, st_dev: int, handle: int) -> Device:
        """That of an open folder; one that looks like another is not to be told apart."""
        found = self.known.get(st_dev)
        if found is None:
            found = device(handle)
            if found.number in {one.number for one in self.known.values()}:
                found = UNKNOWN
            self.known[st_dev] = found
        return found
