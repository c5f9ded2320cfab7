"""What `auditor doctor` shows of registers before they are read."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, Probe, Target
from auditor.api.probes import files
from auditor_plugins.registers.files import locate


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Whether the files are there, may be read, and may not be changed. Files have no clock."""
    places = (locate(target.base, register.path) for register in target.options.files)
    yield from files((place.path, place.shown) for place in places)
