"""What was read in an earlier run, for what has not changed since.

Every run looks at every path; an entry counts only while its inode and ctime are the same. A
change within the same tick of the clock does not show in ctime, so what changed just before the
walk is neither remembered nor believed ("racy"). A page that is mapped for writing may change
without a sign until the kernel writes it back, and a server's clock is not ours: for contents a
day must have passed. So must what lies in the future, until the clock has caught up.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditor_plugins.shares.devices import UNKNOWN, Device, Devices
from auditor_plugins.shares.marks import Label
from auditor_plugins.shares.record import Attributes, Notes, Record
from auditor_plugins.shares.statefile import New, Old, UnusableError
from auditor_plugins.shares.walk import Folder

ATTRIBUTES_SETTLE = 2 * 10**9
CONTENTS_SETTLE = 24 * 3600 * 10**9
"""Nanoseconds between a change and the walk."""
KEY = struct.Struct("<c8sQ")
FOLDER, CONTENT = b"f", b"c"
TIMES = struct.Struct("<qQq")
Trouble = Callable[[Exception], None]
"""Told once what is wrong with the old state, and once with the new."""


@dataclass(slots=True)
class Memory:
    """The old state, if there is one, and the new one, if one is written. The walk began at
    `began`, in nanoseconds since the epoch.
    """

    old: Old | None = None
    new: New | None = None
    labels: Sequence[Label] = ()
    trouble: Trouble = lambda error: None
    began: int = 0
    _devices: Devices = field(default_factory=Devices)
    _numbers: dict[Label, int] = field(default_factory=dict)
    _folder: tuple[Device, int, int] = (UNKNOWN, -1, -1)
    _notes: Notes | None = None

    def __post_init__(self) -> None:
        self._numbers = {label: number for number, label in enumerate(self.labels)}

    def enter(self, folder: Folder) -> None:
        """The walk is in this folder now."""
        self.leave()
        if folder.handle < 0 or not (self.old or self.new):
            return
        stat = folder.stat
        device = self._devices.of(stat.st_dev, folder.handle)
        if device.tells_attributes:
            raw = self._get(KEY.pack(FOLDER, device.number, stat.st_ino))
            self._notes = Notes(Record(raw, self.labels) if raw else None)
            self._folder = (device, stat.st_dev, stat.st_ino)

    def leave(self) -> None:
        """Remember the folder that the walk was in."""
        notes, (device, _, inode) = self._notes, self._folder
        self._notes = None
        if notes and self.new:
            self._put(KEY.pack(FOLDER, device.number, inode), notes.packed(self._numbers))

    def recall(self, stat: os.stat_result) -> Attributes | None:
        """What is known of something in this folder; None if it has to be read."""
        if self._notes and self._sure(stat):
            return self._notes.recall(stat.st_ino, stat.st_ctime_ns)
        return None

    def learn(self, stat: os.stat_result, attributes: Attributes) -> None:
        """What was read. Lists of NFSv4 hold names, and so are not kept."""
        if self._notes and self._sure(stat) and isinstance(attributes.acl, str):
            self._notes.add(stat.st_ino, stat.st_ctime_ns, attributes)

    def _sure(self, stat: os.stat_result) -> bool:
        here = stat.st_dev == self._folder[1]
        return here and stat.st_ctime_ns < self.began - ATTRIBUTES_SETTLE

    def digest(self, stat: os.stat_result, read: Callable[[], bytes]) -> bytes:
        """The digest of a file, read only where it is not known; empty if it cannot be read."""
        device = self._devices.known.get(stat.st_dev, UNKNOWN)
        if not device.tells_contents or stat.st_ctime_ns >= self.began - CONTENTS_SETTLE:
            return read()
        key = KEY.pack(CONTENT, device.number, stat.st_ino)
        times = TIMES.pack(stat.st_ctime_ns, stat.st_size, stat.st_mtime_ns)
        known = self._get(key) or b""
        found = known[TIMES.size :] if known.startswith(times) else read()
        if found:
            self._put(key, times + found)
        return found

    def _get(self, key: bytes) -> bytes | None:
        try:
            return self.old.get(key) if self.old else None
        except UnusableError as error:
            self.old = None
            self.trouble(error)
            return None

    def _put(self, key: bytes, value: bytes) -> None:
        try:
            if self.new:
                self.new.put(key, value)
        except OSError as error:
            self.new = None
            self.trouble(error)

    def keep(self) -> None:
        """The walk is at its end: what it read is the state from now on."""
        self.leave()
        try:
            if self.new:
                self.new.keep()
        except OSError as error:
            self.trouble(error)
        self.new = None

    def close(self) -> None:
        """Close the files; what was not kept is dropped."""
        if self.old:
            self.old.close()
        if self.new:
            self.new.drop()
        self.old = self.new = None
