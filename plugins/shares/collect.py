"""A `shares` target to evidence: each tree is walked once, all kinds from the same walk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.api import Collected, Context, Gap, GapReason, Item, Source, Target
from auditor_plugins.shares import mounts, names
from auditor_plugins.shares.bins import Bin
from auditor_plugins.shares.copies import Copies
from auditor_plugins.shares.hits import Hits
from auditor_plugins.shares.marks import Label, Marks
from auditor_plugins.shares.memory import Memory
from auditor_plugins.shares.options import promised
from auditor_plugins.shares.places import Place, places
from auditor_plugins.shares.problems import Problems, error_of, gap_of
from auditor_plugins.shares.rights import Reader
from auditor_plugins.shares.sieve import Seen, Sieve
from auditor_plugins.shares.state import memory_of
from auditor_plugins.shares.stores import stores
from auditor_plugins.shares.walk import folders

Yielded = Collected | Gap
NAMES_ONLY = (
    "names, dates and copies were looked at; contents were not scanned (see scanned_elsewhere)"
)
NAMES_ONLY_ZH = "只检查了名称、日期和副本,未扫描文件内容(见 scanned_elsewhere)"
WALKED = frozenset({"dlp_scan", "file_acl"})


@dataclass(frozen=True, slots=True)
class Tour:
    """What all trees of one target share."""

    target: Target
    kinds: frozenset[str]
    marks: Marks
    reader: Reader
    hits: Hits
    copies: Copies


def collect(target: Target, context: Context) -> Iterator[Yielded]:
    """The stores, then the trees one after the other, those of custody first, then the copies.

    Raises:
        GapError: when a file of names cannot be read.
    """
    options, found = target.options, places(target)
    kinds = frozenset(filter(context.wants, promised(options)))
    if "storage_inventory" in kinds:
        yield Collected("storage_inventory", stores(found), Source(target.name), fallback=True)
    if not kinds & WALKED:
        return
    whole = WALKED & kinds == WALKED.intersection(promised(options))
    marks = Marks(options)
    with memory_of(target, found, marks, whole) as (memory, problems):
        yield from _walked(tour_of(target, context, marks, memory), found)
        memory.keep()
    for kind in sorted(WALKED & kinds):
        yield from problems.gaps(kind, target.name)


def tour_of(target: Target, context: Context, marks: Marks, memory: Memory) -> Tour:
    """What the trees share.

    Raises:
        GapError: when a file of names cannot be read.
    """
    options = target.options
    users = names.users(target.base, options.passwd)
    groups = names.groups(target.base, options.group)
    kinds = WALKED & frozenset(filter(context.wants, promised(options)))
    reader, copies = Reader(users, groups, marks, memory), Copies(options.max_rows, memory)
    return Tour(target, kinds, marks, reader, Hits(context), copies)


def _walked(tour: Tour, found: list[Place]) -> Iterator[Yielded]:
    for place in found:
        yield from _tree(tour, place)
    if "dlp_scan" in tour.kinds:
        yield from _copies(tour, found)


def _tree(tour: Tour, place: Place) -> Iterator[Yielded]:
    """One tree; when its top cannot be read, gaps only."""
    name, limit = tour.target.name, tour.target.options.max_rows
    problems = Problems(place.located)
    bins = {kind: Bin(kind, place.located, name, limit) for kind in sorted(tour.kinds)}
    tour.reader.begin()
    try:
        _walk(tour, place, bins, problems)
    except OSError as error:
        yield from (gap_of(kind, name, error_of(place.located, error)) for kind in bins)
        return
    for kind, kept in bins.items():
        yield from kept.collected()
        yield from problems.gaps(kind, name)
    if "file_acl" in bins:
        yield from _unsure(tour, place).gaps("file_acl", name)


def _walk(tour: Tour, place: Place, bins: dict[str, Bin], problems: Problems) -> None:
    tree, options = place.tree, tour.target.options
    top = Label(tree.classification, tree.content)
    sieve = Sieve(top, tour.marks, tour.reader, problems.note, options.rows == "all")
    acl, hits = bins.get("file_acl"), bins.get("dlp_scan")
    for folder in folders(place.top, options.exclude, problems.note):
        for seen in sieve.look(folder):
            if acl and seen.worth:
                acl.add(acl_row(place, seen))
            if hits and seen.is_file:
                _hit(tour, place, seen, hits)
        if all(one.over for one in bins.values()) and not tree.custody:
            return


def _hit(tour: Tour, place: Place, seen: Seen, hits: Bin) -> None:
    row = tour.hits.of(place, seen)
    if row:
        hits.add(row)
    if place.tree.custody:
        tour.copies.keep(seen)
    elif place.tree.custody is False and not row:
        tour.copies.meet(place, seen)


def acl_row(place: Place, seen: Seen) -> Item:
    """The row of `file_acl` for one path."""
    rights, label = seen.rights, seen.label
    row: Item = {
        "host": place.host,
        "path": place.shown(seen.path),
        "store_id": place.store_id,
        "owner": rights.owner,
        "group": rights.group,
        "mode": rights.mode,
        "entries": list(rights.entries),
        "inherited": False,
        "_loc": place.location(seen.path),
    }
    facts = {"classification": label.classification, "content": label.content}
    return row | {name: value for name, value in facts.items() if value}


def _unsure(tour: Tour, place: Place) -> Problems:
    """What makes the modes that were read say less than they seem to."""
    problems, reader = Problems(place.located), tour.reader
    for system in mounts.file_systems(place.top, mounts.mounts()):
        if system not in mounts.MADE_UP:
            continue
        text = f"owners and modes of {system} are made up by the mount; audit it on its server"
        zh = f"{system} 的属主和权限由挂载参数给出;请在服务器上审计"
        problems.add(GapReason.INVALID, text, zh)
    if reader.windows:
        text = f"{reader.windows} paths have a Windows ACL (security.NTACL), which is not read"
        zh = f"{reader.windows} 个路径带有未读取的 Windows ACL(security.NTACL)"
        problems.add(GapReason.INVALID, text, zh)
    if reader.broken:
        text, zh = "some NFSv4 ACLs cannot be understood", "部分 NFSv4 ACL 无法识别"
        problems.add(GapReason.INVALID, text, zh)
    return problems


def _copies(tour: Tour, found: list[Place]) -> Iterator[Yielded]:
    target, options = tour.target, tour.target.options
    rows = []
    for copy in tour.copies.found(
        found, options, lambda place, at: tour.hits.until(place.tree, at)
    ):
        data_class = copy.place.tree.data_class or "none"
        rows.append(tour.hits.row(copy.outside, copy.seen, data_class, copy.until))
    if rows:
        rows.sort(key=lambda row: str(row["finding_id"]))
        yield Collected("dlp_scan", rows, Source(f"shares/{target.name}/copies"))
    yield from _uncompared(tour)
    if not options.scanned_elsewhere:
        text, zh = f"{target.name}: {NAMES_ONLY}", f"{target.name}:{NAMES_ONLY_ZH}"
        yield Gap("dlp_scan", target.name, GapReason.ABSENT, text, None, True, zh)


def _uncompared(tour: Tour) -> Iterator[Gap]:
    name, copies = tour.target.name, tour.copies
    if copies.unread:
        text = f"{name}: {copies.unread} files may be copies and may not be read; they need r"
        zh = f"{name}:{copies.unread} 个文件可能是副本但无权读取,需要 r 权限"
        yield Gap("dlp_scan", name, GapReason.DENIED, text, None, True, zh)
    if copies.number > copies.limit:
        text = f"{name}: more than {copies.limit} files may be copies; the others were not compared"
        zh = f"{name}:可能的副本超过 {copies.limit} 个,其余未比较"
        yield Gap("dlp_scan", name, GapReason.INVALID, text, None, True, zh)
