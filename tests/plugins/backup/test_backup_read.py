"""From what the tools wrote to rows, without the tools."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor.api import Collected, Context, Gap, GapError, GapReason, Target
from auditor.api.testing import Recording
from auditor_plugins.backup import auditor_collectors
from auditor_plugins.backup.check import run_check
from auditor_plugins.backup.collect import gather
from auditor_plugins.backup.failures import error_of
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.read import READERS, snapshots
from auditor_plugins.backup.snapshots import rows as rows_of
from tests.backup_evidence import fits, rows

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
CONTEXT = Context(NOW, "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()
VAULT = {"tool": "restic", "repository": "/srv/vault"}


def target(folder: Path = HERE, **options) -> Target:
    return Target("vault", "backup", "e", COLLECTOR.options(**options), folder)


def collect(folder: Path = HERE, **options) -> list[Collected | Gap]:
    found = list(COLLECTOR.collect(target(folder, **options), CONTEXT))
    for one in found:
        if isinstance(one, Collected):
            fits(one)
    return found


def test_pgbackrest_with_several_repositories():
    places = {1: {"site": "Shanghai", "medium": "disk"}, 2: {"site": "Beijing", "medium": "cloud"}}
    found = collect(
        tool="pgbackrest",
        output="recorded/pgbackrest.json",
        places=places,
        systems=[{"system_id": "S-01", "host": "core"}],
    )
    one, two = rows(found)
    assert one == {
        "repo": "vault/1",
        "system_id": "S-01",
        "at": "2026-11-19T18:01:00+00:00",
        "status": "ok",
        "encrypted": True,
        "site": "Shanghai",
        "medium": "disk",
        "_loc": {"file": "recorded/pgbackrest.json", "line": 11},
    }
    assert (two["repo"], two["status"], two["encrypted"]) == ("vault/2", "failed", False)
    assert (two["site"], two["_loc"]["line"]) == ("Beijing", 23)
    gap, again = (one for one in found if isinstance(one, Gap))
    assert (gap.kind, again.kind) == ("backup_snapshots", "backup_retention")
    assert (gap.reason, gap.partial, gap.message) == (
        GapReason.UNREACHABLE,
        True,
        "pgbackrest: repository 3 reports status 99",
    )


def test_barman_and_a_record_of_a_check(tmp_path):
    shutil.copy(HERE / "recorded/barman.json", tmp_path)
    record = {"checked_at": "2026-11-19T09:00:00", "check_result": "ok"}
    (tmp_path / "check.json").write_text(json.dumps(record))
    told = {"tool": "barman", "output": "barman.json", "check_record": "check.json"}
    found = rows(collect(tmp_path, encrypted=True, site="Beijing", **told))
    assert [(row["at"], row["status"]) for row in found] == [
        ("2026-11-18T02:00:00+08:00", "failed"),
        ("2026-11-18T18:05:00+00:00", "partial"),
        ("2026-11-19T18:05:00+00:00", "ok"),
    ]
    assert {row["checked_at"] for row in found} == {"2026-11-19T09:00:00+08:00"}
    assert {row["encrypted"] for row in found} == {True}
    (tmp_path / "check.json").write_text('{"checked_at": "2026-11-19", "check_result": "well"}')
    (gap,) = (one for one in collect(tmp_path, **told) if isinstance(one, Gap))
    assert (gap.reason, gap.partial) == (GapReason.INVALID, True)
    assert "checked_at" not in rows(collect(tmp_path, **told))[0]


@pytest.mark.parametrize("tool", ["restic", "borg"])
def test_the_recording_gives_rows_without_the_tool(tool):
    ask = Recording(HERE / f"recordings/{tool}.json").replay()
    one = target(tool=tool, repository="/srv/vault", check="structure")
    found = list(gather(one, Context(NOW, "UTC"), ask))
    [fits(one) for one in found if isinstance(one, Collected)]
    assert {row["check_result"] for row in rows(found)} == {"ok"}
    assert {row["location"] for row in rows(found)} == {"/srv/vault"}
    assert all(row["encrypted"] for row in rows(found))
    assert all(isinstance(one, Collected) for one in found)


def restic(**fields) -> str:
    whole = {
        "id": "a" * 64,
        "hostname": "core-host",
        "time": "2026-11-20T02:00:00.123456789+08:00",
        "paths": ["/srv", "/etc"],
    }
    return json.dumps([whole | fields])


def status(systems: list[dict], **fields) -> list[tuple[str, str]]:
    options = Options(**VAULT, systems=systems)
    found = snapshots(restic(**fields), options, "UTC")
    made = rows_of(found, "vault", options, lambda _: {}, lambda _: {"file": "f"})
    return [(row["system_id"], row["status"]) for row in made]


def test_a_backup_without_what_it_must_hold_is_partial():
    core = {"system_id": "core", "paths": ["/srv/core"]}
    assert status([core]) == [("core", "ok")]
    assert status([core], paths=["/srv/core"]) == [("core", "ok")]
    assert status([core], paths=["/srv/core2", "/etc"]) == [("core", "partial")]
    assert status([core], excludes=["/srv/core"]) == [("core", "partial")]
    assert status([core], excludes=["*/core"]) == [("core", "partial")]
    assert status([core], excludes=["*.tmp"]) == [("core", "ok")]
    both = [core, {"system_id": "core", "paths": ["/home"]}, {"system_id": "etc"}]
    assert status(both) == [("core", "partial"), ("etc", "ok")]


def test_a_snapshot_of_no_named_system_is_of_its_host():
    assert status([]) == [("core-host", "ok")]
    assert status([{"system_id": "crm", "host": "crm-*"}]) == [("core-host", "ok")]
    assert status([{"system_id": "crm", "tag": "crm"}]) == [("core-host", "ok")]
    assert status([{"system_id": "crm", "tag": "c*"}], tags=["crm"]) == [("crm", "ok")]


def borg(words: list[str] | None, name: str = "core-1", mode: str = "repokey") -> str:
    archive = {"id": "b" * 64, "name": name, "time": "2026-11-20T02:00:00.000000"}
    archive |= {} if words is None else {"command_line": words}
    return json.dumps({"archives": [archive], "encryption": {"mode": mode}})


@pytest.mark.parametrize(
    ("words", "paths", "excludes"),
    [
        (["borg", "create", "::n", "/srv", "/etc"], ("/srv", "/etc"), ()),
        (["borg", "create", "-C", "zstd", "r::n", "-e", "/srv/x", "/srv"], ("/srv",), ("/srv/x",)),
        (["borg", "create", "--exclude=/a", "ssh://h/r::n", "/srv"], ("/srv",), ("/a",)),
        (None, None, ()),
    ],
)
def test_the_paths_of_a_borg_archive(words, paths, excludes):
    (found,) = snapshots(borg(words), Options(tool="borg", repository="/r"), "Asia/Shanghai")
    assert (found.paths, found.excludes) == (paths, excludes)
    assert found.at == datetime(2026, 11, 19, 18, tzinfo=UTC)


def test_borg_that_does_not_encrypt_or_did_not_end():
    options = Options(tool="borg", repository="/r")
    for mode, told in (("none", False), ("authenticated", False), ("keyfile-blake2", True)):
        (found,) = snapshots(borg(None, mode=mode), options, "UTC")
        assert found.encrypted is told
    (found,) = snapshots(borg(None, name="n.checkpoint.1"), options, "UTC")
    assert found.status == "partial"


@pytest.mark.parametrize(
    ("repository", "location", "medium"),
    [
        ("s3:https://s3.example.com/vault/core", "vault", "cloud"),
        ("s3:s3.amazonaws.com/vault", "vault", "cloud"),
        ("b2:vault:core", "vault", "cloud"),
        ("/srv/vault", "/srv/vault", "disk"),
        ("vaults/core", "vaults/core", "disk"),
        ("sftp:backup@host:/srv/vault", "sftp:backup@host:/srv/vault", None),
    ],
)
def test_where_the_copies_lie(repository, location, medium):
    options = Options(tool="restic", repository=repository)
    found = snapshots(restic(), options, "UTC")
    (row,) = rows_of(found, "vault", options, lambda _: {}, lambda _: {"file": "f"})
    assert (row["location"], row.get("medium")) == (location, medium)


def answer(text: str, code: int = 1) -> dict:
    return {"code": code, "out": "", "err": text}


def test_only_damage_that_the_tool_names_is_a_failed_check():
    def result(tool: str, text: str, code: int = 1):
        return run_check(tool, "structure", lambda _: answer(text, code), NOW)

    assert result("restic", "Fatal: repository contains errors").fields["check_result"] == "failed"
    borg_text = "Data integrity error\nID: ab rebuilt index: <not found>\nerrors found."
    assert result("borg", borg_text).fields["check_result"] == "failed"
    assert result("restic", "", 0).fields == {
        "checked_at": "2026-11-20T10:00:00+00:00",
        "check_result": "ok",
    }
    unread = result("restic", "Load: permission denied\nFatal: repository contains errors")
    assert (unread.fields, unread.problem.reason) == ({}, GapReason.DENIED)
    locked = result("borg", "Failed to create/acquire the lock (timeout).", 2)
    assert (locked.fields, locked.problem.reason) == ({}, GapReason.UNREACHABLE)
    assert locked.problem.message_zh.startswith("校验")


@given(st.text(), st.integers(-20, 130))
def test_no_error_text_is_repeated(text, code):
    error = error_of("restic", answer(f"secret-{text}", code))
    assert "secret-" not in error.message
    assert error.message_zh


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("20261120T020000"),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(
                ["id", "archives", "name", "time", "backup", "encryption", "mode", "x"]
            ),
            inner,
        )
    ),
)


@given(st.sampled_from(sorted(READERS)), JSON)
def test_any_other_json_is_refused_or_read(tool, document):
    options = Options(tool=tool, output="x.json")
    try:
        snapshots(json.dumps(document), options, "UTC")
    except GapError as error:
        assert error.reason is GapReason.INVALID


@pytest.mark.parametrize(
    "options",
    [
        {"tool": "restic"},
        {"tool": "restic", "repository": "/r", "output": "x"},
        {"tool": "restic", "repository": "rest:https://user:word@host/"},
        {"tool": "restic", "repository": "--password-command=x"},
        {"tool": "restic", "repository": "/r", "password": "word"},
        {"tool": "restic", "repository": "/r", "environment": {"LD_PRELOAD": "env:X"}},
        {"tool": "restic", "repository": "/r", "environment": {"BORG_RSH": "env:X"}},
        {"tool": "restic", "output": "x", "check": "data"},
        {"tool": "restic", "repository": "/r", "check": "data", "check_record": "x"},
        {"tool": "restic", "repository": "/r", "encrypted": False},
        {"tool": "barman", "repository": "/r"},
        {"tool": "barman", "check": "data"},
        {"tool": "barman", "diagnosis": "d.json"},
        {"tool": "barman", "retention": {"keep_last": 3}},
        {"tool": "barman", "output": "x", "diagnosis": "d", "retention": {"keep_last": 3}},
        {"tool": "pgbackrest", "check": "structure"},
        {"tool": "pgbackrest", "output": "x", "check": "data"},
        {"tool": "pgbackrest", "retention": {"keep_full": 3}},
        {"tool": "restic", "repository": "/r", "retention": {}},
        {"tool": "restic", "repository": "/r", "retention": {"keep_daily": -1}},
        {"tool": "barman", "systems": [{"system_id": "s", "paths": ["/x"]}]},
        {"tool": "borg", "repository": "/r", "systems": [{"system_id": "s", "tag": "x"}]},
    ],
)
def test_options_that_do_not_fit_are_refused(options):
    with pytest.raises(ValidationError):
        Options(**options)


def test_a_recorded_file_that_is_missing_or_not_wanted(tmp_path):
    with pytest.raises(GapError) as error:
        collect(tmp_path, tool="borg", output="nothing.json")
    assert error.value.reason is GapReason.ABSENT
    one = target(tmp_path, tool="borg", output="nothing.json")
    assert list(COLLECTOR.collect(one, Context(NOW, "UTC", wanted=frozenset()))) == []
