"""What `auditor doctor` shows of a mail target: files there, readable, and not writable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.api import Context, Probe, Target
from auditor.api.probes import files, written
from auditor.api.trees import Tree


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Reach, rights and excess; of logs the clock that stamps them."""
    tree, options = Tree.of(target), target.options
    logs = [path for pattern in options.logs for path in _matched(tree, pattern)]
    wanted = [*_named(tree, target), *logs]
    wanted += [path for pattern in options.stores for path in _matched(tree, pattern)]
    yield from files((path, tree.show(path)) for path in wanted)
    if logs:
        yield written(((path, tree.show(path)) for path in logs), context.now)


def _named(tree: Tree, target: Target) -> Iterator[Path]:
    options = target.options
    if options.postfix:
        yield from (tree.place(options.postfix) / name for name in ("main.cf", "master.cf"))
    if options.dovecot:
        yield tree.place(options.dovecot)


def _matched(tree: Tree, pattern: str) -> list[Path]:
    return tree.glob(pattern) or [tree.place(pattern)]
