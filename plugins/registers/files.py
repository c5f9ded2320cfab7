"""Files of a target: where they lie, how they are shown, their bytes and digests."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from auditor.api import GapError, GapReason
from auditor.api.tabular.tables import unreadable


@dataclass(frozen=True, slots=True)
class RegisterPath:
    """One file: its absolute `path`, and `shown`, the POSIX path that locations name."""

    path: Path
    shown: str

    def read(self) -> bytes:
        """All bytes of the file.

        Raises:
            GapError: absent, denied or invalid (not a regular file, input or output error).
        """
        try:
            if self.path.exists() and not self.path.is_file():
                raise unreadable("not a regular file", "不是普通文件")
            return self.path.read_bytes()
        except OSError as error:
            raise _gap(error) from None

    def digest(self) -> str:
        """SHA-256 of the file in hex; raises as `read` does."""
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise _gap(error) from None


def locate(base: Path, path: str) -> RegisterPath:
    """Resolve `path` against the folder of the configuration, without following links."""
    folder = os.path.abspath(base)  # noqa: PTH100 - Path.absolute keeps `..`
    full = Path(os.path.normpath(Path(folder, path)))
    inside = full.is_relative_to(folder)
    return RegisterPath(full, full.relative_to(folder).as_posix() if inside else full.as_posix())


def _gap(error: OSError) -> GapError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return unreadable(
            "there is no such file; check path:", "没有这个文件；请检查 path:", GapReason.ABSENT
        )
    if isinstance(error, PermissionError):
        return unreadable(
            "may not be read; grant read permission", "无权读取；请授予读权限", GapReason.DENIED
        )
    return unreadable(f"cannot be read ({error.strerror})", f"无法读取（{error.strerror}）")
