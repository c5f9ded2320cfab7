"""Real pgBackRest: one stanza in an encrypted and in an open repository."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.api import Collected, Context, Gap, Target
from auditor.api.testing import Recording
from auditor_plugins.backup import auditor_collectors
from auditor_plugins.backup.collect import gather
from auditor_plugins.backup.process import asker
from tests.backup_evidence import fits, rows
from tests.integration.postgres_server import INITDB, owner
from tests.require import require

RECORDING = Path(__file__).parents[1] / "plugins/backup/recordings/pgbackrest.json"
CONTEXT = Context(datetime.now(UTC), "Asia/Shanghai")
CONFIG = """\
[global]
repo1-path={0}/one
repo1-cipher-type=aes-256-cbc
repo1-retention-full=9
repo2-path={0}/two
repo2-retention-full=9
log-path={0}/log
lock-path={0}/lock
compress-level=1
[core]
pg1-path={0}/data
"""
PLACES = {1: {"site": "Shanghai"}, 2: {"site": "Beijing", "immutable": True}}
(COLLECTOR,) = auditor_collectors()


def _group() -> int | None:
    return pwd.getpwnam(owner()).pw_gid if owner() else None


@pytest.fixture(scope="module")
def vault() -> Iterator[Path]:
    """A cluster that does not run, and a backup of it in both repositories."""
    require("pgbackrest", shutil.which("pgbackrest"))
    require("postgres", INITDB)
    folder = Path(tempfile.mkdtemp(prefix="pgbackrest-"))
    folder.chmod(0o755)
    if owner():
        shutil.chown(folder, owner())
    try:
        (folder / "pgbackrest.conf").write_text(CONFIG.format(folder))
        environment = {"PATH": os.environ["PATH"], "PGBACKREST_REPO1_CIPHER_PASS": "key one"}
        stanza = ["pgbackrest", f"--config={folder}/pgbackrest.conf", "--stanza=core"]
        for words in (
            [INITDB, "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-N"],
            [*stanza, "--no-online", "stanza-create"],
            [*stanza, "--no-online", "--type=full", "--repo=1", "backup"],
            [*stanza, "--no-online", "--type=full", "--repo=2", "backup"],
        ):
            done = subprocess.run(
                words,
                user=owner(),
                group=_group(),
                cwd=folder,
                env=environment,
                capture_output=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("REPO_KEY", "key one")


def target(folder: Path) -> Target:
    options = COLLECTOR.options(
        tool="pgbackrest",
        config="pgbackrest.conf",
        password="env:REPO_KEY",
        places=PLACES,
        systems=[{"system_id": "S-01", "host": "core"}],
    )
    return Target("vault", "backup", "e", options, folder)


def collect(folder: Path) -> tuple[list[dict], list[Gap]]:
    found = list(COLLECTOR.collect(target(folder), CONTEXT))
    [fits(one) for one in found if isinstance(one, Collected)]
    return rows(found), [one for one in found if isinstance(one, Gap)]


def test_each_repository_is_a_place_of_its_own(vault):
    rows, gaps = collect(vault)
    assert gaps == []
    told = [(row["repo"], row["system_id"], row["status"], row["encrypted"]) for row in rows]
    assert told == [("vault/1", "S-01", "ok", True), ("vault/2", "S-01", "ok", False)]
    assert [row["site"] for row in rows] == ["Shanghai", "Beijing"]
    assert [row.get("immutable") for row in rows] == [None, True]
    taken = [datetime.fromisoformat(row["at"]) for row in rows]
    assert all(abs((at - datetime.now(UTC)).total_seconds()) < 600 for at in taken)
    assert collect(vault) == (rows, gaps)


def test_a_wrong_key_leaves_the_other_repository(vault, monkeypatch):
    monkeypatch.setenv("REPO_KEY", "another key")
    rows, gaps = collect(vault)
    assert [row["repo"] for row in rows] == ["vault/2"]
    assert [(gap.reason.value, gap.partial) for gap in gaps] == [("denied", True)] * 2
    assert "another key" not in gaps[0].message


def test_the_recording_is_what_it_says_today(vault):
    recording = Recording(RECORDING)
    list(gather(target(vault), CONTEXT, recording.record(asker(target(vault)))))
    if os.environ.get("AUDITOR_RECORD"):
        recording.save()
    assert recording.drift() == []


READER = """\
import os, sys
from datetime import UTC, datetime
from pathlib import Path
import orjson, zstandard
from zoneinfo import ZoneInfo
from auditor.api import Collected, Context, GapError, Target
from auditor_plugins.backup import auditor_collectors

