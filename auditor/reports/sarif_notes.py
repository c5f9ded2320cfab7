"""The invocation of a SARIF run: times, exit code, and a notification for each evidence gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from sarif_om import (
    Invocation,
    Message,
    MultiformatMessageString,
    Notification,
    ReportingConfiguration,
    ReportingDescriptor,
    ReportingDescriptorReference,
)

from auditor.api.models import Gap, GapReason
from auditor.reports.messages import gate_text, say
from auditor.reports.sarif_results import literal, place
from auditor.reports.sarif_rules import HOME
from auditor.reports.sarif_view import View

OMITTED = "results-omitted"
_IDS = [f"gap-{reason.value}" for reason in GapReason]


def utc(moment: datetime) -> str:
    """RFC 3339 in UTC with `Z`, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp(moment: datetime) -> str:
    """The compact form for ids and file names: `20261121T080000Z`."""
    return utc(moment).replace("-", "").replace(":", "")


def descriptors(lang: str) -> list[ReportingDescriptor]:
    """What the notifications refer to: a descriptor for each gap reason, and the omission."""
    keys = [(f"gap-{one.value}", f"reason.{one.value}", f"do.{one.value}") for one in GapReason]
    omitted = (OMITTED, "omitted", "do.omitted")
    return [
        _descriptor(name, say(lang, what), say(lang, todo)) for name, what, todo in (*keys, omitted)
    ]


def _descriptor(name: str, what: str, todo: str) -> ReportingDescriptor:
    text = MultiformatMessageString(text=what)
    return ReportingDescriptor(
        id=name,
        name="".join(word.capitalize() for word in name.split("-")),
        short_description=text,
        full_description=text,
        help=MultiformatMessageString(text=todo, markdown=todo),
        help_uri=f"{HOME}reports#{name}",
        default_configuration=ReportingConfiguration(level="error"),
    )


def invocation(view: View) -> Invocation:
    """How the run went. It counts as successful only where it was established (codes 0 and 1)."""
    run, moment = view.run, utc(view.run.as_of)
    return Invocation(
        execution_successful=run.exit_code in (0, 1),
        exit_code=run.exit_code,
        exit_code_description=gate_text(run, view.lang),
        start_time_utc=moment,
        end_time_utc=moment,
        tool_execution_notifications=[*_omissions(view), *_gaps(view)] or None,
    )


def _gaps(view: View) -> Iterator[Notification]:
    """Gaps that a control needed are errors, the others notes."""
    environment = view.environment
    needed = dict.fromkeys(gap for outcome in environment.outcomes for gap in outcome.gaps)
    for gap in dict.fromkeys((*environment.gaps, *needed)):
        yield _gap(view, gap, "error" if gap in needed else "note")


def _gap(view: View, gap: Gap, level: str) -> Notification:
    reason, lang = gap.reason.value, view.lang
    what = say(lang, "missing", kind=gap.kind, target=gap.target, text=gap.text(lang))
    text = say(lang, "gap", reason=reason, gloss=say(lang, f"reason.{reason}"), text=what)
    return Notification(
        message=Message(text=literal(text)),
        level=level,
        descriptor=_reference(f"gap-{reason}"),
        locations=[place(gap.location, view.relative)] if gap.location else None,
        properties={"kind": gap.kind, "target": gap.target, "partial": gap.partial},
    )


def _omissions(view: View) -> Iterator[Notification]:
    counts = (
        ("omitted.findings", view.omitted),
        ("omitted.environments", len(view.dropped)),
    )
    for key, count in counts:
        if count:
            yield Notification(
                message=Message(text=say(view.lang, key, count=count)),
                level="warning",
                descriptor=_reference(OMITTED),
            )


def _reference(name: str) -> ReportingDescriptorReference:
    return ReportingDescriptorReference(id=name, index=[*_IDS, OMITTED].index(name))
