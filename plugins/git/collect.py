"""A `git` target to evidence: exports first, then each repository on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from auditor.api import (
    Collected,
    Context,
    Gap,
    GapError,
    Item,
    Location,
    Source,
    Target,
    bounded,
)
from auditor_plugins.git import forge, local, secrets
from auditor_plugins.git.find import repositories
from auditor_plugins.git.forge import Forges
from auditor_plugins.git.local import Local, denied, unreadable
from auditor_plugins.git.options import promised
from auditor_plugins.git.quarantine import Git

Yielded = Collected | Gap
WIDEST = ("public", "internal", "private")


def collect(target: Target, context: Context) -> Iterator[Yielded]:
    """Evidence of each kind, bounded by `max_rows`; what cannot be read is a gap of its kind."""
    kinds = frozenset(filter(context.wants, promised(target.options)))
    forges = Forges(target).load()
    for kind, make in (("file_acl", forge.acl), ("storage_inventory", forge.store)):
        if kind in kinds:
            gaps = forges.gaps(kind)
            if forges.rows or not gaps:
                found = (make(forges, forges.rows[name]) for name in sorted(forges.rows))
                yield from _all(target, kind, found, fallback=kind == "storage_inventory")
            yield from gaps
    if "secret_scan" in kinds:
        yield from _secrets(target, context)
    if kinds & {"repositories", "repository_files"}:
        yield from _repositories(target, forges, kinds)


def _all(
    target: Target, kind: str, rows: Iterator[Item], fallback: bool = False
) -> Iterator[Yielded]:
    source = Source(f"git/{target.name}")
    for one in bounded(kind, rows, source, target.name, target.options.max_rows):
        if isinstance(one, Collected) and fallback:
            yield Collected(one.kind, one.items, one.source, fallback=True)
        else:
            yield one


def _secrets(target: Target, context: Context) -> Iterator[Yielded]:
    for report in target.options.secret_reports:
        try:
            rows = secrets.rows(target, report)
        except GapError as error:
            yield _gap("secret_scan", target, error)
            continue
        source = Source(report.path)
        yield from bounded("secret_scan", rows, source, target.name, target.options.max_rows)
    found = list(repositories(target))
    rows = secrets.settings(target, context, [one for one in found if isinstance(one, Local)])
    if rows:
        yield from _all(target, "secret_scan", iter(rows))
    for one in found:
        if isinstance(one, GapError):
            yield _gap("secret_scan", target, one, partial=True)


@dataclass(slots=True)
class Look:
    """One look at the repositories of a target: their rows, and what went wrong."""

    target: Target
    forges: Forges
    wants_files: bool
    rows: list[Item] = field(default_factory=list)
    problems: list[GapError] = field(default_factory=list)

    def files(self) -> Iterator[Item]:
        """The contents of all of them, while `rows` fills."""
        for one in repositories(self.target):
            if isinstance(one, Local):
                yield from self._guarded(one)
            else:
                self.problems.append(one)

    def _guarded(self, one: Local) -> Iterator[Item]:
        row = settings_row(self.target, self.forges, one)
        self.rows.append(row)
        try:
            with one.open(self.target.options.timeout) as git:
                yield from self._read(one, git, row)
        except GapError as error:
            refused = error.reason == "invalid" and unreadable(one)
            self.problems.append(denied(one.shown) if refused else error)
        except PermissionError:
            self.problems.append(denied(one.shown))

    def _read(self, one: Local, git: Git, row: Item) -> Iterator[Item]:
        name, commit, row["branches"] = local.branch(git)
        row |= {"default_branch": name} if name else {}
        row |= {"commit": commit} if commit else {"files": 0}
        if not commit:
            return
        if at := local.when(git, commit):
            row["last_commit_at"] = at
        listed: dict[str, tuple[str, int]] = {}
        count = 0
        seen = set()
        for file in local.files(git, commit):
            count += 1
            if file["path"] in local.OWNERS:
                listed[file["path"]] = (file["object"], file.get("size", 0))
            if self.target.options.history:
                seen.add(file["object"])
            if self.wants_files:
                yield _placed(one, file)
        row |= {"files": count} | local.owners(git, listed)
        if self.target.options.history and self.wants_files:
            old = (file for file in local.history(git, commit) if file["object"] not in seen)
            yield from (_placed(one, file) for file in old)


def _repositories(target: Target, forges: Forges, kinds: frozenset[str]) -> Iterator[Yielded]:
    look = Look(target, forges, "repository_files" in kinds)
    files = look.files()
    if look.wants_files:
        first = list(_all(target, "repository_files", files))
        look.wants_files = False
        _finish(files)
        yield from first if look.rows or not look.problems else ()
    _finish(files)
    if "repositories" in kinds:
        gaps = forges.gaps("repositories")
        rows = sorted(chain(forges.rows.values(), look.rows), key=_key)
        if rows or not (gaps or look.problems):
            yield from _all(target, "repositories", iter(rows))
        yield from gaps
    for kind in sorted(kinds & {"repositories", "repository_files"}):
        yield from (_gap(kind, target, error, bool(look.rows)) for error in look.problems)


def _finish(files: Iterator[Item]) -> None:
    """Look at what is left, for the rows of repositories that fill meanwhile."""
    for _ in files:
        pass


def settings_row(target: Target, forges: Forges, one: Local) -> Item:
    """What the settings of a repository say: its remotes, and whether they hold a secret."""
    remotes = []
    for remote in one.remotes:
        address = remote.address
        outside = bool(address.host) and address.host not in target.options.own_hosts
        row: Item = {"name": remote.name, "location": address.location, "outside": outside}
        said = forges.rows.get(address.location, {}).get("visibility")
        remotes.append(row | ({"visibility": said} if said else {}))
    found: Item = {
        "repository": one.name,
        "origin": "local",
        "location": one.shown,
        "remotes": remotes,
        "outside": any(remote["outside"] for remote in remotes),
        "credential_in_config": one.secret_line > 0,
        "_loc": Location(one.shown).as_dict(),
        "_locs": {
            "remotes": {"file": one.config()},
            "credential_in_config": {"file": one.config(), "line": max(1, one.secret_line)},
        },
    }
    known = [remote["visibility"] for remote in remotes if "visibility" in remote]
    return found | ({"visibility": min(known, key=WIDEST.index)} if known else {})


def _placed(one: Local, file: Item) -> Item:
    return {"repository": one.name, **file, "_loc": {"file": f"{one.shown}/{file['path']}"}}


def _key(row: Item) -> tuple[str, str]:
    return row["repository"], row["origin"]


def _gap(kind: str, target: Target, error: GapError, partial: bool = False) -> Gap:
    place, zh = error.location, error.message_zh
    return Gap(kind, target.name, error.reason, error.message, place, partial, zh)
