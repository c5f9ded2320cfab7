"""SARIF 2.1.0, archive profile: one run for each environment, everything in it.

Specification: OASIS SARIF 2.1.0 with errata 01.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sarif_om as om

from auditor.api.hooks import ReportOptions
from auditor.api.run import Revision, Run, SourceRecord
from auditor.reports.convert import plain
from auditor.reports.messages import say
from auditor.reports.places import ROOT
from auditor.reports.sarif_notes import descriptors, invocation, stamp, utc
from auditor.reports.sarif_results import artifact, results
from auditor.reports.sarif_rules import HOME, rule
from auditor.reports.sarif_taxonomies import Taxonomy, collect, component
from auditor.reports.sarif_view import View
from auditor.reports.stream import Each, Members, Rows, stream

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
REDACTED = ("***",)
"""What stands in masked text for what was taken out."""


def render(run: Run, options: ReportOptions) -> Iterator[bytes]:
    """Yield the archive profile of `run`."""
    shown = run.environments
    return document(View(run, one, one.outcomes, options.lang) for one in shown)


def document(views: Iterable[View]) -> Iterator[bytes]:
    """Yield a SARIF log with one run for each view."""
    runs = Each(map(_run, views))
    yield from stream(Members({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}))
    yield b"\n"


def _run(view: View) -> Members:
    taxonomies = collect(view.controls())
    run = om.Run(
        tool=_tool(view, taxonomies),
        invocations=[invocation(view)],
        automation_details=om.RunAutomationDetails(id=_identity(view)),
        original_uri_base_ids={ROOT: _root(view.lang)},
        artifacts=_artifacts(view) or None,
        taxonomies=_taxonomies(view, taxonomies) or None,
        language=view.lang,
        column_kind="unicodeCodePoints",
        redaction_tokens=list(REDACTED),
        version_control_provenance=_provenance(view.run.revision),
        properties=_properties(view),
        results=Rows(results(view)),
    )
    return Members(plain(run))


def _taxonomies(view: View, taxonomies: dict[str, Taxonomy]) -> list[om.ToolComponent]:
    known = view.run.frameworks
    return [component(taxonomy, known, view.lang) for taxonomy in taxonomies.values()]


def _identity(view: View) -> str:
    return f"auditor/{view.environment.name}/{stamp(view.run.as_of)}"


def _tool(view: View, taxonomies: dict[str, Taxonomy]) -> om.Tool:
    lang, run = view.lang, view.run
    driver = om.ToolComponent(
        name="auditor",
        version=run.version,
        information_uri=HOME,
        language=lang,
        short_description=om.MultiformatMessageString(text=say(lang, "driver")),
        rules=[rule(control, lang, taxonomies) for control in view.controls()],
        notifications=descriptors(lang),
        supported_taxonomies=[taxonomy.reference() for taxonomy in taxonomies.values()] or None,
    )
    return om.Tool(driver=driver, extensions=_extensions(run) or None)


def _extensions(run: Run) -> list[om.ToolComponent]:
    return [
        om.ToolComponent(name=found.name, version=found.version, properties={"kind": found.kind})
        for found in dict.fromkeys(run.extensions)
    ]


def _provenance(found: Revision | None) -> list[om.VersionControlDetails] | None:
    if found is None:
        return None
    return [
        om.VersionControlDetails(
            repository_uri=found.repository,
            revision_id=found.revision,
            branch=found.branch or None,
            mapped_to=om.ArtifactLocation(uri_base_id=ROOT),
        )
    ]


def _root(lang: str) -> om.ArtifactLocation:
    return om.ArtifactLocation(description=om.Message(text=say(lang, "root")))


def _artifacts(view: View) -> list[om.Artifact]:
    """One artifact for each source, with the evidence that was read from it."""
    read: dict[tuple[str, str], list[SourceRecord]] = {}
    for source in view.environment.sources:
        read.setdefault((source.uri, source.sha256), []).append(source)
    return [
        om.Artifact(
            location=artifact(uri, view.relative),
            hashes={"sha-256": digest} if digest else None,
            roles=["analysisTarget"],
            properties={"evidence": [_evidence(record) for record in records]},
        )
        for (uri, digest), records in read.items()
    ]


def _evidence(record: SourceRecord) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "target": record.target,
        "collector": record.collector,
        "items": record.items,
        "collectedAt": utc(record.collected_at),
    }


def _properties(view: View) -> dict[str, Any]:
    run, environment = view.run, view.environment
    left_out = [{"control": left.control, "reason": left.reason} for left in environment.left_out]
    return {
        "environment": environment.name,
        "profile": environment.profile,
        "organisation": run.organisation,
        "engine": run.engine,
        "failOn": run.fail_on.value,
        "allowGaps": run.allow_gaps,
        "counts": environment.counts(),
        "leftOut": left_out,
        "omittedFindings": view.omitted,
        "omittedEnvironments": list(view.dropped),
        "environmentTags": list(environment.tags),
    }
