"""What `auditor doctor` shows of a host before it is collected."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, Probe, Target
from auditor.api.probes import denied, excess
from auditor_plugins.linux.collector import collect
from auditor_plugins.linux.hosts import open_host

ACCOUNTS = "/etc/passwd"


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Reach, rights and excess. The clock of a running host is ours, and that of a tree is none.

    Raises:
        GapError: when the host itself cannot be reached.
    """
    host = open_host(target)
    shown = host.locate(ACCOUNTS)
    if host.exists(ACCOUNTS):
        yield Probe("reach", True, f"{shown} is there", f"{shown} 存在")
    else:
        yield Probe("reach", False, f"{shown} is missing: no host?", f"{shown} 不存在,不是主机?")
    yield from denied(collect(target, context))
    root = target.base / (target.options.root or "/")
    yield from excess([(root / ACCOUNTS.lstrip("/"), shown), (root / "etc", host.locate("/etc"))])
