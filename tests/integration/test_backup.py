"""Real restic and borg repositories, from their snapshots to the findings of an audit."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from auditor.api import Collected, Context, Gap, GapError, Target
from auditor.api.testing import Recording
from auditor_plugins.backup import auditor_collectors
from auditor_plugins.backup.collect import gather
from auditor_plugins.backup.process import asker
from tests.backup_evidence import fits, rows
from tests.integration.auditing import audit, outcome, subjects
from tests.integration.backup_repositories import PASSWORD, PLANTED, borg, damaged, restic
from tests.integration.certificates import self_signed
from tests.integration.ports import free_port, silent_server
from tests.require import require

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).parents[1] / "plugins/backup/recordings"
CONTROLS = ("BAK-001", "BAK-002", "BAK-004", "BAK-005")
INVENTORY = """\
system_id,kind,site,holds_customer_info,backup_required
core,server,Hangzhou,true,true
crm,server,Hangzhou,true,true
hr,server,Hangzhou,true,true
"""
REGISTER = """\
- {name: inventory, type: registers, files: [{kind: system_inventory, path: systems.csv}]}
"""
(COLLECTOR,) = auditor_collectors()


@pytest.fixture(scope="module")
def bank(tmp_path_factory) -> Path:
    """A folder with the repositories: `crm` is old, of `hr` only /etc is kept."""
    require("restic", shutil.which("restic"))
    require("borg", shutil.which("borg"))
    folder = tmp_path_factory.mktemp("bank")
    restic(
        folder,
        (
            ("core-host", "core", "2026-11-20 02:00:00"),
            ("crm-host", "crm", "2026-10-01 02:00:00"),
            ("hr-host", "etc", "2026-11-20 02:00:00"),
        ),
    )
    borg(folder, (("core-1", "core", "2026-11-20T03:00:00"),), "repokey-blake2")
    borg(folder, (("core-1", "core", "2026-11-20T03:00:00"),), "none")
    return folder


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("VAULT_PASSWORD", PASSWORD)


def target(folder: Path, **options) -> Target:
    told = {"tool": "restic", "repository": "restic", "password": "env:VAULT_PASSWORD"} | options
    return Target("vault", "backup", "e", COLLECTOR.options(**told), folder)


def collect(folder: Path, **options) -> list[Collected | Gap]:
    found = list(COLLECTOR.collect(target(folder, **options), Context(NOW, "Asia/Shanghai")))
    for one in found:
        if isinstance(one, Collected):
            fits(one)
    return found


def gaps(found: list[Collected | Gap]) -> list[tuple[str, bool]]:
    return [(one.reason.value, one.partial) for one in found if isinstance(one, Gap)]


def failure(folder: Path, **options) -> tuple[str, str]:
    with pytest.raises(GapError) as error:
        collect(folder, **options)
    assert PASSWORD not in error.value.message
    assert error.value.message_zh
    return error.value.reason.value, error.value.message


def vaults(bank: Path, first: str, second: str, check: str = "structure") -> str:
    return f"""\
- name: vault-a
  type: backup
  tool: restic
  repository: {bank / first}
  password: env:VAULT_PASSWORD
  site: Shanghai
  immutable: true
  check: {check}
  systems:
    - {{system_id: core, host: core-host, paths: [{bank}/data/core]}}
    - {{system_id: crm, host: crm-host, paths: [{bank}/data/crm]}}
    - {{system_id: hr, host: hr-host, paths: [{bank}/data/hr]}}
- name: vault-b
  type: backup
  tool: borg
  repository: {bank / second}
  password: env:VAULT_PASSWORD
  site: Beijing
  check: {check}
  systems: [{{system_id: core, name: core-*, paths: [{bank}/data/core]}}]
