"""Repositories of forges: one list of exports, completed by protection and members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from auditor.api import Gap, GapError, GapReason, Item, Location, Target
from auditor_plugins.git import exports
from auditor_plugins.git.exports import Document
from auditor_plugins.git.options import Facts, Part

LISTED = ("repositories", "file_acl", "storage_inventory")
"""Kinds that a list of repositories feeds."""
WRONG = (KeyError, TypeError, ValueError, AttributeError)


@dataclass(slots=True)
class Forges:
    """What the exports of one target hold: rows of `repositories` by name, members by name."""

    target: Target
    rows: dict[str, Item] = field(default_factory=dict)
    members: dict[str, list[Item]] = field(default_factory=dict)
    problems: list[tuple[str, GapError]] = field(default_factory=list)

    def load(self) -> Forges:
        """Read all exports; what cannot be read is a problem of the kinds it would have fed."""
        options = self.target.options
        for export in options.exports:
            self._guard(LISTED, lambda export=export: self._list(export.path, export.forge))
        for part in options.protections:
            self._guard(("repositories",), lambda part=part: self._protect(part))
        for part in options.members:
            self._guard(("file_acl",), lambda part=part: self._join(part))
        return self

    def gaps(self, kind: str) -> list[Gap]:
        """The problems of one kind."""
        name, partial = self.target.name, bool(self.rows)
        return [
            Gap(kind, name, error.reason, error.message, error.location, partial, error.message_zh)
            for one, error in self.problems
            if one == kind
        ]

    def _guard(self, kinds: tuple[str, ...], read: Callable[[], None]) -> None:
        try:
            read()
        except GapError as error:
            self.problems += [(kind, error) for kind in kinds]

    def _list(self, file: str, forge: str) -> None:
        wrong = []
        for document in exports.documents(self.target.base, file):
            try:
                row = exports.repository(forge, document.value)
            except WRONG:
                wrong.append(document)
                continue
            host = row["repository"].partition("/")[0]
            row["outside"] = host not in self.target.options.own_hosts
            row["_loc"] = {"file": file}
            facts = self.facts(row["repository"])
            if facts.holds_customer_info is not None:
                row["holds_customer_info"] = facts.holds_customer_info
            self.rows[row["repository"]] = row
        if wrong:
            raise misfit(wrong[0], f"a repository of {forge}")

    def _protect(self, part: Part) -> None:
        for document in exports.documents(self.target.base, part.path):
            for row in self._named(part.repository):
                branch = row.get("default_branch")
                if part.branch not in (None, branch):
                    continue
                try:
                    row.update(exports.protection(part.forge, document.value, branch))
                except WRONG:
                    raise misfit(document, "a protected branch") from None
        if part.forge == "gitlab":
            for row in self._named(part.repository):
                row.setdefault("protected", False)

    def _join(self, part: Part) -> None:
        values = exports.documents(self.target.base, part.path)
        for row in self._named(part.repository):
            name = row["repository"]
            try:
                found = list(exports.entries(part.forge, [one.value for one in values]))
            except WRONG:
                raise misfit(values[0], "a member") from None
            self.members.setdefault(name, []).extend(found)

    def _named(self, path: str) -> list[Item]:
        """The rows of `owner/name`, with or without its host."""
        names = (name for name in self.rows if path in (name, name.partition("/")[2]))
        return [self.rows[name] for name in names]

    def facts(self, name: str) -> Facts:
        """What the options say of a repository, with or without its host."""
        said: dict[str, Facts] = self.target.options.facts
        return said.get(name) or said.get(name.partition("/")[2]) or Facts()


def misfit(document: Document, what: str) -> GapError:
    """The gap of an entry that is not what it should be."""
    file, number = document.file, document.number
    text, zh = f"{file}: entry {number} is not {what}", f"{file}:第 {number} 项格式不符"
    return GapError(GapReason.INVALID, text, Location(file), zh)


def acl(forges: Forges, row: Item) -> Item:
    """The row of `file_acl` for a repository: whom its visibility and its members let in."""
    name = row["repository"]
    host, _, path = name.partition("/")
    facts = forges.facts(name).model_dump(include={"content", "classification"}, exclude_none=True)
    entries = [*exports.public(row.get("visibility")), *forges.members.get(name, [])]
    entries.sort(key=lambda entry: [str(value) for value in entry.values()])
    fixed: dict[str, Any] = {"host": host, "path": f"/{path}", "store_id": name}
    return fixed | {"entries": entries, "inherited": False, "_loc": row["_loc"]} | facts


def store(forges: Forges, row: Item) -> Item:
    """The row of `storage_inventory` for a repository."""
    kind = "cloud_drive" if row["outside"] else "file_share"
    fixed = {"store_id": row["repository"], "kind": kind, "location": row["location"]}
    facts = forges.facts(row["repository"]).model_dump(exclude_none=True)
    facts.pop("content", None)
    return {**fixed, **facts, "_loc": row["_loc"]}
