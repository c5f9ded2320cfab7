"""`secret_scan` from reports of gitleaks and from settings: where a secret stands, never it."""

from __future__ import annotations

from typing import Any

from auditor.api import Context, Item, Location, Target
from auditor_plugins.git.exports import Document, documents
from auditor_plugins.git.forge import WRONG, misfit
from auditor_plugins.git.local import Local
from auditor_plugins.git.options import Report


def rows(target: Target, report: Report) -> list[Item]:
    """The findings of one report, by their identifiers.

    Raises:
        GapError: when it cannot be read, or holds something else.
    """
    found = {}
    for document in documents(target.base, report.path):
        try:
            row = _row(report, document)
        except WRONG:
            raise misfit(document, "a finding of gitleaks") from None
        found[row["finding_id"]] = row
    return [found[name] for name in sorted(found)]


def settings(target: Target, context: Context, found: list[Local]) -> list[Item]:
    """Passwords and tokens in the settings of repositories on this machine."""
    return [
        {
            "finding_id": f"{one.name}:config:{one.secret_line}",
            "host": target.name,
            "path": one.config(),
            "rule": "credential-in-git-config",
            "found_at": context.now.isoformat(),
            "_loc": Location(one.config(), one.secret_line).as_dict(),
        }
        for one in found
        if one.secret_line
    ]


def _row(report: Report, document: Document) -> Item:
    value: dict[str, Any] = document.value
    file, line, rule = _text(value["File"]), int(value["StartLine"]), _text(value["RuleID"])
    place = Location(f"{report.repository}/{file}", line or None)
    parts = (report.repository, str(value.get("Commit") or ""), file, rule, str(line))
    row: Item = {
        "finding_id": ":".join(part for part in parts if part),
        "host": report.repository,
        "path": file,
        "rule": rule,
        "found_at": report.scanned_at.isoformat(),
        "_loc": place.as_dict(),
    }
    author = value.get("Author")
    return row | ({"owner": author} if isinstance(author, str) and author else {})


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("expected text")
    return value