(collector,) = auditor_collectors()
collector.collect.load()
options = collector.options(tool="pgbackrest", config="pgbackrest.conf", password="env:REPO_KEY")
target = Target("vault", "backup", "e", options, Path(sys.argv[1]))
context = Context(datetime.now(UTC), "UTC")
ZoneInfo("UTC")
os.setgroups([int(sys.argv[2])] if sys.argv[2] else []), os.setgid(65534), os.setuid(65534)
try:
    for one in collector.collect(target, context):
        print(len(one.items) if isinstance(one, Collected) else one.reason + ": " + one.message)
except GapError as error:
    print(error.reason + ": " + error.message)
"""


def _as_reader(folder: Path, group: str) -> list[str]:
    environment = {"PATH": "/usr/bin:/bin", "REPO_KEY": "key one", "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", READER, str(folder), group],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_group_is_enough_and_without_it_is_denied(vault):
    if os.geteuid() != 0:
        pytest.skip("only root can become another account")
    group = str(_group())
    assert _as_reader(vault, group) == ["2", "2"]
    (denied,) = _as_reader(vault, "")
    assert denied == (
        "denied: pgbackrest: repository 1 may not be read: its files want the right to read"
    )
    (vault / "pgbackrest.conf").chmod(0o600)
    (denied,) = _as_reader(vault, group)
    assert denied.startswith("denied: pgbackrest: ")
    (vault / "pgbackrest.conf").chmod(0o644)


def retained(folder: Path) -> tuple[list[dict], list[Gap]]:
    found = list(COLLECTOR.collect(target(folder), CONTEXT))
    gaps = [one for one in found if isinstance(one, Gap) and one.kind == "backup_retention"]
    return rows(found, "backup_retention"), gaps


def test_what_the_configuration_promises_and_what_is_there(vault):
    kept, gaps = retained(vault)
    assert gaps == []
    told = [(row["repo"], row["policy"], row["keep_full"], row["full_snapshots"]) for row in kept]
    assert told == [("vault/1", "configured", 9, 1), ("vault/2", "configured", 9, 1)]
    config = vault / "pgbackrest.conf"
    whole = config.read_text()
    try:
        config.write_text(CONFIG.format(vault).replace("repo2-retention-full=9\n", ""))
        assert [row["policy"] for row in retained(vault)[0]] == ["configured", "none"]
    finally:
        config.write_text(whole)


def verified(folder: Path) -> tuple[list[tuple[str, str | None]], list[Gap]]:
    one = target(folder)
    options = COLLECTOR.options(**one.options.model_dump() | {"check": "data"})
    found = list(COLLECTOR.collect(Target("vault", "backup", "e", options, folder), CONTEXT))
    [fits(one) for one in found if isinstance(one, Collected)]
    checks = [(row["repo"], row.get("check_result")) for row in rows(found)]
    return checks, [one for one in found if isinstance(one, Gap)]


def test_verify_tells_damage_of_one_repository(vault):
    assert verified(vault) == ([("vault/1", "ok"), ("vault/2", "ok")], [])
    files = (vault / "two/backup/core").glob("2*F/pg_data/base/**/*.gz")
    file = max(files, key=lambda path: path.stat().st_size)
    whole = file.read_bytes()
    try:
        file.write_bytes(whole[:-20])
        checks, gaps = verified(vault)
    finally:
        file.write_bytes(whole)
    assert (checks, gaps) == ([("vault/1", "ok"), ("vault/2", "failed")], [])


def test_verify_that_may_not_read_a_file_is_no_verdict(vault):
    (manifest, copy) = sorted((vault / "two/backup/core").glob("2*F/backup.manifest*"))
    whole = manifest.read_bytes(), copy.read_bytes()
    try:
        manifest.write_text("junk"), copy.write_text("junk")
        checks, gaps = verified(vault)
    finally:
        manifest.write_bytes(whole[0]), copy.write_bytes(whole[1])
    assert checks == [("vault/1", "ok"), ("vault/2", None)]
    assert [(gap.reason.value, gap.partial) for gap in gaps] == [("denied", True)]
    assert gaps[0].message.startswith("check: pgbackrest: repository 2 is not verified")