"""


def test_the_audit_finds_what_is_old_incomplete_and_at_one_site(bank, tmp_path):
    targets = REGISTER + vaults(bank, "restic", "borg-repokey-blake2")
    done = audit(tmp_path, targets, *CONTROLS, files={"systems.csv": INVENTORY})
    assert subjects(done, "BAK-001") == ["crm", "hr"]
    assert subjects(done, "BAK-002") == ["crm", "hr"]
    assert subjects(done, "BAK-004") == []
    assert subjects(done, "BAK-005") == []
    messages = [finding.message for finding in outcome(done, "BAK-001").findings]
    assert any("2026-10-01T02:00:00" in message for message in messages)
    (old,) = [one for one in outcome(done, "BAK-001").findings if one.subject == "crm"]
    assert old.related[0].file == "backup/vault-a/snapshots"
    assert PLANTED not in repr(done)


def test_a_hardened_system_passes(bank, tmp_path):
    lines = INVENTORY.splitlines(keepends=True)
    targets = REGISTER + vaults(bank, "restic", "borg-repokey-blake2", "data")
    done = audit(tmp_path, targets, *CONTROLS, files={"systems.csv": "".join(lines[:2])})
    verdicts = {one.control: one.verdict.value for one in done.environments[0].outcomes}
    assert verdicts == dict.fromkeys(CONTROLS, "pass")


def test_damage_and_clear_text_are_found(bank, tmp_path):
    damaged(bank / "restic", tmp_path)
    damaged(bank / "borg-none", tmp_path)
    targets = REGISTER + vaults(tmp_path, "damaged-restic", "damaged-borg-none", "data")
    done = audit(tmp_path, targets, *CONTROLS, files={"systems.csv": INVENTORY})
    said = {one.subject: one.message for one in outcome(done, "BAK-005").findings}
    for vault in ("vault-a", "vault-b"):
        assert said[vault].endswith("its newest check did not end well")
    (clear,) = subjects(done, "BAK-004")
    assert clear.startswith("vault-b/core/2026-11-20T03:00:00")


def test_an_unchecked_repository_and_one_without_a_lock_are_found(bank, tmp_path):
    targets = REGISTER + vaults(bank, "restic", "borg-repokey-blake2", "none")
    targets = targets.replace("  immutable: true\n", "")
    done = audit(tmp_path, targets, *CONTROLS, files={"systems.csv": INVENTORY})
    assert subjects(done, "BAK-005") == ["core", "crm", "vault-a", "vault-b"]


def _without(targets: str, line: str) -> str:
    assert targets.count(line) == 1
    return targets.replace(line, "")


def test_copies_at_two_sites_count_and_one_without_a_site_does_not(bank, tmp_path):
    lines = INVENTORY.splitlines(keepends=True)
    files = {"systems.csv": "".join(lines[:2])}
    both = REGISTER + vaults(bank, "restic", "borg-repokey-blake2")
    assert outcome(audit(tmp_path, both, "BAK-002", files=files), "BAK-002").verdict == "pass"
    one = _without(both, "  site: Beijing\n")
    (finding,) = outcome(audit(tmp_path, one, "BAK-002", files=files), "BAK-002").findings
    assert finding.message.endswith("lie at 1 sites, fewer than 2")
    same = both.replace("Beijing", "Shanghai")
    assert subjects(audit(tmp_path, same, "BAK-002", files=files), "BAK-002") == ["core"]


def test_retention_is_what_is_stated_and_what_is_there(bank):
    promise = {"keep_daily": 7, "keep_within_days": 30}
    systems = [{"system_id": "core", "host": "core-*"}, {"system_id": "none", "host": "no-*"}]
    kept = rows(collect(bank, retention=promise, systems=systems), "backup_retention")
    core, crm, _, none = kept
    assert core | {"_loc": 0} == {
        "repo": "vault",
        "system_id": "core",
        "group": "core-host",
        "policy": "stated",
        "keep_daily": 7,
        "keep_within_days": 30,
        "snapshots": 1,
        "unfinished": 0,
        "future": 0,
        "oldest": "2026-11-20T02:00:00+00:00",
        "newest": "2026-11-20T02:00:00+00:00",
        "oldest_age_days": 0.33,
        "newest_age_days": 0.33,
        "_loc": 0,
    }
    assert crm["oldest_age_days"] == 50.33
    assert (none["system_id"], none["group"], none["snapshots"]) == ("none", "no-*", 0)
    assert "oldest" not in none
    (borg_row,) = rows(
        collect(bank, tool="borg", repository="borg-repokey-blake2"), "backup_retention"
    )
    assert (borg_row["policy"], borg_row["snapshots"]) == ("unknown", 1)
    assert PLANTED not in repr(kept)


def test_a_snapshot_of_the_future_is_never_the_newest(bank, tmp_path):
    restic(
        tmp_path,
        (
            ("core-host", "core", "2026-11-19 02:00:00"),
            ("core-host", "core", "2026-12-24 02:00:00"),
        ),
    )
    (kept,) = rows(collect(tmp_path), "backup_retention")
    assert (kept["snapshots"], kept["future"]) == (1, 1)
    assert kept["newest"] == "2026-11-19T02:00:00+00:00"
    found = COLLECTOR.probe(target(tmp_path), Context(NOW, "UTC"))
    (told,) = [one for one in found if one.check == "clock"]
    assert (told.ok, "2908800 s in the future" in told.message) == (False, True)
    assert told.message_zh
    targets = REGISTER + vaults(tmp_path, "restic", "restic").split("- name: vault-b")[0]
    done = audit(tmp_path, targets, "BAK-001", files={"systems.csv": INVENTORY})
    said = [one.message for one in outcome(done, "BAK-001").findings]
    assert any("dated in the future" in one for one in said)
    assert any("2026-11-19T02:00:00" in one for one in said)


def test_two_runs_give_the_same_rows_and_change_nothing(bank):
    before = sorted(path.stat().st_mtime_ns for path in (bank / "restic").rglob("*"))
    borg_options = {"tool": "borg", "repository": "borg-repokey-blake2"}
    assert rows(collect(bank)) == rows(collect(bank))
    assert rows(collect(bank, **borg_options)) == rows(collect(bank, **borg_options))
    assert before == sorted(path.stat().st_mtime_ns for path in (bank / "restic").rglob("*"))


@pytest.mark.parametrize("tool", ["restic", "borg"])
def test_the_recording_is_what_the_tool_says_today(bank, tool):
    repository = {"restic": "restic", "borg": "borg-repokey-blake2"}[tool]
    one = target(bank, tool=tool, repository=repository, check="structure")
    recording = Recording(RECORDINGS / f"{tool}.json")
    real = asker(one)

    def ask(question: str) -> dict:
        answer = real(question)
        return answer | {"out": answer["out"].replace(str(bank), "/srv"), "err": ""}

    list(gather(one, Context(NOW, "UTC"), recording.record(ask)))
    if os.environ.get("AUDITOR_RECORD"):
        recording.save()
    assert recording.drift() == []


@pytest.mark.parametrize("tool", ["restic", "borg"])
def test_a_wrong_password_and_a_missing_repository(bank, tool, monkeypatch):
    repository = {"restic": "restic", "borg": "borg-repokey-blake2"}[tool]
    assert failure(bank, tool=tool, repository="nothing-here")[0] == "absent"
    assert failure(bank, tool=tool, repository=repository, password=None)[0] == "denied"
    monkeypatch.setenv("VAULT_PASSWORD", "wrong")
    reason, message = failure(bank, tool=tool, repository=repository)
    assert (reason, "password" in message) == ("denied", True)
    monkeypatch.delenv("VAULT_PASSWORD")
    reason, message = failure(bank, tool=tool, repository=repository)
    assert (reason, "env:VAULT_PASSWORD" in message) == ("denied", True)


AS_NOBODY = """\
import os, sys
from datetime import UTC, datetime
from pathlib import Path
import orjson, zstandard
from zoneinfo import ZoneInfo
from auditor.api import Collected, Context, GapError, Target
from auditor_plugins.backup import auditor_collectors

