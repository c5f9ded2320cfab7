"""How long logrotate(8) keeps a log of a web server."""

from __future__ import annotations

import os
from collections.abc import Sequence

from auditor.api import GapError, GapReason, logrotate
from auditor.api.trees import Tree, is_folder
from auditor_plugins.web.site import Said


def retention(tree: Tree, patterns: tuple[str, ...], log: str) -> Said | None:
    """Whole days that `log` is kept at least; None where nothing or its size decides."""

    def read(path: str) -> Sequence[str]:
        if path == START:
            return [f"include {one}" for pattern in patterns for one in _paths(tree, pattern)]
        try:
            return [line.text for line in tree.lines(tree.place(path))]
        except GapError as error:
            if error.reason is GapReason.ABSENT:
                return ()
            raise

    def names(path: str) -> Sequence[str] | None:
        at = tree.place(path)
        return os.listdir(tree.checked(at)) if is_folder(at) else None  # noqa: PTH208 - names

    kept = logrotate.retention(logrotate.blocks(read, names, START), log)
    return Said(str(kept.days), tree.at(tree.place(kept.at.path), kept.at.line)) if kept else None


START = "the options"
"""The files of the options as one configuration, which includes them."""


def _paths(tree: Tree, pattern: str) -> list[str]:
    """The paths that match, absolute ones as on the host."""
    base = tree.root if pattern.startswith("/") else tree.base
    sign = "/" if pattern.startswith("/") else ""
    return [sign + path.relative_to(base).as_posix() for path in tree.glob(pattern)]
