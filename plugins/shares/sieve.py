"""Which paths of a tree become rows: the top, what is marked, and what serves somebody more."""

from __future__ import annotations

import os
import stat as st
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from auditor_plugins.shares.marks import NONE, Label, Marks, highest
from auditor_plugins.shares.rights import Reader, Rights
from auditor_plugins.shares.walk import GONE, Folder, Note, shown

HELD = 100_000
"""Marked files of one folder that are held back to know whether all of them are."""
READ_BY_OWNER = "aml_reports"
"""Content of which the rules look at who owns each file."""


@dataclass(slots=True)
class Seen:
    """One path with all that is known of it. `own` is its own label, `label` with those above."""

    path: str
    real: str
    stat: os.stat_result
    rights: Rights
    own: Label
    label: Label
    worth: bool = False

    @property
    def is_file(self) -> bool:
        """A regular file."""
        return st.S_ISREG(self.stat.st_mode)


@dataclass(slots=True)
class Sieve:
    """Looks at the folders of one tree in the order of the walk; `everything` makes all worth."""

    top: Label
    marks: Marks
    reader: Reader
    note: Note
    everything: bool = False
    above: list[Seen | None] = field(default_factory=list)
    count: int = 0

    def look(self, folder: Folder) -> Iterator[Seen]:
        """The folder and the files in it, those `worth` a row marked so."""
        self.reader.memory.enter(folder)
        try:
            seen = self._folder(folder)
        except OSError as error:
            self._failed(folder.path, error)
            self.above[folder.depth :] = [self._upper(folder)]
            return
        files = self._files(folder, seen)
        if seen.label.classification:
            yield from self._one(folder, seen)
            yield from files
        else:
            yield from self._unmarked(folder, seen, files)

    def _unmarked(self, folder: Folder, seen: Seen, files: Iterator[Seen]) -> Iterator[Seen]:
        """A folder without a level is of the highest in it, if it holds nothing without one.

        Else it is a row too as soon as it holds a marked file, which shares it with others.
        """
        held: list[Seen] = []
        other = None
        for file in files:
            if not file.own.classification or len(held) >= HELD:
                other = file
                break
            held.append(file)
        if held and other is None:
            level = highest(str(one.own.classification) for one in held)
            seen = replace(
                seen, own=Label(level).over(seen.own), label=Label(level).over(seen.label)
            )
        yield from self._one(folder, seen, shared=bool(held))
        yield from held
        told = bool(held) or seen.worth
        if other is None:
            return
        yield other
        for file in files:
            if file.own.classification and not told:
                told = True
                yield replace(seen, worth=True)
            yield file

    def _one(self, folder: Folder, seen: Seen, shared: bool = False) -> Iterator[Seen]:
        self.above[folder.depth :] = [seen]
        yield replace(seen, worth=True) if shared else seen

    def _folder(self, folder: Folder) -> Seen:
        self.count += 1
        rights, label = self.reader.read(folder.real, folder.stat)
        name = folder.path[:-1].rpartition("/")[2]
        upper = self._upper(folder)
        own = label.over(self.marks.of_name(shown(name)) if name else NONE)
        whole = own.over(upper.label if upper else self.top)
        worth = self.everything or upper is None or own != NONE
        if upper and not worth:
            foreign = READ_BY_OWNER in (whole.content, upper.label.content)
            owned = not foreign or rights.owner == upper.rights.owner
            worth = not (rights.reach <= upper.rights.reach and owned)
        return Seen(folder.path, folder.real, folder.stat, rights, own, whole, worth)

    def _upper(self, folder: Folder) -> Seen | None:
        return self.above[folder.depth - 1] if folder.depth else None

    def _files(self, folder: Folder, upper: Seen) -> Iterator[Seen]:
        owners = {upper.rights.owner}
        for name in folder.names:
            self.count += 1
            path, real = folder.path + name, folder.inside(name)
            try:
                stat = folder.status(name)
                rights, label = self.reader.read(real, stat)
            except OSError as error:
                self._failed(path, error)
                continue
            own = self.marks.of_name(shown(name))
            if label is not NONE:
                own = label.over(own)
            whole = upper.label if own == NONE else own.over(upper.label)
            worth = self.everything or own != NONE or not rights.reach <= upper.rights.reach
            if whole.content == READ_BY_OWNER and rights.owner not in owners:
                owners.add(rights.owner)
                worth = True
            yield Seen(path, real, stat, rights, own, whole, worth)

    def _failed(self, path: str, error: OSError) -> None:
        if error.errno not in GONE:
            self.note(path, error)
