"""Policies in the forms that tools write, and what is counted as kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api import Collected, Context, Gap, GapError, GapReason, Target
from auditor.api.testing import Recording
from auditor_plugins.backup import auditor_collectors
from auditor_plugins.backup.collect import gather
from auditor_plugins.backup.pgbackrest_config import policies
from auditor_plugins.backup.policies import Policies
from auditor_plugins.backup.read_barman import barman as barman_list
from auditor_plugins.backup.read_barman import completed, diagnosis, faults
from auditor_plugins.backup.retention import Stock, retention
from auditor_plugins.backup.snapshots import Snapshot
from auditor_plugins.backup.verify import verified
from tests.backup_evidence import fits, rows

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
(COLLECTOR,) = auditor_collectors()


def target(folder: Path = HERE, **options) -> Target:
    return Target("vault", "backup", "e", COLLECTOR.options(**options), folder)


def configured(folder: Path, text: str, repo: int = 1) -> dict:
    (folder / "p.conf").write_text(text)
    one = target(folder, tool="pgbackrest", config="p.conf")
    return policies(one, [(repo, "core")]).of(repo, "core").fields()


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("repo1-retention-full=9", {"keep_full": 9}),
        ("retention-full = 6", {"keep_full": 6}),
        ("repo1-retention-full=30\nrepo1-retention-full-type=time", {"keep_within_days": 30}),
        ("repo1-retention-diff=2", {"keep_diff": 2}),
        ("repo1-retention-archive=3", {"keep_archive": 3, "archive_of": "full"}),
        (
            "repo1-retention-archive=3\nrepo1-retention-archive-type=diff",
            {"keep_archive": 3, "archive_of": "diff"},
        ),
        ("repo1-retention-full=9\n[core]\n  repo1-retention-full=4", {"keep_full": 4}),
        # As pgBackRest 2.45 resolves it: `backup` keeps 7 and `expire` 5, so that 5 are kept.
        (
            "repo1-retention-full=9\n[global:backup]\nrepo1-retention-full=7\n"
            "[global:expire]\nrepo1-retention-full=5",
            {"keep_full": 5},
        ),
        (
            "[core]\nrepo1-retention-full=4\n[global:backup]\nrepo1-retention-full=7",
            {"keep_full": 4},
        ),
        ("#repo1-retention-full=9\nrepo1-retention-diff=1", {"keep_diff": 1}),
    ],
)
def test_the_configuration_of_pgbackrest(tmp_path, text, promised):
    assert configured(tmp_path, f"[global]\n{text}\n") == {"policy": "configured"} | promised


def test_what_promises_nothing_here_is_not_taken_for_a_policy(tmp_path):
    assert configured(tmp_path, "[global]\nrepo2-retention-full=9\n") == {"policy": "none"}
    assert configured(tmp_path, "[global]\nretention-full=9\n", 2) == {"policy": "none"}
    told = "[global]\nrepo1-host=backup\nrepo1-retention-full=9\n"
    assert configured(tmp_path, told) == {"policy": "unknown"}


def test_a_configuration_that_is_malformed_or_absent_is_a_gap(tmp_path):
    for text in ("no section", "[global]\nrepo1-retention-full=many\n"):
        with pytest.raises(GapError) as error:
            configured(tmp_path, text)
        assert error.value.reason is GapReason.INVALID
        assert "many" not in error.value.message
    one = target(tmp_path, tool="pgbackrest", config="none.conf")
    with pytest.raises(GapError) as error:
        policies(one, [])
    assert error.value.reason is GapReason.ABSENT


def policy(text: str | None, least: int = 0, key: str = "retention_policy") -> dict:
    config = {key: text, "minimum_redundancy": least}
    document = {"servers": {"core": {"config": config, "backups": {}}}}
    return diagnosis(json.dumps(document), "UTC").policies["core"].fields()


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("window 14 d", {"keep_within_days": 14}),
        ("RECOVERY WINDOW OF 14 DAYS", {"keep_within_days": 14}),
        ("recovery window of 2 weeks", {"keep_within_days": 14}),
        ("RECOVERY WINDOW OF 1 MONTH", {"keep_within_days": 31}),
        ("window 3 m", {"keep_within_days": 93}),
        ("redundancy 3 b", {"keep_last": 3}),
        ("REDUNDANCY 3", {"keep_last": 3}),
    ],
)
def test_the_policies_of_barman(text, promised):
    assert policy(text) == {"policy": "configured"} | promised
    assert policy(text, 2) == {"policy": "configured", "minimum_redundancy": 2} | promised


def test_a_policy_of_barman_that_is_none_or_not_understood():
    assert policy(None) == {"policy": "none"}
    assert policy(None, 2) == {"policy": "configured", "minimum_redundancy": 2}
    assert policy("RECOVERY OF NOTHING", 2) == {"policy": "unknown"}
    with pytest.raises(GapError):
        policy("window 14 d", key="another")


def test_barman_tells_encryption_since_3_15_and_zones_since_3(tmp_path):
    """The list of Barman 2.19 is eight hours late where its process is in UTC."""
    options = COLLECTOR.options(tool="barman", encrypted=None)
    listed = {"core": [
        {"backup_id": "20261120T020000", "status": "DONE", "end_time_timestamp": "1795169100"},
        {"backup_id": "20261119T020000", "status": "FAILED"},
    ]}  # fmt: skip
    backups = {
        "20261120T020000": {"end_time": "2026-11-20T10:05:00+08:00", "encryption": "gpg"},
        "20261119T020000": {"begin_time": "2026-11-19T02:00:00+00:00", "encryption": None},
    }
    config = {"retention_policy": None, "minimum_redundancy": 0}
    text = json.dumps({"servers": {"core": {"config": config, "backups": backups}}})
    found = tuple(barman_list(listed, options, "Asia/Shanghai"))
    done, failed = completed(found, diagnosis(text, "Asia/Shanghai"), options)
    assert (done.at, done.encrypted) == (datetime(2026, 11, 20, 2, 5, tzinfo=UTC), True)
    assert (failed.at, failed.encrypted) == (datetime(2026, 11, 19, 2, tzinfo=UTC), False)
    old = text.replace("2026-11-20T10:05:00+08:00", "Fri Nov 20 10:05:00 2026")
    assert completed(found, diagnosis(old, "UTC"), options)[0].at == found[0].at


def test_barman_runs_in_the_zone_of_its_host(tmp_path, monkeypatch):
    """Barman 2 makes its timestamps with strftime('%s'), which is right in that zone only."""
    tool = tmp_path / "barman"
    tool.write_text(
        "#!/bin/sh\n[ $# = 1 ] && exit 1\n"
        'at=$(date -d "2026-11-20 10:05:00" +%s)\n'
        'echo "{\\"core\\": [{\\"backup_id\\": \\"20261120T100000\\", \\"status\\": \\"DONE\\",'
        ' \\"end_time_timestamp\\": \\"$at\\"}]}"\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    one = target(tmp_path, tool="barman", executable=str(tool))
    found = list(COLLECTOR.collect(one, Context(NOW, "Asia/Shanghai")))
    (row,) = rows(found)
    assert datetime.fromisoformat(row["at"]) == datetime(2026, 11, 20, 2, 5, tzinfo=UTC)
    (kept,) = rows(found, "backup_retention")
    assert kept["policy"] == "unknown"
    (gap,) = (one for one in found if isinstance(one, Gap))
    assert (gap.kind, gap.partial, gap.message_zh[:4]) == ("backup_retention", True, "保留策略")


def test_errors_of_barman_in_a_record_are_gaps(tmp_path):
    text = {"_ERROR": ["no ssh_command for secret"], "_WARNING": ["x"], "core": []}
    (told,) = faults(json.dumps(text))
    assert (told.reason, "secret" in told.message) == (GapReason.INVALID, False)
    (told,) = faults(json.dumps({"_EXCEPTION": ["[Errno 13] Permission denied: '/x'"]}))
    assert told.reason is GapReason.DENIED
    assert faults(json.dumps({"_WARNING": ["x"], "_INFO": ["Skipping"], "core": []})) == []
    (tmp_path / "b.json").write_text(json.dumps(text))
    with pytest.raises(GapError):
        list(
            COLLECTOR.collect(target(tmp_path, tool="barman", output="b.json"), Context(NOW, "UTC"))
        )


def test_the_recording_of_barman_gives_rows_without_it():
    ask = Recording(HERE / "recordings/barman.json").replay()
    found = list(gather(target(tool="barman"), Context(NOW, "UTC"), ask))
    [fits(one) for one in found if isinstance(one, Collected)]
    assert [row["status"] for row in rows(found)] == ["ok", "failed"]
    (kept,) = rows(found, "backup_retention")
    assert (kept["policy"], kept["keep_within_days"]) == ("configured", 14)


@pytest.mark.parametrize(
    ("out", "code", "result"),
    [
        ("stanza: core\nstatus: ok\n", 0, "ok"),
        ("status: error\n  missing: 0, checksum invalid: 1, size invalid: 0", 0, "failed"),
        ("status: error\n  missing: 0, checksum invalid: 0, size invalid: 0, other: 1", 0, None),
        ("status: error\n  No usable backup.info file", 0, None),
        ("", 0, None),
        ("status: ok\n", 37, None),
    ],
)
def test_only_damage_that_verify_names_is_a_failed_check(out, code, result):
    answer = {"code": code, "out": out, "err": ""}
    (check,) = verified([(1, "core")], lambda _: answer, NOW).values()
    assert check.fields.get("check_result") == result
    assert (check.problem is None) == (result is not None)
    (check,) = verified([(1, "no name")], lambda _: answer, NOW).values()
    assert check.problem


def seen(*days: float, status: str = "ok") -> dict:
    stock = tuple(
        Snapshot(str(n), "core", str(n), NOW - timedelta(days=day), status)
        for n, day in enumerate(days)
    )
    one = target(tool="restic", repository="/r")
    (row,) = retention(one, Stock(stock, (), True), Policies(), NOW, lambda _: {"file": "f"})
    return row


def test_ages_and_the_longest_distance_in_days():
    row = seen(1, 2, 9.5, 10)
    assert (row["oldest_age_days"], row["newest_age_days"]) == (10, 1)
    assert (row["snapshots"], row["longest_gap_days"]) == (4, 7.5)
    assert "longest_gap_days" not in seen(3)
    assert (seen(1, status="failed")["snapshots"], seen(1, status="failed")["unfinished"]) == (0, 1)
    assert (seen(-0.03)["future"], seen(-0.03)["newest_age_days"]) == (0, 0)
    assert (seen(-0.05)["future"], seen(-0.05)["snapshots"]) == (1, 0)
    assert "newest" not in seen(-0.05)


@given(st.lists(st.floats(-400, 4000), min_size=1, max_size=20))
def test_each_snapshot_is_counted_once_whatever_its_order(days):
    row = seen(*days)
    assert row["snapshots"] + row["future"] + row["unfinished"] == len(days)
    assert row == seen(*sorted(days)) == seen(*sorted(days, reverse=True))
    fits(Collected("backup_retention", [row], None))


def test_nothing_is_said_of_a_system_where_something_stayed_unlisted():
    one = target(tool="restic", repository="/r", systems=[{"system_id": "S-01", "host": "h"}])

    def told(whole: bool) -> list:
        return retention(one, Stock((), (), whole), Policies(), NOW, lambda _: {"file": "f"})

    assert [row["snapshots"] for row in told(True)] == [0]
    assert told(False) == []
