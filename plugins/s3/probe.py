"""What `auditor doctor` shows of an object store."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, GapError, Probe, Target
from auditor.api.probes import clock, http_date, rights
from auditor_plugins.s3.buckets import listed
from auditor_plugins.s3.client import LIST, OBJECTS, Ask, opened, question
from auditor_plugins.s3.collect import asked
from auditor_plugins.s3.options import Options

FEW = 20
"""Buckets that are looked into for rights to the objects."""


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Reach, rights, rights beyond what is needed, and the clock.

    Raises:
        GapError: the store cannot be reached, or its buckets may not be listed.
    """
    yield from probes(opened(target), target, context)


def probes(ask: Ask, target: Target, context: Context) -> Iterator[Probe]:
    """The same from anything that answers."""
    options: Options = target.options
    names = sorted(filter(options.chosen, options.named() or listed(ask, options)))
    yield Probe("reach", True, f"{len(names)} buckets", f"{len(names)} 个存储桶")
    yield _clock(ask, context)
    yield from rights(asked(ask, target, context))
    yield _excess(ask, names)


def _excess(ask: Ask, names: list[str]) -> Probe:
    open_ = [name for name in names[:FEW] if "ok" in ask(question(OBJECTS, name))]
    if open_:
        text = f"objects may be listed, which is not needed (s3:ListBucket): {open_[0]}"
        return Probe("excess", False, text, f"可列出对象,超出所需(s3:ListBucket):{open_[0]}")
    return Probe("excess", True, "objects may not be listed", "无法列出对象")


def _clock(ask: Ask, context: Context) -> Probe:
    try:
        date = ask(question(LIST)).get("date", "")
    except GapError:
        date = ""
    return clock(http_date(date), context.now)
