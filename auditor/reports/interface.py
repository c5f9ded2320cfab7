"""The built-in formats by name; a format's module is loaded when it is first used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from auditor.api.hooks import Report, ReportOptions
from auditor.api.run import Run


@dataclass(frozen=True, slots=True)
class BuiltinReport:
    """A format of this package. `module` has a `render(run, options)`.

    Loading late keeps `auditor --version` free of rich and sarif-om.
    """

    name: str
    summary: str
    module: str

    def render(self, run: Run, options: ReportOptions) -> Iterable[bytes]:
        """Yield the report of `run` in chunks of UTF-8."""
        return cast(Iterable[bytes], import_module(self.module).render(run, options))


_FORMATS = (
    BuiltinReport("text", "what a person reads in a terminal", "auditor.reports.text"),
    BuiltinReport("json", "stable JSON for other programs", "auditor.reports.json"),
    BuiltinReport("sarif", "SARIF 2.1.0, everything, for the archive", "auditor.reports.sarif"),
    BuiltinReport(
        "sarif-github",
        "SARIF 2.1.0, open findings within the limits of GitHub code scanning",
        "auditor.reports.sarif_github",
    ),
)
BUILTIN = cast(tuple[Report, ...], _FORMATS)
"""Formats that need no plugin."""
