"""Hosts: a directory tree, whose links never lead out of it, and the running machine."""

from __future__ import annotations

import fnmatch
import os
import stat as st
import subprocess
from pathlib import Path, PurePosixPath

from auditor.api import FileStat, GapError, GapReason, Host, Location, Target
from auditor.api.acl import acl_text

MAX_BYTES = 256 * 1024 * 1024
MAX_LINKS = 40
ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
SSHD_TEST = ("/usr/sbin/sshd", "-T")
NFT_LIST = ("/usr/sbin/nft", "-j", "list", "ruleset")
APT_PENDING = ("/usr/bin/apt-get", "-s", "-o", "Debug::NoLocking=true", "dist-upgrade")
COMMANDS = frozenset({SSHD_TEST, NFT_LIST, APT_PENDING})
"""All that may ever be run; each only reads."""


class TreeHost:
    """A host as a directory tree. Absolute links start at the root of the tree (chroot(2)).

    A relative link that climbs above the root is refused as `invalid`.
    """

    live = False

    def __init__(self, root: Path, base: Path) -> None:
        self._root, self._base = root.resolve(), base.resolve()
        if not self._root.is_dir():
            place = self.locate("/")
            at = Location(place)
            raise GapError(GapReason.ABSENT, f"{place} is no directory", at, f"{place} 不是目录")

    def locate(self, path: str) -> str:
        """See `Host.locate`."""
        return _shown(self._root.joinpath(path.lstrip("/")), self._base)

    def read(self, path: str, start: int = 0, size: int | None = None) -> bytes:
        """See `Host.read`."""
        try:
            handle = os.open(self._real(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            raise self._gap(path, error) from None
        try:
            return self._content(path, handle, start, size)
        finally:
            os.close(handle)

    def _content(self, path: str, handle: int, start: int, size: int | None) -> bytes:
        meta = os.fstat(handle)
        if not st.S_ISREG(meta.st_mode):
            raise self._invalid(path, "is no regular file")
        if size is None and meta.st_size > MAX_BYTES:
            raise self._invalid(path, f"is larger than {MAX_BYTES} bytes")
        with open(handle, "rb", closefd=False) as stream:
            stream.seek(start)
            return stream.read(size)

    def exists(self, path: str) -> bool:
        """See `Host.exists`."""
        try:
            self.stat(path)
        except GapError as error:
            if error.reason is GapReason.ABSENT:
                return False
            raise
        return True

    def stat(self, path: str, follow: bool = True) -> FileStat:
        """See `Host.stat`."""
        real = self._real(path, follow)
        try:
            meta = real.stat(follow_symlinks=False)
            kind = _kind(meta.st_mode)
            acl = "" if kind == "link" else acl_text(real)
        except OSError as error:
            raise self._gap(path, error) from None
        mode = st.S_IMODE(meta.st_mode)
        return FileStat(mode, meta.st_uid, meta.st_gid, kind, meta.st_size, meta.st_mtime, acl)

    def names(self, path: str) -> tuple[str, ...]:
        """See `Host.names`."""
        try:
            return tuple(sorted((one.name for one in self._real(path).iterdir()), key=os.fsencode))
        except OSError as error:
            raise self._gap(path, error) from None

    def glob(self, pattern: str) -> tuple[str, ...]:
        """See `Host.glob`; a folder that cannot be listed is a `denied` gap."""
        paths = ["/"]
        for part in PurePosixPath(pattern).parts[1:]:
            paths = [hit for path in paths for hit in self._matches(path, part)]
        return tuple(sorted(paths, key=os.fsencode))

    def run(self, argv: tuple[str, ...], timeout: float = 10.0) -> str:
        """A tree runs nothing."""
        raise _failed(GapReason.UNREACHABLE, argv, "cannot be run in a directory tree")

    def _matches(self, folder: str, part: str) -> list[str]:
        try:
            names = self.names(folder)
        except GapError as error:
            if error.reason is GapReason.ABSENT:
                return []
            raise
        hits = fnmatch.filter(names, part)
        shown = [name for name in hits if part.startswith(".") or not name.startswith(".")]
        return [f"{folder.rstrip('/')}/{name}" for name in shown]

    def _real(self, path: str, follow: bool = True) -> Path:
        """The path with its links resolved inside the root, component by component."""
        todo = [part for part in path.split("/") if part not in ("", ".")][::-1]
        done: list[str] = []
        links = 0
        while todo:
            part = todo.pop()
            if part == "..":
                if not done:
                    raise self._invalid(path, "is a link that leaves the directory tree")
                done.pop()
                continue
            here = self._root.joinpath(*done, part)
            if not (follow or todo) or not here.is_symlink():
                done.append(part)
                continue
            links += 1
            if links > MAX_LINKS:
                raise self._invalid(path, "has too many links")
            try:
                link = str(here.readlink())
            except OSError as error:
                raise self._gap(path, error) from None
            done = [] if link.startswith("/") else done
            todo += [piece for piece in link.split("/") if piece not in ("", ".")][::-1]
        return self._root.joinpath(*done)

    def _gap(self, path: str, error: OSError) -> GapError:
        place = self.locate(path)
        at = Location(place)
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            return GapError(GapReason.ABSENT, f"{place} is missing", at, f"{place} 不存在")
        if isinstance(error, PermissionError):
            message = f"{place} cannot be read; run with the rights that the plugin's README names"
            return GapError(GapReason.DENIED, message, at, f"{place} 无权读取")
        return self._invalid(path, "cannot be read")

    def _invalid(self, path: str, message: str) -> GapError:
        place = self.locate(path)
        text_zh = f"{place} 不能作为证据读取"
        return GapError(GapReason.INVALID, f"{place} {message}", Location(place), text_zh)


class LocalHost(TreeHost):
    """The running machine: the tree at `/`, and the commands of `COMMANDS`."""

    live = True

    def __init__(self, base: Path) -> None:
        super().__init__(Path("/"), base)

    def run(self, argv: tuple[str, ...], timeout: float = 10.0) -> str:
        """See `Host.run`; a command that is not in `COMMANDS` is `denied`."""
        if argv not in COMMANDS:
            raise _failed(GapReason.DENIED, argv, "is not on the list of commands")
        try:
            done = subprocess.run(
                argv, capture_output=True, timeout=timeout, env=ENVIRONMENT, check=True
            )
        except subprocess.TimeoutExpired:
            raise _failed(GapReason.TIMEOUT, argv, f"took over {timeout} s") from None
        except FileNotFoundError:
            raise _failed(GapReason.ABSENT, argv, "is missing") from None
        except (OSError, subprocess.CalledProcessError):
            raise _failed(GapReason.DENIED, argv, "failed") from None
        return done.stdout.decode("utf-8", errors="replace")


def open_host(target: Target) -> Host:
    """The host that a target names.

    Raises:
        GapError: `absent` when the directory tree is not there.
    """
    root = target.options.root
    return LocalHost(target.base) if root is None else TreeHost(target.base / root, target.base)


def _failed(reason: GapReason, argv: tuple[str, ...], text: str) -> GapError:
    return GapError(reason, f"{argv[0]} {text}", None, f"命令 {argv[0]} 未能执行")


def _shown(path: Path, base: Path) -> str:
    return (path.relative_to(base) if path.is_relative_to(base) else path).as_posix()


def _kind(mode: int) -> str:
    kinds = {st.S_IFREG: "file", st.S_IFDIR: "dir", st.S_IFLNK: "link"}
    return kinds.get(st.S_IFMT(mode), "other")