(collector,) = auditor_collectors()
collector.collect.load(), collector.probe.load()
options = collector.options(
    tool=sys.argv[1], repository=sys.argv[2], password="env:VAULT_PASSWORD", check=sys.argv[3],
    timeout=15)
target = Target("vault", "backup", "e", options, Path("/"))
context = Context(datetime.now(UTC), "UTC")
ZoneInfo("UTC")
os.setgroups([]), os.setgid(65534), os.setuid(65534)
try:
    for one in collector.probe(target, context) if len(sys.argv) > 4 else ():
        print(one.check, one.ok)
    for one in collector.collect(target, context):
        print(len(one.items) if isinstance(one, Collected) else one.reason + ": " + one.message)
except GapError as error:
    print(error.reason + ": " + error.message)
"""


def _as_reader(*words: str) -> list[str]:
    """Collect with the documented rights: an account that may read the repository, no more."""
    environment = {"PATH": "/usr/bin:/bin", "VAULT_PASSWORD": PASSWORD, "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def _open(folder: Path, mode: int) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(mode | 0o111 if path.is_dir() else mode)


@pytest.fixture
def shared(bank):
    """Copies of the repositories where another account may go."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another account")
    base = Path("/var/tmp") / f"auditor-test-{os.getpid()}"
    shutil.copytree(bank, base)
    _open(base, 0o444)
    yield base
    shutil.rmtree(base)


