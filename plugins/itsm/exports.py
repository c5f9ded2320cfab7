"""Approvals in JSON files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.api import GapError, GapReason, Location, Source, Target
from auditor_plugins.itsm.document import parse
from auditor_plugins.itsm.paths import Paths
from auditor_plugins.itsm.rows import Found

MAX_FILE = 512 << 20


def of_files(
    pattern: str, target: Target, where: tuple[str, str], paths: Paths, errors: list[GapError]
) -> tuple[Iterator[Found], Source]:
    """The approvals of all files of a pattern; a file that cannot be used is an error of its own.

    Raises:
        GapError: absent; there is none.
    """
    names = sorted(path.relative_to(target.base).as_posix() for path in matches(target, pattern))
    if not names:
        raise GapError(GapReason.ABSENT, "there is no such file", None, "文件不存在")
    found: list[Found] = []
    digest = hashlib.sha256()
    for name in names:
        try:
            data = _read(target.base / name)
            digest.update(data)
            document = _parsed(data)
            for item in paths.items(document, *where):
                loc = Location(name, getattr(item, "line", None))
                found.append((dict(item), document, (name, loc.line), loc.as_dict()))
        except GapError as error:
            at = Location(name)
            errors.append(GapError(error.reason, error.message, at, error.message_zh))
    return iter(found), Source(pattern, digest.hexdigest())


def matches(target: Target, pattern: str) -> list[Path]:
    """The files that a name or pattern stands for."""
    if not any(sign in pattern for sign in "*?["):
        return [target.base / pattern] if (target.base / pattern).exists() else []
    return [path for path in target.base.glob(pattern) if path.is_file()]


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise GapError(GapReason.INVALID, "the file is too large", None, "文件过大")
        return path.read_bytes()
    except PermissionError:
        raise GapError(GapReason.DENIED, "may not be read", None, "无权读取") from None
    except OSError:
        raise GapError(GapReason.ABSENT, "cannot be read", None, "无法读取") from None


def _parsed(data: bytes) -> Any:
    try:
        return parse(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise GapError(GapReason.INVALID, "not JSON in UTF-8", None, "不是 UTF-8 的 JSON") from None
