"""What `auditor doctor` shows of repositories and exports before they are collected."""

from __future__ import annotations

import os
from collections.abc import Iterator

from auditor.api import Context, GapError, Probe, Target
from auditor.api.probes import excess, may
from auditor_plugins.git import exports
from auditor_plugins.git.find import repositories
from auditor_plugins.git.local import Local, denied, unreadable


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """For each repository: is it one, may it be read, may we write; for exports: are they there."""
    for one in repositories(target):
        if isinstance(one, Local):
            yield from _local(one)
        else:
            yield _failed(one)
    options = target.options
    parts = (*options.exports, *options.protections, *options.members, *options.secret_reports)
    for part in parts:
        try:
            exports.documents(target.base, part.path)
            yield Probe("reach", True, f"{part.path} is JSON", f"{part.path} 是 JSON")
            yield from excess([(target.base / part.path, part.path)])
        except GapError as error:
            yield _failed(error)


def _local(one: Local) -> Iterator[Probe]:
    yield Probe("reach", True, f"{one.shown} is a repository", f"{one.shown} 是代码库")
    if unreadable(one):
        yield _failed(denied(one.shown))
    else:
        text = f"{one.shown}: all objects may be read"
        yield Probe("rights", True, text, f"{one.shown}:所有对象可读")
    writes = may(one.common, os.W_OK)
    word = "write; reading is enough" if writes else "not write"
    text = f"{one.shown}: the auditing account may {word}"
    zh = f"{one.shown}:审计账号{'可写,只读即可' if writes else '不可写'}"
    yield Probe("excess", not writes, text, zh)


def _failed(error: GapError) -> Probe:
    check = "rights" if error.reason == "denied" else "reach"
    return Probe(check, False, error.message, error.message_zh)
