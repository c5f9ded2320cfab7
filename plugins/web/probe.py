"""What `auditor doctor` shows of a web target: files and servers there, readable, not writable."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, Gap, GapReason, Probe, Target
from auditor.api.probes import denied, excess, reach
from auditor.api.trees import Tree
from auditor_plugins.web.collector import collect

SILENT = (GapReason.UNREACHABLE, GapReason.TIMEOUT)


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Reach, rights and excess. Files have no clock, and a handshake tells none."""
    tree, options = Tree.of(target), target.options
    paths = [tree.place(path) for path in (options.nginx, options.apache) if path]
    names = [(path, tree.show(path)) for path in paths]
    yield reach(names)
    found = list(collect(target, context))
    silent = {one.message: one for one in found if isinstance(one, Gap) and one.reason in SILENT}
    yield from (Probe("reach", False, one.message, one.message_zh) for one in silent.values())
    yield from denied(found)
    yield from excess(names)
