"""Text encodings without guessing: a byte-order mark, else strict UTF-8, else strict GB18030."""

from __future__ import annotations

import codecs

from auditor.api.tabular.tables import unreadable

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHUNK = 1 << 20


def encoding_of(data: bytes, wanted: str, whole: bool = True) -> str:
    """The encoding that all of `data` is valid in.

    Parameters:
        wanted: `auto`, or the encoding that the configuration tells.
        whole: false for the beginning of a file, which may end within a character.

    Raises:
        GapError: invalid; the bytes are not text of that encoding. The message names the line.
    """
    candidates = _candidates(data, wanted)
    positions = [_first_error(data, name, whole) for name in candidates]
    for name, position in zip(candidates, positions, strict=True):
        if position is None:
            return name
    line = data.count(b"\n", 0, max(filter(None, positions), default=0)) + 1
    raise unreadable(
        f"line {line}: the bytes are not {' or '.join(candidates)} text;"
        " name the file's encoding under encoding:",
        f"第 {line} 行：字节不是 {' 或 '.join(candidates)} 文本；请在 encoding: 中写明文件的编码",
    )


def _candidates(data: bytes, wanted: str) -> tuple[str, ...]:
    if wanted != "auto":
        is_utf8 = codecs.lookup(wanted).name == "utf-8"
        return ("utf-8-sig",) if is_utf8 else (wanted,)
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    return (marked,) if marked else ("utf-8", "gb18030")


def _first_error(data: bytes, encoding: str, whole: bool) -> int | None:
    """Offset of the first chunk's undecodable byte or NUL, None when there is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(data), CHUNK):
        end = start + CHUNK
        try:
            text = decoder.decode(data[start:end], whole and end >= len(data))
        except UnicodeError as error:
            return start + int(getattr(error, "start", 0))
        if "\0" in text:
            return start
    return None