def test_the_right_to_read_is_enough_and_one_less_is_a_gap(shared):
    assert _as_reader("restic", f"{shared}/restic", "none", "probe") == [
        "reach True",
        "rights True",
        "excess True",
        "clock False",
        "3",
        "3",
    ]
    assert _as_reader("restic", f"{shared}/restic", "data") == ["3", "3"]
    assert _as_reader("borg", f"{shared}/borg-repokey-blake2", "none") == ["1", "1"]
    (count, check, _) = _as_reader("borg", f"{shared}/borg-repokey-blake2", "structure")
    assert count == "1"
    assert check.startswith("denied: check: borg: its check locks the repository")
    (shared / "restic" / "keys").chmod(0)
    (denied,) = _as_reader("restic", f"{shared}/restic", "none")
    assert denied.startswith("denied: restic: the repository may not be read")
    (shared / "borg-repokey-blake2").chmod(0)
    (denied,) = _as_reader("borg", f"{shared}/borg-repokey-blake2", "none")
    assert denied.startswith("denied: borg: the repository may not be read")


def _program(folder: Path, text: str) -> str:
    path = folder / "tool"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_restic_that_lists_none_because_it_may_not_read_is_no_empty_repository(tmp_path):
    text = "echo 'could not load snapshots: open snapshots: permission denied' >&2; echo '[]'"
    assert failure(tmp_path, executable=_program(tmp_path, text))[0] == "denied"
    text = "echo 'could not load snapshot 12ab: invalid data' >&2; echo '[]'"
    found = collect(tmp_path, executable=_program(tmp_path, text))
    assert gaps(found) == [("invalid", True)] * 2
    assert "could not load all snapshots" in found[-1].message
    text = "echo 'List(snapshot) returned error, retrying: connection reset' >&2; echo '[]'"
    assert gaps(collect(tmp_path, executable=_program(tmp_path, text))) == []


def test_a_tool_that_hangs_is_ended_with_all_it_started(tmp_path):
    began = time.monotonic()
    text = f"sleep 77.5 & echo $! > {tmp_path}/child; wait"
    assert failure(tmp_path, executable=_program(tmp_path, text), timeout=1)[0] == "timeout"
    assert time.monotonic() - began < 10
    child = int((tmp_path / "child").read_text())
    time.sleep(0.2)
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_a_tool_that_is_killed_a_missing_one_and_garbage(tmp_path):
    killed = failure(tmp_path, executable=_program(tmp_path, "kill -9 $$"))
    assert killed == ("unreachable", "restic: it was ended by signal 9")
    assert failure(tmp_path, executable="no-such-program")[0] == "absent"
    garbage = failure(tmp_path, executable=_program(tmp_path, "echo '[{}]'"))
    assert garbage == ("invalid", "this is not the JSON that restic writes")


def test_a_hundred_thousand_snapshots_stay_bounded(tmp_path):
    line = {"time": "2026-11-20T02:00:00Z", "paths": ["/"], "hostname": "h", "id": "0" * 64}
    many = [line | {"id": f"{number:064}"} for number in range(100_000)]
    (tmp_path / "many.json").write_bytes(orjson.dumps(many))
    program = _program(tmp_path, f"cat {tmp_path}/many.json")
    began = time.monotonic()
    found = collect(tmp_path, executable=program, max_rows=1000)
    assert (len(rows(found)), gaps(found)) == (1000, [("invalid", True)])
    (kept,) = rows(found, "backup_retention")
    assert (kept["snapshots"], kept["longest_gap_days"]) == (100_000, 0.0)
    assert time.monotonic() - began < 20


def test_a_store_that_is_not_there_not_to_be_trusted_or_silent(tmp_path):
    import ssl
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    require("restic", shutil.which("restic"))
    refused = failure(tmp_path, repository=f"rest:https://127.0.0.1:{free_port()}/x")
    assert refused == ("unreachable", "restic: the store does not answer")
    certificate, key = self_signed(tmp_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        place = f"rest:https://127.0.0.1:{server.server_port}/x"
        reason, message = failure(tmp_path, repository=place)
        assert (reason, "certificate" in message) == ("unreachable", True)
    finally:
        server.shutdown()
        server.server_close()
    with silent_server() as port:
        place = f"rest:http://127.0.0.1:{port}/x"
        assert failure(tmp_path, repository=place, timeout=2)[0] == "timeout"
