"""What `auditor doctor` shows of structured files before they are read."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, Probe, Target
from auditor.api.probes import Named, files
from auditor_plugins.files.collect import found_by


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Whether each path leads to files, that may be read and not changed. Files have no clock."""
    yield from files(one for pattern in target.options.paths for one in _named(target, pattern))


def _named(target: Target, pattern: str) -> list[Named]:
    """The files of a path; without any, a name that says that there is none."""
    found, refused = found_by(target, pattern)
    return [*found, *refused] or [(target.base / pattern / "*", pattern)]
