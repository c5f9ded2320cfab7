"""The tools as child processes: an argument vector, never a shell, bounded in time and output."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from auditor.api import GapError, GapReason, Target, read_secret

Ask = Callable[[str], dict[str, Any]]
"""A command with its constant words, and its answer: `code`, `out` and `err`."""
MAX_OUTPUT = 256 << 20
PASSWORDS = {
    "restic": "RESTIC_PASSWORD",
    "borg": "BORG_PASSPHRASE",
    "pgbackrest": "PGBACKREST_REPO1_CIPHER_PASS",
}
KEPT = ("PATH", "HOME", "SSH_AUTH_SOCK", "TZ")
SSH = "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=20"


def asker(target: Target) -> Ask:
    """Runs the tool of a target; what it needs to know is in its environment, not in its words.

    Raises:
        GapError: absent (no such tool), denied (no password), timeout, invalid (endless output).
    """
    options = target.options
    program = _program(options.tool, options.executable)
    extra = _extra(target)

    def ask(question: str) -> dict[str, Any]:
        words = question.split()
        is_check = {"check", "verify"} & set(words)
        seconds = options.check_timeout if is_check else options.timeout
        with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
            environment = _environment(target, folder)
            return _run([program, *extra, *words[1:]], environment, seconds, folder, words[0])

    return ask


def _program(tool: str, told: str | None) -> str:
    found = shutil.which(told or tool)
    if not found:
        en = f"the program {tool} is not installed here (see executable)"
        raise GapError(GapReason.ABSENT, en, None, f"此处没有安装 {tool}(见 executable)")
    return found


def _extra(target: Target) -> list[str]:
    """Words that name files of the configuration."""
    options = target.options
    if options.ca:
        return ["--cacert", str(target.base / options.ca)]
    if options.config:
        path = str(target.base / options.config)
        return ["-c", path] if options.tool == "barman" else [f"--config={path}"]
    return []


def _environment(target: Target, folder: str) -> dict[str, str]:
    options, base = target.options, target.base
    found = {name: os.environ[name] for name in KEPT if name in os.environ}
    found |= {"LC_ALL": "C.UTF-8", "TMPDIR": folder}
    if options.tool != "barman":  # Barman 2 reads its own records in the zone of its process
        found["TZ"] = "UTC"
    repository = options.repository or ""
    if repository and ":" not in repository:
        repository = str(base / repository)
    if options.tool == "restic":
        found |= {"RESTIC_REPOSITORY": repository}
    if options.tool == "borg":
        yes = dict.fromkeys(("UNKNOWN_UNENCRYPTED", "RELOCATED"), "yes")
        found |= {f"BORG_{name}_REPO_ACCESS_IS_OK": answer for name, answer in yes.items()}
        found |= {"BORG_REPO": repository, "BORG_BASE_DIR": folder, "BORG_RSH": SSH}
        found |= {"BORG_KEY_FILE": str(base / options.key_file)} if options.key_file else {}
    if options.password:
        found[PASSWORDS[options.tool]] = read_secret(options.password, base)
    return found | {name: read_secret(ref, base) for name, ref in options.environment.items()}


def _run(
    argv: list[str], environment: dict[str, str], seconds: float, folder: str, tool: str
) -> dict[str, Any]:
    with (
        (Path(folder) / "out").open("w+b") as out,
        (Path(folder) / "err").open("w+b") as err,
    ):
        try:
            process = subprocess.Popen(
                argv,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=err,
                env=environment,
                start_new_session=True,
            )
        except OSError:
            en, zh = f"the program {tool} cannot be run", f"无法运行 {tool}"
            raise GapError(GapReason.DENIED, en, None, zh) from None
        try:
            if process.stdin:  # nothing to read there: a tool that asks for a password fails
                process.stdin.close()
            code = _wait(process, seconds, out.fileno(), tool)
        finally:
            _end(process)
        return {"code": code, "out": _text(out, MAX_OUTPUT), "err": _text(err, 1 << 16)}


def _wait(process: subprocess.Popen[bytes], seconds: float, out: int, tool: str) -> int:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(0.05)
        if os.fstat(out).st_size > MAX_OUTPUT:
            en, zh = f"{tool} writes more than {MAX_OUTPUT >> 20} MB", f"{tool} 的输出过大"
            raise GapError(GapReason.INVALID, en, None, zh)
    en, zh = f"{tool} did not end within {seconds:g} seconds", f"{tool} 未在 {seconds:g} 秒内结束"
    raise GapError(GapReason.TIMEOUT, en, None, zh)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The tool and what it started (ssh) end with it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _text(file: Any, limit: int) -> str:
    file.seek(0)
    return str(file.read(limit).decode("utf-8", "replace"))
