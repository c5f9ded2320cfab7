"""What `auditor doctor` shows of a cluster before it collects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from auditor.api import Context, GapError, GapReason, Probe, Target
from auditor.api.probes import clock, excess, http_date
from auditor_plugins.kubernetes.client import opened
from auditor_plugins.kubernetes.collect import ROOMS, promised
from auditor_plugins.kubernetes.listing import OK, refused
from auditor_plugins.kubernetes.manifests import Manifests
from auditor_plugins.kubernetes.objects import Ask, table, text
from auditor_plugins.kubernetes.resources import API, Resource

SECRETS = Resource("", "v1", "secrets")
EXCESS = (SECRETS, Resource("", "v1", "configmaps"))


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Reach, rights, rights beyond what is needed, and the clock.

    Raises:
        GapError: it cannot be reached, or the kubeconfig cannot be used.
    """
    with ExitStack() as stack:
        if target.options.manifests:
            yield from _files(target)
        if target.options.kubeconfig:
            yield from probes(stack.enter_context(opened(target)), target, context)


def _files(target: Target) -> Iterator[Probe]:
    """Files have no clock of their own."""
    found = Manifests(target)
    for one in found.problems:
        check = "rights" if one.reason is GapReason.DENIED else "reach"
        yield Probe(check, False, one.message, one.message_zh)
    if not found.problems:
        yield Probe("reach", True, "all manifests are there", "所有清单文件均已找到")
        yield Probe("rights", True, "all manifests may be read", "所有清单文件均可读取")
    yield from excess(found.files)


def probes(ask: Ask, target: Target, context: Context) -> Iterator[Probe]:
    """What the API shows."""
    answer = ask("/version")
    version = text(table(answer["body"]).get("gitVersion")) or "?"
    yield Probe("reach", True, f"Kubernetes {version}", f"Kubernetes {version}")
    yield from _rights(ask, target)
    yield from _excess(ask)
    yield clock(http_date(answer["date"]), context.now)


def _rights(ask: Ask, target: Target) -> Iterator[Probe]:
    needed = sorted({name for kind in promised(target.options) for name in ROOMS[kind][1]})
    lacking = [error for name in needed if name in API and (error := _lacks(ask, API[name]))]
    yield from (Probe("rights", False, one.message, one.message_zh) for one in lacking)
    if not lacking:
        yield Probe("rights", True, "all that is promised may be read", "所需内容均可读取")


def _lacks(ask: Ask, resource: Resource) -> GapError | None:
    answer = ask(f"{resource.path}?limit=1")
    return None if answer["status"] == OK else refused(answer["status"], resource)


def _excess(ask: Ask) -> Iterator[Probe]:
    """Asks for one object that cannot be, so that no secret leaves the server."""
    held = [one.name for one in EXCESS if _lists(ask, one)]
    if held:
        text_ = f"more may be listed than is needed: {', '.join(held)}"
        yield Probe("excess", False, text_, f"可列出的内容超出所需:{', '.join(held)}")
    else:
        yield Probe("excess", True, "no secret may be listed", "无权列出 Secret")


def _lists(ask: Ask, resource: Resource) -> bool:
    path = f"{resource.path}?limit=1&fieldSelector=metadata.name%3Dauditor-asks-for-none"
    return bool(ask(path)["status"] == OK)
