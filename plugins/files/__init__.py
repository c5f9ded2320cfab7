"""Collector of structured files: YAML, JSON, TOML, INI, XML, HCL, .env, properties, Dockerfile."""

from __future__ import annotations

from auditor.api import Collector, Late, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `files`; its parsers load when a file needs them."""
    return (
        Collector(
            name="files",
            version=VERSION,
            target_type="files",
            options=Late("auditor_plugins.files.options:Options"),
            kinds=lambda _: ("structured_files",),
            collect=Late("auditor_plugins.files.collect:collect"),
            probe=Late("auditor_plugins.files.probe:probe"),
            timeout=600.0,
            summary="configuration kept in structured files, for conftest and Trivy policies",
        ),
    )
