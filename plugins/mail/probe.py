"""What `auditor doctor` shows of a mail target: files there, readable, and not writable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from auditor.api import Context, Probe, Target
from auditor.api.trees import Tree, is_folder


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Reach, rights and excess. A log's clock is judged by nobody: it is the host's own past."""
    tree = Tree.of(target)
    wanted = list(_wanted(tree, target))
    missing = [path for path in wanted if not os.path.lexists(path)]
    shown = ", ".join(tree.show(path) for path in missing)
    text, text_zh = (f"missing: {shown}", f"不存在:{shown}") if missing else ("found", "已找到")
    yield Probe("reach", not missing, text, text_zh)
    there = [path for path in wanted if path not in missing]
    yield _rights(tree, [path for path in there if not _may(path, _right(path))])
    yield _excess(tree, [path for path in there if _may(path, os.W_OK)])


def _wanted(tree: Tree, target: Target) -> Iterator[Path]:
    options = target.options
    if options.postfix:
        yield from (tree.place(options.postfix) / name for name in ("main.cf", "master.cf"))
    if options.dovecot:
        yield tree.place(options.dovecot)
    for pattern in (*options.logs, *options.stores):
        yield from tree.glob(pattern) or [tree.place(pattern)]


def _may(path: Path, right: int) -> bool:
    return os.access(path, right, effective_ids=os.access in os.supports_effective_ids)


def _right(path: Path) -> int:
    return os.R_OK | os.X_OK if is_folder(path) else os.R_OK


def _rights(tree: Tree, denied: list[Path]) -> Probe:
    if not denied:
        return Probe("rights", True, "all may be read", "均可读取")
    shown = ", ".join(tree.show(path) for path in denied)
    return Probe("rights", False, f"read (r) is missing on: {shown}", f"缺少读取权限:{shown}")


def _excess(tree: Tree, writable: list[Path]) -> Probe:
    if not writable:
        return Probe("excess", True, "nothing may be changed", "均不可修改")
    text = f"{len(writable)} of the files may be changed; reading is enough"
    return Probe("excess", False, text, f"其中 {len(writable)} 个文件可被修改,只需读取权限")
