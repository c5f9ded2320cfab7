"""Bytes of a file as they were when it was opened, unpacked whatever packs them."""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import zlib
from typing import Any, BinaryIO

import zstandard

PIECE = 1 << 10
"""Compressed bytes unpacked at a time: no more than 32 MiB come of so few."""
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, zstandard.ZstdError)


class Snapshot(io.RawIOBase):
    """The bytes that the file had when it was opened, with their digest."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left, self.digest = file, size, hashlib.sha256()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes, none beyond the size at the time of opening."""
        data = self._file.read(min(len(buffer), self._left))
        self._left -= len(data)
        self.digest.update(data)
        buffer[: len(data)] = data
        return len(data)


class _Zstd(io.RawIOBase):
    """Frames of zstd one after the other; one that ends early is an error, as with the others."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed, self._ready = packed, b""
        self._frame: Any = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            piece = self._packed.read(PIECE)
            if not piece:
                break
            self._feed(piece)
        if not self._ready and self._frame is not None:
            raise EOFError
        part, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def _feed(self, piece: bytes) -> None:
        while piece:
            if self._frame is None:
                self._frame = zstandard.ZstdDecompressor().decompressobj()
            self._ready += self._frame.decompress(piece)
            piece = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None


def unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    """The bytes of a gz, xz or zst file by its first bytes; of any other as they are."""
    magic = stream.peek(8)[:8]
    if magic.startswith(b"\x1f\x8b"):
        return io.BufferedReader(gzip.GzipFile(fileobj=stream), 1 << 18)  # type: ignore[arg-type]
    if magic.startswith(b"\xfd7zXZ\x00"):
        return io.BufferedReader(lzma.LZMAFile(stream), 1 << 18)  # type: ignore[arg-type]
    if magic.startswith(b"\x28\xb5\x2f\xfd"):
        return io.BufferedReader(_Zstd(stream), 1 << 18)
    return stream
