"""Collector of git repositories: remotes, visibility, protection, owners of code, contents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.api import Collector, Late, hookimpl


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `git`; its modules load when it is asked for."""

    return (
        Collector(
            name="git",
            version="1.0",
            target_type="git",
            options=Late("auditor_plugins.git.options:Options"),
            kinds=Late("auditor_plugins.git.options:promised"),
            collect=Late("auditor_plugins.git.collect:collect"),
            timeout=900.0,
            summary="Git repositories and exports of GitHub, GitLab and Gitee",
            probe=Late("auditor_plugins.git.probe:probe"),
        ),
    )


@hookimpl
def auditor_schemas() -> Mapping[str, Mapping[str, Any]]:
    """The kinds that this plugin brings: `repositories` and `repository_files`."""
    from auditor_plugins.git.schemas import SCHEMAS  # noqa: PLC0415

    return SCHEMAS
