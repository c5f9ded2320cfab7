"""git at arm's length: it reads the objects of a repository and nothing of its configuration.

Commands run in an empty repository of our own whose `objects` and `refs` lead to the audited one.
So its configuration, hooks, attributes, filters, aliases, monitors and remotes are never read by
git, let alone run, whoever owns it, and nothing is ever fetched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from auditor.api import GapError, GapReason, Location

LINKED = ("objects", "refs", "packed-refs", "shallow")
HEAD_BYTES = 4096
PIECE = 1 << 16
LONGEST = 1 << 20
"""Bytes of one record: a path and its object."""


class Git:
    """Asks one repository, through its stand-in, within a time limit for each question."""

    def __init__(self, stand_in: Path, shown: str, timeout: float) -> None:
        self._folder, self._shown, self._timeout = stand_in, shown, timeout

    def head(self) -> str:
        """What HEAD says."""
        return (self._folder / "HEAD").read_text("ascii", "replace").strip()

    def records(self, *argv: str, end_of: bytes = b"\0") -> Iterator[bytes]:
        """The output of a command, parted at its NUL bytes (or others), as it comes.

        Raises:
            GapError: `invalid` when git fails, `timeout` when it takes too long.
        """
        end = time.monotonic() + self._timeout
        command = (_program(), "--no-pager", *argv)
        with subprocess.Popen(
            command,
            cwd=self._folder,
            env=_environment(self._folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                yield from self._parted(process, end, end_of)
                failed = process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                raise self._late() from None
            finally:
                if process.poll() is None:
                    process.kill()
        if failed:
            text = f"{self._shown}: git {argv[0]} failed; the repository is damaged or not whole"
            zh = f"{self._shown}:git {argv[0]} 失败,代码库损坏或不完整"
            raise GapError(GapReason.INVALID, text, Location(self._shown), zh)

    def _parted(
        self, process: subprocess.Popen[bytes], end: float, end_of: bytes
    ) -> Iterator[bytes]:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        rest = b""
        os.set_blocking(process.stdout.fileno(), False)
        while True:
            if time.monotonic() > end:
                raise self._late()
            piece = process.stdout.read(PIECE)
            if piece is None:
                _wait(process.stdout.fileno(), end)
                continue
            if not piece:
                break
            *whole, rest = (rest + piece).split(end_of)
            yield from whole
            if len(rest) > LONGEST:
                raise GapError(GapReason.INVALID, f"{self._shown}: a path is too long")
        if rest:
            yield rest

    def _late(self) -> GapError:
        text = f"{self._shown}: git took over {self._timeout:g} s (see timeout)"
        at = Location(self._shown)
        return GapError(GapReason.TIMEOUT, text, at, f"{self._shown}:git 超过 {self._timeout:g} 秒")


@contextlib.contextmanager
def opened(own: Path, common: Path, shown: str, timeout: float, sha256: bool) -> Iterator[Git]:
    """git for a repository: `own` holds its HEAD, `common` its objects and references."""
    with tempfile.TemporaryDirectory(prefix="auditor-git-") as name:
        folder = Path(name)
        with (own / "HEAD").open("rb") as file:
            (folder / "HEAD").write_bytes(file.read(HEAD_BYTES))
        for part in LINKED:
            if (common / part).exists():
                (folder / part).symlink_to((common / part).resolve())
        lines = ["[core]", f"repositoryformatversion = {int(sha256)}", "bare = true"]
        lines += ["[extensions]", "objectFormat = sha256"] if sha256 else []
        (folder / "config").write_text("\n".join(lines) + "\n")
        yield Git(folder, shown, timeout)


def settings(file: Path, timeout: float) -> list[tuple[str, str]]:
    """The pairs of a configuration file; what it includes is not read.

    Raises:
        ValueError: when git cannot read it.
    """
    with tempfile.TemporaryDirectory(prefix="auditor-git-") as name:
        argv = (_program(), "config", "--file", str(file), "--no-includes", "--list", "-z")
        try:
            done = subprocess.run(
                argv,
                cwd=name,
                env=_environment(Path(name)),
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ValueError("took too long") from None
    if done.returncode:
        raise ValueError("expected a configuration of git")
    records = done.stdout.decode("utf-8", "replace").split("\0")
    pairs = (record.partition("\n") for record in records if record)
    return [(key, value) for key, _, value in pairs]


def _environment(folder: Path) -> dict[str, str]:
    """All that git gets to know of this machine."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LC_ALL": "C",
        "HOME": str(folder),
        "GIT_DIR": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _program() -> str:
    found = shutil.which("git", path="/usr/local/bin:/usr/bin:/bin")
    if not found:
        raise GapError(GapReason.ABSENT, "git is not installed here", None, "本机未安装 git")
    return found


def _wait(handle: int, end: float) -> None:
    import select  # noqa: PLC0415 - not on every system

    select.select([handle], [], [], max(0.05, min(1.0, end - time.monotonic())))
