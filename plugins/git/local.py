"""A repository on this machine: what its references, its configuration and its trees say."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from auditor.api import GapError, GapReason, Item, Location
from auditor_plugins.git import quarantine
from auditor_plugins.git.quarantine import Git
from auditor_plugins.git.remotes import Remote, remotes, secret_value

OWNERS = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
OWNERS_BYTES = 1 << 20
LARGEST = 256 << 20
"""Bytes of a file of settings or references."""
COMMIT = re.compile(r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")
MODES = {"120000": "link", "160000": "submodule"}


@dataclass(frozen=True, slots=True)
class Local:
    """One repository: its name, where it is shown, its folders, and what its settings say."""

    name: str
    shown: str
    own: Path
    common: Path
    sha256: bool
    remotes: tuple[Remote, ...]
    secret_line: int

    def open(self, timeout: float) -> AbstractContextManager[Git]:
        """git for it."""
        return quarantine.opened(self.own, self.common, self.shown, timeout, self.sha256)

    def config(self) -> str:
        """Where its settings are, as shown."""
        inner = self.common.name if self.common.name == ".git" else ""
        return f"{self.shown}/{inner}/config".replace("//", "/")


def read(top: Path, name: str, shown: str, timeout: float) -> Local:
    """Find the folders of a repository and read its settings.

    Raises:
        GapError: when it is none, may not be read, or is of a form that is not known.
    """
    try:
        own = _own(top)
        common = _common(own)
        for part in (own / "HEAD", common / "config", common / "packed-refs", common / "shallow"):
            _regular(part)
        for part in (common / "objects", common / "refs"):
            os.scandir(part).close()
        text = (common / "config").read_text("utf-8", "replace")
        pairs = quarantine.settings(common / "config", timeout)
    except PermissionError:
        raise denied(shown) from None
    except (OSError, ValueError):
        text = f"{shown} is no repository of git that can be read"
        zh = f"{shown} 不是可读取的 git 代码库"
        raise GapError(GapReason.INVALID, text, Location(shown), zh) from None
    values = dict(pairs)
    if values.get("extensions.refstorage", "files") != "files":
        text = f"{shown}: its references are kept in another form than files (reftable)"
        zh = f"{shown}:引用存储格式(reftable)不受支持"
        raise GapError(GapReason.INVALID, text, Location(shown), zh)
    sha256 = values.get("extensions.objectformat", "sha1") == "sha256"
    line = _line(text, secret_value(pairs))
    return Local(name, shown, own, common, sha256, tuple(remotes(pairs)), line)


def denied(shown: str) -> GapError:
    """The right that is missing."""
    text = (
        f"{shown} may not be read; the auditing account needs r on its files and x on its folders"
        f" (setfacl -R -m u:ACCOUNT:rX)"
    )
    zh = f"{shown} 无权读取;审计账号需要文件的 r 权限和目录的 x 权限"
    return GapError(GapReason.DENIED, text, Location(shown), zh)


def _regular(path: Path) -> None:
    """Refuse what would block or flood a reader; what is not there is for git to judge."""
    if path.exists() and not (path.is_file() and path.stat().st_size <= LARGEST):
        raise ValueError("expected a file of moderate size")
    if path.exists():
        path.open("rb").close()


def _own(top: Path) -> Path:
    """The folder with HEAD: the place itself, its `.git`, or where the file `.git` points to."""
    inner = top / ".git"
    if inner.is_file():
        text = inner.read_text("utf-8", "replace").strip()
        if not text.startswith("gitdir: "):
            raise ValueError("expected gitdir")
        return top / text.removeprefix("gitdir: ")
    return inner if inner.is_dir() else top


def _common(own: Path) -> Path:
    pointer = own / "commondir"
    return own / pointer.read_text("utf-8", "replace").strip() if pointer.is_file() else own


def _line(text: str, value: str | None) -> int:
    """The line of a value; 0 without one, 1 where it is written in another way."""
    if value is None:
        return 0
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if value in line), 1)


def unreadable(local: Local) -> bool:
    """True when some of the objects may not be read: why git failed."""
    for folder, inner, files in os.walk(local.common / "objects"):
        paths = [Path(folder, name) for name in (*inner, *files)]
        if not all(os.access(path, os.R_OK) for path in paths):
            return True
    return False


def branch(git: Git) -> tuple[str, str, int]:
    """Default branch, its commit (empty where nothing was committed), and the number of branches.

    A repository whose HEAD is a commit has no default branch, and that commit.
    """
    form = "--format=%(HEAD)%(refname)%00%(objectname)%00"
    words = [word.strip() for word in git.records("for-each-ref", form, "refs/heads")]
    pairs = [pair for pair in zip(words[::2], words[1::2], strict=False) if pair[1]]
    for name, commit in pairs:
        if name.startswith(b"*"):
            short = name.removeprefix(b"*refs/heads/").decode("utf-8", "replace")
            return short, commit.decode(), len(pairs)
    head = git.head()
    return "", head if COMMIT.match(head) else "", len(pairs)


def history(git: Git, commit: str) -> Iterator[Item]:
    """What any reference ever held, each object once, in the order in which git meets it."""
    argv = ("rev-list", "--objects", "--filter=object:type=blob", "--all", commit)
    for record in git.records(*argv, end_of=b"\n"):
        name, space, path = record.partition(b" ")
        if space and path:
            yield {"path": _text(path), "object": name.decode(), "type": "file", "at_head": False}


def files(git: Git, commit: str) -> Iterator[Item]:
    """What a commit holds, by path: path, object, type and size."""
    for record in git.records("ls-tree", "-r", "-l", "-z", "--full-tree", commit):
        head, _, path = record.partition(b"\t")
        mode, _, name, size = head.decode("ascii", "replace").split()
        kind = MODES.get(mode, "file")
        row: Item = {"path": _text(path), "object": name, "type": kind, "at_head": True}
        yield row | ({"size": int(size)} if size.isdigit() else {})


def _text(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def when(git: Git, commit: str) -> str | None:
    """The time of a commit; None where it holds none that can be."""
    (text, *_) = git.records("log", "-1", "--no-show-signature", "--format=%ct%x00", commit)
    try:
        return datetime.fromtimestamp(int(text), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def owners(git: Git, listed: dict[str, tuple[str, int]]) -> Item:
    """The first CODEOWNERS file of a commit, by the objects and sizes of what it holds."""
    for path in OWNERS:
        name, size = listed.get(path, ("", 0))
        if name and size <= OWNERS_BYTES:
            text = b"\0".join(git.records("cat-file", "blob", name)).decode("utf-8", "replace")
            rules = [line.split() for line in text.splitlines() if _rule(line)]
            owned = [rule for rule in rules if len(rule) > 1]
            every = any(rule[0] in ("*", "/**", "**") for rule in owned)
            return {"codeowners": path, "codeowners_rules": len(owned), "codeowners_all": every}
    return {}


def _rule(line: str) -> bool:
    return bool(line.strip()) and line.lstrip()[0] not in "#[^"
