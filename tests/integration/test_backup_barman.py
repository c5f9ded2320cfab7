"""Real Barman: what it lists and diagnoses, and what becomes of its errors."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.api import Collected, Context, Gap, GapError, Target
from auditor.api.testing import Recording
from auditor_plugins.backup import auditor_collectors
from auditor_plugins.backup.collect import gather
from auditor_plugins.backup.process import asker
from tests.backup_evidence import fits, rows
from tests.integration.barman_server import Barman, barman
from tests.integration.postgres_server import INITDB
from tests.require import require

RECORDING = Path(__file__).parents[1] / "plugins/backup/recordings/barman.json"
CONTEXT = Context(datetime.now(UTC), "Asia/Shanghai")
CONFIG = ("retention_policy", "minimum_redundancy")
BACKUP = ("status", "begin_time", "end_time", "backup_id", "mode")
(COLLECTOR,) = auditor_collectors()


@pytest.fixture(scope="module")
def vault() -> Iterator[Barman]:
    require("barman", shutil.which("barman"))
    require("postgres", INITDB)
    with barman() as found:
        yield found


def target(vault: Barman, **options) -> Target:
    told = {"tool": "barman", "systems": [{"system_id": "S-01", "host": "core"}]} | options
    told = told if "output" in told else told | {"config": str(vault.config)}
    return Target("vault", "backup", "e", COLLECTOR.options(**told), vault.folder)


def collect(vault: Barman, **options) -> list[Collected | Gap]:
    found = list(COLLECTOR.collect(target(vault, **options), CONTEXT))
    [fits(one) for one in found if isinstance(one, Collected)]
    return found


def gaps(found: list[Collected | Gap]) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.reason.value, one.partial) for one in found if isinstance(one, Gap)]


def test_a_backup_that_is_done_and_one_that_failed(vault):
    found = collect(vault, site="Beijing")
    assert gaps(found) == []
    told = [(row["repo"], row["system_id"], row["status"], row["site"]) for row in rows(found)]
    assert told == [("vault", "S-01", "ok", "Beijing"), ("vault", "S-01", "failed", "Beijing")]
    for row in rows(found):
        assert abs(datetime.fromisoformat(row["at"]) - datetime.now(UTC)) < timedelta(minutes=10)
        assert "encrypted" not in row  # Barman 3.4 does not tell
    assert found == collect(vault, site="Beijing")
    assert {row["encrypted"] for row in rows(collect(vault, encrypted=True))} == {True}


def test_what_is_promised_and_what_is_there(vault):
    (kept,) = rows(collect(vault), "backup_retention")
    assert (kept["policy"], kept["keep_within_days"], kept["minimum_redundancy"]) == (
        "configured",
        14,
        1,
    )
    assert (kept["snapshots"], kept["full_snapshots"], kept["unfinished"]) == (1, 1, 1)
    assert (kept["group"], kept["system_id"], kept["future"]) == ("core", "S-01", 0)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_the_zone_of_the_process_changes_nothing(vault, zone, monkeypatch):
    here = [row["at"] for row in rows(collect(vault))]
    monkeypatch.setenv("TZ", zone)
    there = [row["at"] for row in rows(collect(vault))]
    assert list(map(datetime.fromisoformat, here)) == list(map(datetime.fromisoformat, there))


def test_what_was_recorded_is_read_as_what_is_asked(vault):
    for name, words in {
        "list.json": ("-f", "json", "list-backups", "all"),
        "diagnosis.json": ("diagnose",),
    }.items():
        (vault.folder / name).write_text(vault.run(*words).stdout)
    asked = collect(vault)
    read = collect(vault, output="list.json", diagnosis="diagnosis.json")
    assert gaps(read) == []
    for kind in ("backup_snapshots", "backup_retention"):
        without = [[row | {"_loc": 0} for row in rows(one, kind)] for one in (asked, read)]
        assert without[0] == without[1]
    (kept,) = rows(collect(vault, output="list.json"), "backup_retention")
    assert kept["policy"] == "unknown"
    assert kept["_loc"] == {"file": "list.json", "line": 1}
    promise = {"keep_last": 3}
    (kept,) = rows(collect(vault, output="list.json", retention=promise), "backup_retention")
    assert (kept["policy"], kept["keep_last"]) == ("stated", 3)


def test_a_server_that_its_configuration_disables_is_a_gap_beside_the_others(vault):
    vault.configure("broken", "backup_method = nonsense\narchiver = off\nstreaming_archiver = off")
    try:
        found = collect(vault)
        (vault.folder / "list.json").write_text(
            vault.run("-f", "json", "list-backups", "all").stdout
        )
        read = collect(vault, output="list.json")
    finally:
        vault.drop("broken")
    for one in (found, read):
        assert [row["status"] for row in rows(one)] == ["ok", "failed"]
        assert gaps(one) == [
            ("backup_snapshots", "invalid", True),
            ("backup_retention", "invalid", True),
        ]
        assert all("nonsense" not in gap.message for gap in one if isinstance(gap, Gap))


def test_a_server_without_a_backup_or_a_policy(vault):
    vault.configure("empty")
    try:
        empty = rows(collect(vault), "backup_retention")[1]
    finally:
        vault.drop("empty")
    assert (empty["system_id"], empty["policy"], empty["snapshots"]) == ("empty", "none", 0)


def test_a_record_that_cannot_be_read_is_no_empty_list(vault):
    (info,) = (path for path in vault.folder.rglob("backup.info") if "DONE" in path.read_text())
    whole = info.read_bytes()
    info.write_text("garbage\n")
    try:
        with pytest.raises(GapError) as error:
            collect(vault)
    finally:
        info.write_bytes(whole)
    assert error.value.reason.value == "invalid"
    assert "garbage" not in error.value.message
    assert error.value.message_zh


def test_another_account_is_denied(vault, tmp_path):
    tool = tmp_path / "tool"
    tool.write_text('#!/bin/sh\nexec setpriv --reuid 65534 --clear-groups -- barman "$@"\n')
    tool.chmod(0o755)
    if os.geteuid() != 0:
        pytest.skip("only root can become another account")
    with pytest.raises(GapError) as error:
        collect(vault, executable=str(tool))
    assert error.value.reason.value == "denied"
    assert "account of its own" in error.value.message


def test_the_recording_is_what_it_says_today(vault):
    one = target(vault)
    real = asker(one)

    def ask(question: str) -> dict:
        answer = real(question)
        return answer | {"out": _short(answer["out"], question), "err": ""}

    recording = Recording(RECORDING)
    list(gather(one, CONTEXT, recording.record(ask)))
    if os.environ.get("AUDITOR_RECORD"):
        recording.save()
    assert recording.drift() == []


def _short(text: str, question: str) -> str:
    """Without what tells of this machine."""
    if question != "barman diagnose":
        return text
    servers = {
        name: {
            "config": {key: server["config"][key] for key in CONFIG},
            "backups": {
                number: {key: backup[key] for key in BACKUP}
                for number, backup in server["backups"].items()
            },
        }
        for name, server in json.loads(text)["servers"].items()
    }
    return json.dumps({"servers": servers}, sort_keys=True)
