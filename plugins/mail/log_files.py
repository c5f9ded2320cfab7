"""Log files in the order in which they were written, plain or compressed, line by line."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from auditor.api import GapError, GapReason
from auditor.api.trees import Tree, guarded, invalid

LONGEST = 1 << 16
"""Bytes of a line that are kept."""
BLOCK = 1 << 20
BROKEN = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, OSError, ValueError)
SUFFIX = re.compile(r"[._-](\d[\d.-]*)(?:\.(?:gz|bz2|xz|zst))?\Z")


def ordered(tree: Tree, patterns: tuple[str, ...]) -> list[Path]:
    """The files of all patterns, oldest first: `log.2.gz`, `log.1`, `log`; dates ascend.

    Raises:
        GapError: `absent` where a pattern matches nothing.
    """
    found: dict[Path, None] = {}
    for pattern in patterns:
        paths = tree.glob(pattern)
        if not paths:
            text = f"{tree.show(tree.place(pattern))}: no file matches"
            raise GapError(GapReason.ABSENT, text, None, "没有匹配的日志文件")
        found |= dict.fromkeys(sorted(paths, key=_age))
    return list(found)


def _age(path: Path) -> tuple[str, int, int, str]:
    match = SUFFIX.search(path.name)
    if match is None:
        return str(path.parent), 2, 0, path.name
    digits = re.sub(r"\D", "", match.group(1))
    dated = len(digits) >= 8
    return str(path.parent), int(dated), int(digits) * (1 if dated else -1), path.name


def lines(tree: Tree, path: Path) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each line.

    Raises:
        GapError: it cannot be opened, or ends in the midst of its compressed form.
    """
    with guarded(tree, path):
        raw = tree.checked(path).open("rb")
    with raw:
        number = 0
        try:
            with _plain(raw) as file:
                for number, line in enumerate(_split(file), 1):
                    yield number, line
        except BROKEN:
            text, text_zh = "the compressed file is damaged", "压缩文件已损坏"
            raise invalid(tree, path, number + 1, text, text_zh) from None


def _split(file: IO[bytes]) -> Iterator[bytes]:
    """Lines without their ends, a block at a time; of an endless one only the end is kept."""
    held = b""
    while block := file.read(BLOCK):
        *whole, held = (held + block).split(b"\n")
        yield from whole
        held = held[-LONGEST:]
    if held:
        yield held


def _plain(raw: IO[bytes]) -> IO[bytes]:
    """The file without its compression, which its first bytes tell."""
    # typeshed wants a RawIOBase below a BufferedReader; any readable file does.
    head = raw.read(6)
    raw.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return io.BufferedReader(gzip.GzipFile(fileobj=raw), 1 << 18)  # type: ignore[arg-type]
    if head.startswith(b"\xfd7zXZ\x00"):
        return io.BufferedReader(lzma.LZMAFile(raw), 1 << 18)  # type: ignore[arg-type]
    if head.startswith(b"BZh"):
        return io.BufferedReader(bz2.BZ2File(raw), 1 << 18)  # type: ignore[arg-type]
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        import zstandard  # noqa: PLC0415 - start-up time

        reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        return io.BufferedReader(reader, 1 << 18)  # type: ignore[arg-type]
    return raw
