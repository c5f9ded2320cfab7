"""What `auditor doctor` shows of a backup repository."""

from __future__ import annotations

import os
from collections.abc import Iterator

from auditor.api import Context, GapError, Probe, Target, probes
from auditor_plugins.backup.clock import clock
from auditor_plugins.backup.collect import read
from auditor_plugins.backup.listing import listing_of, read_file
from auditor_plugins.backup.process import Ask, asker
from auditor_plugins.backup.read import places
from auditor_plugins.backup.settings import diagnosed, policies


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Whether the snapshots can be listed, whether the repository could be changed too, and what
    can be told of its clock.

    Raises:
        GapError: the snapshots cannot be listed.
    """
    options = target.options
    if options.output:
        read_file(target, options.output)
        yield Probe("reach", True, "the recorded file can be read", "记录文件可读")
        listing = listing_of(target, None)
        yield from clock(target, read(target, context, None, listing), context.now)
        return
    ask = asker(target)
    listing = listing_of(target, ask)
    yield Probe("reach", True, f"{options.tool} answers", f"{options.tool} 有应答")
    found = read(target, context, ask, listing)
    lacking = (*listing.problems, *_unknown(target, context, ask, listing.text))
    for error in lacking:
        yield Probe("rights", False, error.message, error.message_zh)
    if not lacking:
        en, zh = f"{len(found)} snapshots can be listed", f"可列出 {len(found)} 个快照"
        yield Probe("rights", True, en, zh)
    yield from _excess(target)
    yield from clock(target, found, context.now)


def _unknown(target: Target, context: Context, ask: Ask, text: str) -> list[GapError]:
    """Why the retention policies are not known."""
    known = diagnosed(target, context, ask)
    problem = policies(target, places(text, target.options.tool), known).problem
    return [problem] if problem else []


def _excess(target: Target) -> Iterator[Probe]:
    options = target.options
    path = options.repository or ""
    if path and ":" not in path and options.check == "none":
        can_write = probes.may(target.base / path, os.W_OK)
        en = "the repository may be written; to read it is enough"
        zh = "可写入备份库;只读权限即可"
        fine = "the repository may be read only", "备份库为只读"
        yield Probe("excess", False, en, zh) if can_write else Probe("excess", True, *fine)
