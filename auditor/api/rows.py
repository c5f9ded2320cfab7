"""Rows in bulk: packed, so that a million of them need a tenth of the memory, and bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol, overload

from auditor.api.models import Collected, Gap, GapReason, Item, Source

BATCH = 1000
"""Rows that are packed, and unpacked, at a time."""
LARGE = 1 << 20
"""Bytes of text from which on a chunk is compressed."""


class Chunk(Protocol):
    """Members of a JSON array, without its brackets."""

    @property
    def text(self) -> bytes:
        """The members, parted by commas."""
        ...


class _Plain:
    __slots__ = ("text",)

    def __init__(self, text: bytes) -> None:
        self.text = text


class _Compressed:
    __slots__ = ("_data",)

    def __init__(self, text: bytes) -> None:
        import zstandard  # noqa: PLC0415 - start-up time

        self._data = zstandard.ZstdCompressor(level=1).compress(text)

    @property
    def text(self) -> bytes:
        import zstandard  # noqa: PLC0415 - start-up time

        return zstandard.ZstdDecompressor().decompress(self._data)


class Rows(Sequence[Item]):
    """Rows that are kept as JSON text and read again whenever they are looked at.

    Changing a row that was read changes nothing here. Made with `Rows.of` or a `Packer`.
    """

    __slots__ = ("_chunks", "_length")

    def __init__(self, chunks: tuple[Chunk, ...], length: int) -> None:
        self._chunks, self._length = chunks, length

    @classmethod
    def of(cls, rows: Iterable[Item]) -> Rows:
        """Pack rows, which are drawn a batch at a time.

        Raises:
            TypeError: a row holds what JSON cannot.
        """
        if isinstance(rows, Rows):
            return rows
        packer, stream = Packer(), iter(rows)
        while batch := list(islice(stream, BATCH)):
            packer.add(batch)
        return packer.rows()

    def texts(self) -> Iterator[bytes]:
        """The rows as JSON, in pieces that make an array once joined by commas and bracketed."""
        return (chunk.text for chunk in self._chunks)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Item]:
        import orjson  # noqa: PLC0415 - start-up time

        for text in self.texts():
            yield from orjson.loads(b"[" + text + b"]")

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        if isinstance(index, slice):
            return list(self)[index]
        number = index + self._length if index < 0 else index
        if not 0 <= number < self._length:
            raise IndexError(index)
        return next(islice(self, number, None))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        pairs = zip(self, other, strict=False)
        return len(self) == len(other) and all(one == two for one, two in pairs)

    def __hash__(self) -> int:
        return hash((self._length, *(chunk.text for chunk in self._chunks[:1])))

    def __repr__(self) -> str:
        return f"Rows({self._length})"


class Packer:
    """Rows on their way to becoming `Rows`: no more than a chunk of them is held unpacked."""

    __slots__ = ("_chunks", "_length", "_open", "_size")

    def __init__(self) -> None:
        self._chunks: list[Chunk] = []
        self._open: list[bytes] = []
        self._size = self._length = 0

    def add(self, rows: Sequence[Item]) -> None:
        """Pack some more.

        Raises:
            TypeError: a row holds what JSON cannot.
        """
        if rows:
            text = _json(rows)
            self._open.append(text)
            self._size += len(text)
            self._length += len(rows)
        if self._size > LARGE:
            self._close(_Compressed)

    def rows(self) -> Rows:
        """All rows so far."""
        if self._open:
            self._close(_Plain)
        return Rows(tuple(self._chunks), self._length)

    def _close(self, kind: Any) -> None:
        self._chunks.append(kind(b",".join(self._open)))
        self._open.clear()
        self._size = 0


def _json(rows: Sequence[Item]) -> bytes:
    import orjson  # noqa: PLC0415 - start-up time

    return orjson.dumps(list(rows), option=orjson.OPT_PASSTHROUGH_DATETIME)[1:-1]


def bounded(
    kind: str, rows: Iterable[Item], source: Source, target: str, limit: int
) -> Iterator[Collected | Gap]:
    """At most `limit` rows as evidence; where the source has more, a partial gap says so.

    Rows are drawn one by one, no more than `limit + 1` of them, and packed, so that memory stays
    bounded whatever the source holds.
    """
    stream = iter(rows)
    taken = Rows.of(islice(stream, limit))
    yield Collected(kind, taken, source)
    if next(stream, None) is not None:
        text = f"{source.uri}: more than {limit} rows; those beyond were not read (see max_rows)"
        text_zh = f"{source.uri}:超过 {limit} 行,其余未读取(见 max_rows)"
        yield Gap(kind, target, GapReason.INVALID, text, None, True, text_zh)
