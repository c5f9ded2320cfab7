"""`pgbackrest verify`: the one check of pgBackRest that only reads its repositories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from auditor.api import GapError, GapReason
from auditor_plugins.backup.check import Check, check_of, named
from auditor_plugins.backup.failures import error_of
from auditor_plugins.backup.process import Ask

COMMAND = "pgbackrest --log-level-file=off --stanza={} --repo={} --output=text --verbose verify"
STANZA = re.compile(r"[\w.-]+")
DAMAGE = re.compile(r"(?:missing|checksum invalid|size invalid): [1-9]")
SOUND = re.compile(r"^status: ok$", re.M)


def verified(
    places: Iterable[tuple[int | None, str]], ask: Ask, now: datetime
) -> dict[tuple[int | None, str], Check]:
    """The check of each stanza in each repository."""
    return {place: _verified(*place, ask, now) for place in places}


def _verified(repo: int | None, stanza: str, ask: Ask, now: datetime) -> Check:
    if not STANZA.fullmatch(stanza):
        en, zh = "a stanza's name is none that can be asked for", "stanza 名称无法用于查询"
        return Check(problem=named(GapError(GapReason.INVALID, en, None, zh)))
    try:
        answer = ask(COMMAND.format(stanza, repo or 1))
    except GapError as error:
        return Check(problem=named(error))
    return _judged(answer, repo or 1, now)


def _judged(answer: dict[str, Any], repo: int, now: datetime) -> Check:
    """Only damage that it names counts as a failed check: it also ends with "status: error" where
    the password is wrong or a file may not be read.
    """
    if answer["code"]:
        return Check(problem=named(error_of("pgbackrest", answer)))
    if DAMAGE.search(answer["out"]):
        return check_of(now, "failed")
    if SOUND.search(answer["out"]):
        return check_of(now, "ok")
    en = f"pgbackrest: repository {repo} is not verified: a file may not be read, or is damaged"
    zh = f"pgbackrest:无法校验备份库 {repo}:文件无权读取或已损坏"
    return Check(problem=named(GapError(GapReason.DENIED, en, None, zh)))
