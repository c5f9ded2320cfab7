"""The private server: nobody else gets in, and nothing of it is left whatever ends the run."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import requests

from auditor.api import ConfigError
from auditor.engines import opa_server
from auditor.engines.interface import EngineSettings, OpaSettings
from auditor.engines.opa import OpaEngine
from auditor.engines.opa_server import FOLDER, ManagedServer, sweep
from tests.engines.opa_tools import (
    LIB,
    POLICIES,
    QUESTIONS,
    Server,
    assert_no_green,
    assert_right,
    proxied,
    settings,
)
from tests.require import require

RUN = """
import signal, sys, time
from auditor.engines.{engine_module} import {engine} as Engine
from tests.engines.opa_tools import POLICIES, QUESTIONS, settings
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
with Engine(settings()) as engine:
    for answer in engine.ask(POLICIES, QUESTIONS):
        print(answer.key, flush=True)
        while True:
            time.sleep(0.05)  # pause(2) misses a signal that comes just before it
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where the server's own folder is made."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def processes(session):
    """Process ids of a session that are not zombies (ps, as an administrator would look)."""
    command = ["ps", "-o", "pid=,stat=", "-s", str(session)]
    rows = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return [row.split()[0] for row in rows if row.split()[1][0] != "Z"]


def gone(session):
    end = time.monotonic() + 10
    while processes(session) and time.monotonic() < end:
        time.sleep(0.05)
    return not processes(session)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("engine", ["opa", "embedded"])
def test_no_process_survives_its_run(opa_binary, folder, how, engine):
    require("ps", Path("/proc").exists())
    names = {"opa": "OpaEngine", "embedded": "EmbeddedEngine"}
    code = RUN.format(engine_module=engine, engine=names[engine])
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.readline()
    assert len(processes(run.pid)) >= 2 or engine == "embedded"
    run.send_signal(how)
    run.wait(20)
    run.stdout.close()
    assert gone(run.pid)
    left = list(folder.glob(f"{FOLDER}*"))
    assert bool(left) == (how == signal.SIGKILL and engine == "opa")
    for path in left:  # the next run sweeps it, once it is certain that nobody is starting there
        os.utime(path, (0, 0))
    sweep(folder)
    assert not list(folder.glob(f"{FOLDER}*"))


def test_the_sweep_spares_what_is_in_use_or_not_ours(opa_binary, folder):
    with ManagedServer():
        (mine,) = folder.glob(f"{FOLDER}*")
        os.utime(mine, (0, 0))
        link = folder / f"{FOLDER}link"
        link.symlink_to(folder)
        young = folder / f"{FOLDER}young"
        young.mkdir()
        sweep(folder)
        assert mine.exists()
        assert young.exists()
        assert link.is_symlink()
    assert not mine.exists()


def test_only_the_token_opens_it(opa_binary, folder):
    with ManagedServer() as server:
        reached = server.start([LIB], "{}")
        (own,) = folder.glob(f"{FOLDER}*")
        assert own.stat().st_mode & 0o077 == 0
        for path in ("/health", "/v1/data", "/v1/policies", "/metrics"):
            for headers in ({}, {"Authorization": "Bearer x"}):
                reply = requests.get(reached.url + path, headers=headers, timeout=5)
                assert reply.status_code == 401
        command = Path(f"/proc/{server._process.pid}/cmdline").read_text()
        assert reached.token not in command
        assert "AUDITOR" not in Path(f"/proc/{server._process.pid}/environ").read_text()


def test_it_dies_and_every_answer_is_an_error(opa_binary, monkeypatch):
    servers = []
    real = ManagedServer.start

    def remember(self, *args):
        servers.append(self)
        return real(self, *args)

    monkeypatch.setattr(ManagedServer, "start", remember)
    answers = {}
    with OpaEngine(settings(jobs=1)) as engine:
        for answer in engine.ask(POLICIES, QUESTIONS):
            if not answers:
                servers[0]._process.kill()
            answers[answer.key] = answer
    errors = [answer.error for answer in answers.values() if answer.error]
    assert len(errors) >= len(QUESTIONS) - 2
    assert all("engine unreachable" in error for error in errors)


def test_a_stranger_on_our_port_gets_no_evidence_and_no_say(opa_binary, monkeypatch):
    free, given = opa_server._free_port, []
    with proxied(Server("http://127.0.0.1:1", None), lambda *_: "wrong") as stranger:

        def port():
            given.append(free() if given else stranger.server_address[1])
            return given[-1]

        monkeypatch.setattr(opa_server, "_free_port", port)
        with OpaEngine(settings()) as engine:
            answers = {answer.key: answer for answer in engine.ask(POLICIES, QUESTIONS)}
    if len(given) == 1:
        assert_no_green(answers)
    else:
        assert_right(answers)
    assert not [path for _, path in stranger.seen if "auditor_entry" in path]


def script(folder, text):
    path = folder / "opa"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("text", ["exit 3", "echo unknown flag >&2; exit 1", "exec sleep 60"])
def test_a_binary_that_is_no_opa(folder, monkeypatch, text):
    monkeypatch.setattr(opa_server, "START_SECONDS", 0.5)
    opa = OpaSettings(binary=script(folder, text))
    with OpaEngine(EngineSettings(2, 20, opa=opa)) as engine:
        answers = {answer.key: answer for answer in engine.ask(POLICIES, QUESTIONS)}
    assert_no_green(answers)
    assert "`opa run` does not start" in answers["a"].error
    assert ("unknown flag" in text) == ("unknown flag" in answers["a"].error)
    assert str(folder) not in answers["a"].error
    assert not list(folder.glob(f"{FOLDER}*"))


def test_no_opa_on_the_path_is_said(monkeypatch, folder):
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(ConfigError, match="no `opa` on PATH"), OpaEngine(settings()) as engine:
        list(engine.ask(POLICIES, QUESTIONS))
