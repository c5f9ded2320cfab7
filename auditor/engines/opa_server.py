"""A private OPA server: the `opa` on PATH, on loopback, for one run and one token only."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.api import ConfigError, EngineError, Location, PolicyError
from auditor.engines.interface import Module, OpaSettings
from auditor.engines.lifetime import die_with
from auditor.engines.opa_client import RUN, Client

START_SECONDS = 30.0
ATTEMPTS = 3
FOLDER = "auditor-opa-"
SETTLED_SECONDS = 60.0
LOG = "output.txt"
REFUSAL = re.compile(r"policies/(\d+)\.rego:(\d+): (rego_\w+: .*)")
AUTHORIZATION = """\
package system.authz

default allow := false

allow if input.identity == "{token}"
"""


class ManagedServer:
    """Starts `opa run --server`, waits until it is well, and stops it in every exit path: the
    kernel ends it with its parent, and its folder is swept by a later run.
    """

    def __init__(self, binary: str = "opa") -> None:
        self._binary = shutil.which(binary) or ""
        if not self._binary:
            hint = "install OPA, or give --opa-url, or use --engine embedded"
            raise ConfigError("engine `opa`: no `opa` on PATH", hint=hint)
        self._token = secrets.token_urlsafe(32)
        self._process: subprocess.Popen[bytes] | None = None
        sweep(Path(tempfile.gettempdir()))
        self._root = Path(tempfile.mkdtemp(prefix=FOLDER))
        self._lock = _lock(self._root)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()
        shutil.rmtree(self._root, ignore_errors=True)
        os.close(self._lock)

    def _stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def start(self, modules: Sequence[Module], data: str) -> OpaSettings:
        """Start the server with policies and data (JSON text); the answer says how to reach it.

        Raises:
            PolicyError: OPA refuses a policy.
            EngineError: it does not come up.
        """
        self._write(modules, data)
        for _ in range(ATTEMPTS):
            settings = OpaSettings(f"http://127.0.0.1:{_free_port()}", self._token)
            if self._up(settings):
                return settings
            self._stop()
            self._refuse_broken_policies(modules)
        raise EngineError(f"engine unreachable: `opa run` does not start: {self._last_words()}")

    def _write(self, modules: Sequence[Module], data: str) -> None:
        """Files by number: names of policies come from anywhere."""
        authorization = AUTHORIZATION.format(token=self._token)
        (self._root / "authz.rego").write_text(authorization, encoding="utf-8")
        (self._root / "data.json").write_text(data, encoding="utf-8")
        (self._root / "policies").mkdir()
        for number, module in enumerate(modules):
            path = self._root / "policies" / f"{number}.rego"
            path.write_text(module.text, encoding="utf-8")

    def _up(self, settings: OpaSettings) -> bool:
        self._process = self._spawn(settings.url.removeprefix("http://"))
        client = Client(settings, START_SECONDS)
        end = time.monotonic() + START_SECONDS
        try:
            while time.monotonic() < end and self._process.poll() is None:
                if client.healthy():
                    return True
                time.sleep(0.02)
        finally:
            client.close_connection()
        return False

    def _said(self) -> str:
        said = (self._root / LOG).read_text(encoding="utf-8", errors="replace")
        return said.replace(f"{self._root}/", "")

    def _refuse_broken_policies(self, modules: Sequence[Module]) -> None:
        found = REFUSAL.search(self._said())
        if found:
            place = Location(modules[int(found[1])].name, int(found[2]))
            raise PolicyError(f"OPA refuses this policy: {RUN.sub('', found[3])}", place)

    def _last_words(self) -> str:
        lines = [line for line in self._said().splitlines() if line.strip()]
        return lines[-1][:200] if lines else "it says nothing"

    def _spawn(self, address: str) -> subprocess.Popen[bytes]:
        me = os.getpid()
        with (self._root / LOG).open("wb") as log:
            return subprocess.Popen(
                [
                    self._binary,
                    *("run", "--server", "--addr", address, "--log-level", "error"),
                    *("--authentication=token", "--authorization=basic", "--skip-version-check"),
                    *("authz.rego", "data.json", "policies"),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._root,
                env={"HOME": str(self._root), "PATH": os.defpath},  # policies can read it
                preexec_fn=lambda: die_with(me),  # noqa: PLW1509 - system calls only
            )


def sweep(folder: Path) -> None:
    """Remove the folders of servers whose run was killed: nobody holds their lock any more."""
    for path in folder.glob(f"{FOLDER}*"):
        with suppress(OSError):
            status = path.lstat()
            young = time.time() - status.st_mtime < SETTLED_SECONDS
            if young or status.st_uid != os.getuid() or path.is_symlink():
                continue
            lock = _lock(path)
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)


def _lock(folder: Path) -> int:
    """Lock a folder until the handle is closed or this process ends (flock(2)).

    Raises:
        OSError: another process holds it.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
