"""Engine `opa` from the command line: the reports of the embedded engine to the byte, whatever
server answers, and exit codes that a gate can trust.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.bank import AS_OF, KEY, STATES, copied
from tests.engines.opa_tools import free_port, proxied, running
from tests.require import require

REPORTS = {"json": "run.json", "sarif": "run.sarif"}


@pytest.fixture(scope="module", autouse=True)
def _opa():
    require("opa", shutil.which("opa"))


@pytest.fixture(scope="module")
def server():
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    """Both states outside of git, whose revision may change while tests run."""
    folder = tmp_path_factory.mktemp("bank")
    for state in STATES:
        copied(state, folder)
    return folder


def command(folder, *options):
    formats = [f"--format={name}={file}" for name, file in REPORTS.items()]
    config = folder / "auditor.yaml"
    check = [sys.executable, "-m", "auditor", "check", "--config", str(config), "--as-of", AS_OF]
    return [*check, *formats, *map(str, options)]


def environment(folder):
    hidden = {name: value for name, value in os.environ.items() if not name.startswith("AUDITOR_")}
    return {
        **hidden,
        "AUDITOR_MASKING_KEY": KEY,
        "XDG_STATE_HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
    }


def check(folder, branch, *options):
    """Exit code, standard error, and the reports."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        command(branch, *options),
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    reports = {name: folder / file for name, file in REPORTS.items()}
    texts = {name: path.read_bytes() for name, path in reports.items() if path.exists()}
    return done.returncode, done.stderr, texts


@pytest.fixture(scope="module")
def embedded(tmp_path_factory, bank):
    return {state: check(tmp_path_factory.mktemp(state), bank / state) for state in STATES}


def neutral(reports):
    """Reports without the name of the engine."""
    return {
        name: text.replace(b'"engine":"opa"', b'"engine":"embedded"').replace(
            b'"engine": "opa"', b'"engine": "embedded"'
        )
        for name, text in reports.items()
    }


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("given", [True, False])
def test_both_engines_give_the_same_bytes(bank, state, given, server, embedded, tmp_path):
    options = ["--opa-url", server.url] if given else []
    code, said, reports = check(tmp_path, bank / state, "--engine", "opa", *options)
    assert said == ""
    assert code == embedded[state][0] == {"compliant": 0, "violating": 1}[state]
    assert b'"opa"' in reports["json"]
    assert neutral(reports) == embedded[state][2]
    assert server.leftovers() == ([], [])
    assert not list(tmp_path.glob("auditor-opa-*"))


def not_evaluated(reports):
    run = json.loads(reports["json"])
    outcomes = [one for environment in run["environments"] for one in environment["outcomes"]]
    return {one["verdict"] for one in outcomes}, {one.get("message", "") for one in outcomes}


@pytest.mark.parametrize("state", STATES)
def test_a_server_that_is_not_there_establishes_nothing(bank, state, tmp_path):
    url = f"http://127.0.0.1:{free_port()}"
    code, _, reports = check(tmp_path, bank / state, "--engine=opa", f"--opa-url={url}")
    assert code == 3
    outcomes, messages = not_evaluated(reports)
    assert outcomes == {"not-evaluated"}
    assert any("engine unreachable" in message for message in messages)
    assert not any("127.0.0.1" in message for message in messages)


def test_a_server_that_is_cut_off_in_the_middle_is_never_green(bank, server, tmp_path):
    asked = []

    def behave(method, path):
        asked.append(method)
        return "drop" if asked.count("POST") > 12 and method == "POST" else "pass"

    with proxied(server, behave) as proxy:
        options = ["--engine=opa", f"--opa-url={proxy.url}", "--jobs=1"]
        code, _, reports = check(tmp_path, bank / "compliant", *options)
    assert code == 3
    assert not_evaluated(reports)[0] == {"pass", "not-evaluated"}
    assert server.leftovers() == ([], [])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_leaves_nothing_on_the_server(bank, how, server, tmp_path):
    def behave(method, path):
        return "hang" if method == "POST" else "pass"

    with proxied(server, behave) as proxy:
        line = command(bank / "compliant", "--engine=opa", f"--opa-url={proxy.url}")
        run = subprocess.Popen(
            line, cwd=tmp_path, env=environment(tmp_path), stderr=subprocess.PIPE, text=True
        )
        while not any(method == "POST" for method, _ in proxy.seen) and run.poll() is None:
            time.sleep(0.02)
        assert server.leftovers() != ([], [])
        begun = time.monotonic()
        run.send_signal(how)
        said = run.communicate(timeout=30)[1]
        assert time.monotonic() - begun < 10
    assert run.returncode == {signal.SIGTERM: 143, signal.SIGINT: 130}[how]
    assert "Traceback" not in said
    assert server.leftovers() == ([], [])


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--opa-url", "ftp://x"], "--opa-url"),
        (["--opa-url", "http://127.0.0.1:1", "--opa-ca", "absent.pem"], "--opa-ca"),
        (["--opa-url", "http://127.0.0.1:1", "--opa-token", "plain"], "--opa-token"),
    ],
)
def test_options_that_are_wrong_are_named(bank, options, word, tmp_path):
    code, said, _ = check(tmp_path, bank / "compliant", "--engine", "opa", *options)
    assert code == 2
    assert word in said
    assert "Traceback" not in said


def test_the_token_is_read_from_a_file_and_never_shown(bank, tmp_path):
    (tmp_path / "authz.rego").write_text(
        "package system.authz\n\ndefault allow := false\n\n"
        'allow if input.identity == "s3cret-token"\n'
    )
    (tmp_path / "token").write_text("s3cret-token\n")
    options = ["--engine=opa", "--opa-token=file:token"]
    with running(
        "--authentication=token", "--authorization=basic", tmp_path / "authz.rego"
    ) as server:
        code, said, reports = check(
            tmp_path, bank / "compliant", *options, f"--opa-url={server.url}"
        )
    assert code == 0
    assert b"s3cret" not in b"".join(reports.values()) + said.encode()


def test_no_opa_to_start_is_a_usage_error(bank, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(Path(tmp_path)))
    code, said, _ = check(tmp_path, bank / "compliant", "--engine", "opa")
    assert code == 2
    assert "no `opa` on PATH" in said
