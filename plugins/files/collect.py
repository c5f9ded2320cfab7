"""A `files` target to evidence: one row for each document of each file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from typing import Any

from auditor.api import Collected, Context, Gap, GapReason, Item, Location, Source, Target
from auditor.api.paths import matched
from auditor.api.probes import Named
from auditor.api.trees import is_folder
from auditor_plugins.files.document import Document, UnreadableError, parted
from auditor_plugins.files.formats import format_of, reader
from auditor_plugins.files.options import Options

KIND = "structured_files"
MOST_BYTES = 16 << 20


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """Read the target's files, sorted by path. A path that leads to no file is an `absent` gap, a
    file that cannot be parsed an `invalid` one; the others are judged all the same.
    """
    found: dict[Path, None] = {}
    for pattern in target.options.paths:
        files, refused = found_by(target, pattern)
        if not files and not refused:
            text, text_zh = f"{pattern}: no such file", f"{pattern}:没有这样的文件"
            yield Gap(KIND, target.name, GapReason.ABSENT, text, Location(pattern), True, text_zh)
        for _, shown in refused:
            text, text_zh = "may not be looked into (needs r and x)", "无权查看(需要 r 和 x 权限)"
            yield _gap(target, shown, GapReason.DENIED, UnreadableError(text, text_zh))
        found.update(dict.fromkeys(path for path, _ in files))
    for path in sorted(found, key=lambda path: path.as_posix()):
        yield _read(path, target)


def found_by(target: Target, pattern: str) -> tuple[list[Named], list[Named]]:
    """The files of an entry of `paths`, and what may not be looked into, with the names shown."""
    options: Options = target.options
    found = matched(target.base, pattern)
    files, refused = (
        [(path, _shown(path, target.base)) for path in paths]
        for paths in (found.files, found.refused)
    )
    if is_folder(target.base / pattern) and not options.format:
        files = [one for one in files if format_of(one[0].name)]
    return [one for one in files if not _is_left_out(one[1], options)], refused


def _is_left_out(shown: str, options: Options) -> bool:
    return any(fnmatchcase(shown, pattern) for pattern in options.exclude)


def _shown(path: Path, base: Path) -> str:
    """The path as locations show it: relative to the configuration where it lies below."""
    normal = Path(*path.parts).resolve() if ".." in path.parts else path
    return (normal.relative_to(base) if normal.is_relative_to(base) else normal).as_posix()


def _read(path: Path, target: Target) -> Collected | Gap:
    shown = _shown(path, target.base)
    name = target.options.format or format_of(path.name)
    try:
        data = _bytes(path)
        if not name:
            raise UnreadableError("unknown format; give `format`", "格式未知,请给出 format")
        documents = list(parted(reader(name)(_text(data))))
    except UnreadableError as error:
        return _gap(target, shown, GapReason.INVALID, error)
    except OSError as error:
        denied = isinstance(error, PermissionError)
        reason = GapReason.DENIED if denied else GapReason.INVALID
        return _gap(target, shown, reason, UnreadableError("cannot be read", "无法读取"))
    items = (_item(one, index, shown, name) for index, one in enumerate(documents))
    return Collected(KIND, tuple(items), Source(shown, hashlib.sha256(data).hexdigest()))


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        limit = f"{MOST_BYTES >> 20} MiB"
        raise UnreadableError(f"over {limit}", f"超过 {limit}")
    return path.read_bytes()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError("not UTF-8", "不是 UTF-8", line) from None


def _gap(target: Target, shown: str, reason: GapReason, error: UnreadableError) -> Gap:
    at = f":{error.line}" if error.line else ""
    text, text_zh = f"{shown}{at}: {error.why}", f"{shown}{at}:{error.why_zh}"
    return Gap(
        KIND, target.name, reason, text, Location(shown, error.line), True, message_zh=text_zh
    )


def _item(document: Document, index: int, shown: str, name: str) -> Item:
    lines = {at: line for at, line in document.lines.items() if at}
    item: dict[str, Any] = {
        "path": shown,
        "format": name,
        "index": index,
        "document": document.value,
        "lines": lines,
        "_loc": {"file": shown, "line": document.line},
    }
    if document.commands:
        end = max(chain([document.line], (one["end_line"] for one in document.commands)))
        item |= {"commands": list(document.commands)}
        item["_loc"]["end_line"] = end
    return item
