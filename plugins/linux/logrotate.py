"""How long logrotate(8) keeps a log of a host."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.api import GapError, Host, Location, logrotate
from auditor_plugins.linux.common import Valued, is_absent, read_lines

MAIN = "/etc/logrotate.conf"


def retention(host: Host, log: str) -> Valued | None:
    """Whole days that `log` is kept at least; None when nothing or the size decides."""

    def read(path: str) -> Sequence[str]:
        try:
            return [line.text for line in read_lines(host, path)]
        except GapError as error:
            if is_absent(error):
                return ()
            raise

    def names(path: str) -> Sequence[str] | None:
        there = host.exists(path) and host.stat(path).kind == "dir"
        return host.names(path) if there else None

    kept = logrotate.retention(logrotate.blocks(read, names, MAIN), log)
    return Valued(kept.days, Location(host.locate(kept.at.path), kept.at.line)) if kept else None
