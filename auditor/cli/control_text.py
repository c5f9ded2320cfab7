"""A control in plain words."""

from __future__ import annotations

from auditor.api import Control
from auditor.cli.words import say


def control_text(control: Control, lang: str) -> str:
    """A control in plain words: duty, evidence, how it is decided, how to fix."""
    lines = [
        f"{control.id}  {control.text('title', lang)}",
        "",
        _entry(lang, "Obligation", control.text("description", lang)),
        _entry(lang, "Clause", ", ".join(filter(None, (control.clause, *control.related)))),
        _entry(lang, "Severity", control.severity.value),
        _entry(lang, "Topic", control.topic),
        _entry(lang, "Evidence needed", ", ".join(control.evidence)),
        _entry(lang, "Optional evidence", ", ".join(control.optional_evidence)),
        _entry(lang, "Evidence is fresh for", _hours(control, lang)),
        _entry(lang, "If the register is empty", _empty(control, lang)),
        _entry(lang, "When it passes", _passing(control, lang)),
        _entry(lang, "Parameters", _params(control)),
        _entry(lang, "How to fix", control.text("action", lang)),
        _entry(lang, "Frameworks", "; ".join(control.frameworks)),
        _entry(lang, "Decided by", control.source),
    ]
    return "\n".join(line for number, line in enumerate(lines) if line or number == 1)


def _entry(lang: str, key: str, text: str) -> str:
    return f"{say(lang, key)}: {text}" if text else ""


def _hours(control: Control, lang: str) -> str:
    return say(lang, "{n} h", n=control.max_age_seconds // 3600)


def _empty(control: Control, lang: str) -> str:
    if control.fail_when_empty:
        return say(lang, "fails: the document demands that it exists")
    return say(lang, "not applicable")


def _passing(control: Control, lang: str) -> str:
    if control.assurance == "attested":
        return say(lang, "Attested: a person must judge; the outcome is review, never pass.")
    return say(
        lang,
        "All of the evidence above was collected, is valid and fresh, a subject is in scope, and "
        "the rule finds no fault.",
    )


def _params(control: Control) -> str:
    return "".join(f"\n  {name}: {value}" for name, value in control.params.items())
