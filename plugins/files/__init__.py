"""Collector of structured files: YAML, JSON, TOML, INI, XML, HCL, .env, properties, Dockerfile."""

from __future__ import annotations

from auditor.api import Collector, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `files`; its parsers load when a file needs them."""
    from auditor_plugins.files.collect import KIND, collect  # noqa: PLC0415
    from auditor_plugins.files.options import Options  # noqa: PLC0415

    return (
        Collector(
            name="files",
            version=VERSION,
            target_type="files",
            options=Options,
            kinds=lambda _: (KIND,),
            collect=collect,
            timeout=600.0,
            summary="configuration kept in structured files, for conftest and Trivy policies",
        ),
    )
