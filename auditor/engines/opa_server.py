"""A private OPA server: the `opa` on PATH, on loopback, for one run and one token only."""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from auditor.api import ConfigError, EngineError, PolicyError
from auditor.engines.interface import Module, OpaSettings
from auditor.engines.opa_client import Client

START_SECONDS = 15.0
ATTEMPTS = 3
PR_SET_PDEATHSIG = 1
LOG = "output.txt"
AUTHORIZATION = """\
package system.authz

default allow := false

allow if input.identity == "{token}"
"""


class ManagedServer:
    """Starts `opa run --server`, waits until it is well, and stops it in every exit path: the
    kernel ends it with its parent (prctl(2), PR_SET_PDEATHSIG).
    """

    def __init__(self, binary: str = "opa") -> None:
        self._binary = shutil.which(binary) or ""
        self._token = secrets.token_urlsafe(32)
        self._folder = tempfile.TemporaryDirectory(prefix="auditor-opa-")
        self._root = Path(self._folder.name)
        self._process: subprocess.Popen[bytes] | None = None
        if not self._binary:
            hint = "install OPA, or give --opa-url, or use --engine embedded"
            raise ConfigError("engine `opa`: no `opa` on PATH", hint=hint)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def start(self, modules: Iterable[Module], data: Any) -> OpaSettings:
        """Start the server with policies and data; the answer says how to reach it.

        Raises:
            PolicyError: OPA refuses a policy.
            EngineError: it does not come up.
        """
        self._write(modules, data)
        for _ in range(ATTEMPTS):
            settings = OpaSettings(f"http://127.0.0.1:{_free_port()}", self._token)
            if self._up(settings):
                return settings
        raise EngineError("engine unreachable: `opa run` does not start")

    def _write(self, modules: Iterable[Module], data: Any) -> None:
        authorization = self._root / "authz.rego"
        authorization.touch(mode=0o600)
        authorization.write_text(AUTHORIZATION.format(token=self._token), encoding="utf-8")
        (self._root / "data.json").write_bytes(orjson.dumps(data))
        for module in modules:
            path = self._root / "policies" / module.name.lstrip("/").replace("..", "_")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(module.text, encoding="utf-8")

    def _up(self, settings: OpaSettings) -> bool:
        self._process = self._spawn(settings.url.removeprefix("http://"))
        client = Client(settings, START_SECONDS)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            if client.healthy():
                return True
            time.sleep(0.02)
        self._process.kill()
        self._process.wait()
        self._refuse_broken_policies()
        return False

    def _refuse_broken_policies(self) -> None:
        said = (self._root / LOG).read_text(encoding="utf-8", errors="replace")
        errors = [line for line in said.splitlines() if ": rego_" in line]
        if errors:
            told = errors[0].replace(f"{self._root}/policies/", "")
            raise PolicyError(f"OPA refuses this policy: {told}")

    def _spawn(self, address: str) -> subprocess.Popen[bytes]:
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
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one async-signal-safe system call
            )


def _die_with_parent() -> None:
    if ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        os._exit(1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
