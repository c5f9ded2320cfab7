"""Rules of a SARIF run: every control that has an outcome in it."""

from __future__ import annotations

import re
from typing import Any

from sarif_om import (
    MultiformatMessageString,
    ReportingConfiguration,
    ReportingDescriptor,
)

from auditor.api.models import Control, Severity
from auditor.reports.messages import say
from auditor.reports.sarif_taxonomies import Taxonomy, relationships

HOME = "https://auditor.example/docs/"
"""Address of the documentation; each control has a page below `controls/`."""
LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
"""SARIF level of a failing result (section 3.27.10)."""
SCORES = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.5",
}
"""`security-severity`: GitHub reads over 9.0 as critical, 7.0 high, 4.0 medium, else low."""
PRECISION = {"automated": "very-high", "attested": "medium"}
_DESCRIPTION, _TAGS = 1024, 10


def rule(control: Control, lang: str, taxonomies: dict[str, Taxonomy]) -> ReportingDescriptor:
    """The reporting descriptor of `control`."""
    return ReportingDescriptor(
        id=control.id,
        name=rule_name(control),
        short_description=_text(control.text("title", lang) or control.id),
        full_description=_text(cut(_obligation(control, lang), _DESCRIPTION)),
        help=MultiformatMessageString(
            text=_help_text(control, lang), markdown=_help_markdown(control, lang)
        ),
        help_uri=_help_uri(control),
        default_configuration=ReportingConfiguration(level=LEVELS[control.severity]),
        relationships=relationships(control, taxonomies),
        properties=_properties(control),
    )


def rule_name(control: Control) -> str | None:
    """PascalCase of the control's short name (`OverdueLoan`), None where that is its id."""
    words = re.split(r"[\W_]+", control.name or control.package.rpartition(".")[2])
    name = "".join(word[:1].upper() + word[1:] for word in words)
    return name if name not in ("", control.id) else None


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, with `…` where something was cut off."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _obligation(control: Control, lang: str) -> str:
    return control.text("description", lang) or control.text("title", lang) or control.id


def _sections(control: Control, lang: str) -> list[tuple[str, str]]:
    parts = (
        ("help.obligation", _obligation(control, lang)),
        ("help.fix", control.text("action", lang)),
        ("help.clause", control.clause),
        ("help.frameworks", ", ".join(control.frameworks)),
    )
    return [(say(lang, key), text) for key, text in parts if text]


def _help_text(control: Control, lang: str) -> str:
    return "\n".join(f"{head}: {text}" for head, text in _sections(control, lang))


def _help_markdown(control: Control, lang: str) -> str:
    parts = _sections(control, lang)
    return "\n\n".join(f"**{head}**\n\n{text.replace('<', '&lt;')}" for head, text in parts)


def _help_uri(control: Control) -> str:
    links = (link for link in control.related if re.fullmatch(r"https?://[!-~]+", link))
    page = re.sub(r"[^A-Za-z0-9._~-]", "-", control.id)
    return next(links, f"{HOME}controls/{page}")


def _properties(control: Control) -> dict[str, Any]:
    tags = dict.fromkeys(("security", control.topic, *control.tags))
    return {
        "security-severity": SCORES[control.severity],
        "precision": PRECISION.get(control.assurance, "medium"),
        "tags": [tag for tag in tags if tag][:_TAGS],
        "severity": control.severity.value,
        "clause": control.clause,
        "assurance": control.assurance,
        "evidence": list(control.evidence),
    }


def _text(text: str) -> MultiformatMessageString:
    return MultiformatMessageString(text=text)
