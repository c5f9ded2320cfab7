"""What `auditor doctor` shows of a share before it is collected."""

from __future__ import annotations

import os
from collections.abc import Iterator

from auditor.api import Context, Probe, Target, probes
from auditor_plugins.shares import mounts, state
from auditor_plugins.shares.places import Place, places
from auditor_plugins.shares.problems import error_of


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """For each tree: may it be listed, does its mount tell rights, may we write."""
    found = places(target)
    for place in found:
        yield from _tree(place)
    if name := target.options.state:
        wrong = state.wrong(target, found)
        text, zh = wrong or ("the state can be kept", "状态文件可用")
        yield Probe("rights", wrong is None, f"{name}: {text}", f"{name}:{zh}")


def _tree(place: Place) -> Iterator[Probe]:
    at = place.located
    try:
        with os.scandir(place.top):
            yield Probe("reach", True, f"{at} can be listed", f"{at} 可以列出")
    except OSError as error:
        gap = error_of(at, error)
        check = "rights" if gap.reason == "denied" else "reach"
        yield Probe(check, False, gap.message, gap.message_zh)
        return
    systems = mounts.file_systems(place.top, mounts.mounts())
    told, names = not mounts.MADE_UP & set(systems), ", ".join(systems) or "its file system"
    text = f"{at}: {names} {'tells' if told else 'does not tell'} rights"
    yield Probe("rights", told, text, f"{at}:{names} {'能' if told else '不能'}反映真实权限")
    yield from _excess(place)


def _excess(place: Place) -> Iterator[Probe]:
    """Writing is more than an audit needs; the superuser is told apart by where it may write."""
    if probes.may(place.top, os.W_OK):
        text = f"{place.located}: the auditing account may write; mount it read-only"
        yield Probe("excess", False, text, f"{place.located}:审计账号可写;请只读挂载")
    else:
        text = f"{place.located}: the auditing account may not write"
        yield Probe("excess", True, text, f"{place.located}:审计账号不可写")
