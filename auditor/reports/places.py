"""Places as people read them and as URIs."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from auditor.api.models import Control, Location, Outcome, Verdict
from auditor.api.run import EnvironmentRun, Run

ROOT = "ENVROOT"
"""uriBaseId of relative paths: the folder of the configuration."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@lru_cache(maxsize=8192)
def uri(file: str) -> str:
    """`file` as a URI reference (RFC 3986): relative stays relative, `/x` becomes `file:///x`.

    Bytes of a file name that are not UTF-8 are kept as they are, percent-encoded.
    """
    if _SCHEME.match(file):
        return quote(_octets(file), safe="/:?#[]@!$&'()*+,;=%-._~")
    path = quote(_octets(file), safe="/")
    return f"file://{path}" if path.startswith("/") else path


def _octets(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")


def shown(location: Location) -> str:
    """`file:line`, or `file` where no line is known."""
    return f"{location.file}:{location.line}" if location.line else location.file


def home(run: Run, environment: EnvironmentRun, outcome: Outcome) -> Location:
    """Where an outcome without a place of its own stands.

    The place of a gap that it waits for, else the first source of the control's evidence kinds,
    else the configuration: somebody who wants to change the outcome starts there.
    """
    for gap in outcome.gaps:
        if gap.location and outcome.verdict is Verdict.NOT_EVALUATED:
            return gap.location
    control = run.controls[outcome.control]
    files = _sources(environment, outcome)
    found = (files[kind] for kind in _kinds(control) if kind in files)
    return Location(next(found, run.config or "auditor.yaml"), 1)


def _kinds(control: Control) -> tuple[str, ...]:
    return control.evidence + control.optional_evidence


def _sources(environment: EnvironmentRun, outcome: Outcome) -> dict[str, str]:
    files: dict[str, str] = {}
    for source in environment.sources:
        if source.uri and outcome.target in ("", source.target):
            files.setdefault(source.kind, source.uri)
    return files
