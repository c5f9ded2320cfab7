"""`mail_web_filter`: what Postfix and rspamd do against forged mail, attachments and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.api import GapError, GapReason, Item, Location
from auditor.api.trees import Tree
from auditor_plugins.mail.main_cf import Settings, Value
from auditor_plugins.mail.options import Domain, Options
from auditor_plugins.mail.postfix import Postfix

RSPAMD = re.compile(r"rspamd|:11332\b")
OPENDKIM = re.compile(r"opendkim|:(?:8891|12301)\b")
CHECKS = ("mime_header_checks", "header_checks", "milter_header_checks")
BLOCKS = re.compile(r"name.*\s(?:REJECT|DISCARD|HOLD)\b", re.IGNORECASE)
OFF = re.compile(r"^\s*enabled\s*=\s*(?:false|no|off)\b", re.MULTILINE | re.IGNORECASE)
EXTENSIONS = re.compile(r"bad_extensions|MIME_BAD", re.IGNORECASE)


def rows(tree: Tree, options: Options, postfix: Postfix | None, start: Location) -> Iterator[Item]:
    """One row a domain. SPF and DMARC stand in DNS, so the options say them.

    Raises:
        GapError: a table or a file of rspamd may not be read.
    """
    found = _found(tree, options, postfix) if postfix else {}
    for one in sorted(options.domains, key=lambda domain: domain.domain):
        yield _row(one, found, start)


def _row(one: Domain, found: dict[str, Value], start: Location) -> Item:
    said = one.model_dump(exclude_none=True, mode="json")
    row: Item = dict.fromkeys(found, True) | said
    places = {name: value.at.as_dict() for name, value in found.items() if name not in said}
    return row | {"_loc": start.as_dict(), "_locs": places}


def _found(tree: Tree, options: Options, postfix: Postfix) -> dict[str, Value]:
    """The safeguards that are on, and what switches them on."""
    hook = _hook(postfix, RSPAMD)
    found = {"dkim": _hook(postfix, OPENDKIM), "attachment_blocking": _table(tree, postfix)}
    if hook:
        folder = tree.place(options.rspamd)
        signing, forced = (_text(tree, folder, name) for name in ("dkim_signing", "force_actions"))
        kinds, links = _text(tree, folder, "mime_types"), _text(tree, folder, "phishing")
        found["url_filtering"] = None if OFF.search(links) else hook
        if signing and not OFF.search(signing):
            found["dkim"] = hook
        if EXTENSIONS.search(forced + kinds) and not OFF.search(kinds):
            found["attachment_blocking"] = hook
    return {name: value for name, value in found.items() if value}


def _hook(postfix: Postfix, pattern: re.Pattern[str]) -> Value | None:
    """The milter that every service which takes mail from elsewhere calls, or none."""
    servers = [one for one in postfix.services if one.type == "inet" and one.command == "smtpd"]
    passed = [one for one in postfix.services if one.type == "pass" and one.command == "smtpd"]
    settings: list[Settings] = [postfix.of(one) for one in servers + passed] or [postfix.settings]
    found = [one.value("smtpd_milters") for one in settings]
    return found[0] if all(pattern.search(one.text) for one in found) else None


def _table(tree: Tree, postfix: Postfix) -> Value | None:
    for name in CHECKS:
        value = postfix.settings.value(name)
        for word in postfix.settings.words(name):
            kind, _, path = word.partition(":")
            if kind in ("regexp", "pcre") and _blocks(tree, tree.place(path)):
                return value
    return None


def _blocks(tree: Tree, path: Path) -> bool:
    lines = (line.text for line in tree.lines(path))
    return any(BLOCKS.search(text) for text in lines if not text.lstrip().startswith("#"))


def _text(tree: Tree, folder: Path, module: str) -> str:
    """What local.d and override.d say of a module of rspamd; empty where they are silent."""
    texts: list[Any] = []
    for part in ("local.d", "override.d"):
        try:
            texts += [line.text for line in tree.lines(folder / part / f"{module}.conf")]
        except GapError as error:
            if error.reason is not GapReason.ABSENT:
                raise
    return "\n".join(text for text in texts if not text.lstrip().startswith("#"))
