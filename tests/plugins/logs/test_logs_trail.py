"""What is missing from logs, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from log_files import NOW, collect, gaps, rows, write

SOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
EN = "+08:00 h x[1]: y\n"


def daily(first: int, last: int) -> str:
    return "".join(f"2026-11-{day:02}T{hour:02}:00:00{EN}" for day in range(first, last + 1)
                   for hour in (6, 18))  # fmt: skip


def whys(found):
    return [(row["why"], row["_loc"]["file"], row["_loc"].get("line")) for row in
            rows(found, "log_gaps")]  # fmt: skip


def test_an_unbroken_log_has_no_gap(tmp_path):
    write(tmp_path / "syslog", daily(1, 20))
    found = collect(tmp_path, {"path": "syslog", "max_silence_hours": 13}, store_id="S-LOG")
    assert rows(found, "log_gaps") == []
    (row,) = rows(found, "integrity_monitoring")
    assert (row["mismatches"], row["store_id"], row["path"]) == (0, "S-LOG", "syslog")
    assert row["last_checked_at"] == "2026-11-20T20:00:00+08:00"
    assert "explained" not in row


def test_days_are_missing(tmp_path):
    write(tmp_path / "syslog", daily(1, 3) + daily(6, 20))
    (row,) = rows(collect(tmp_path, "syslog"), "log_gaps")
    assert row == {
        "system_id": "core-db", "file": "syslog", "why": "missing_days", "explained": False,
        "from": "2026-11-03T18:00:00+08:00", "until": "2026-11-06T06:00:00+08:00",
        "seconds": 60 * 3600, "_loc": {"file": "syslog", "line": 7},
    }  # fmt: skip
    assert rows(collect(tmp_path, {"path": "syslog", "quiet": True}), "log_gaps") == []


def test_one_whole_day_counts_and_a_night_does_not(tmp_path):
    write(tmp_path / "syslog", f"2026-11-01T00:30:00{EN}2026-11-02T23:30:00{EN}")
    assert whys(collect(tmp_path, "syslog", now=SOON)) == []
    write(tmp_path / "syslog", f"2026-11-01T23:59:00{EN}2026-11-03T00:01:00{EN}")
    assert whys(collect(tmp_path, "syslog", now=SOON)) == [("missing_days", "syslog", 2)]


def test_silence(tmp_path):
    write(tmp_path / "syslog", f"2026-11-01T06:00:00{EN}2026-11-01T09:00:01{EN}")
    assert whys(collect(tmp_path, {"path": "syslog", "max_silence_hours": 3}, now=SOON)) == [
        ("silence", "syslog", 2)]  # fmt: skip
    assert whys(collect(tmp_path, {"path": "syslog", "max_silence_hours": 4}, now=SOON)) == []


def test_a_clock_that_went_back(tmp_path):
    write(tmp_path / "syslog", f"2026-11-01T06:01:01{EN}2026-11-01T06:00:00{EN}")
    (row,) = rows(collect(tmp_path, "syslog", now=SOON), "log_gaps")
    assert (row["why"], row["seconds"], row["_loc"]["line"]) == ("clock_back", 61, 2)
    assert whys(collect(tmp_path, "syslog", clock_tolerance=61, now=SOON)) == []


def test_a_rotated_file_is_gone(tmp_path):
    write(tmp_path / "syslog.3", daily(17, 17))
    write(tmp_path / "syslog.1", daily(18, 18))
    write(tmp_path / "syslog", daily(19, 19))
    assert whys(collect(tmp_path, "syslog")) == [("rotated_away", "syslog.1", 1)]
    write(tmp_path / "syslog.2.gz", b"")
    assert whys(collect(tmp_path, "syslog")) == []


def test_a_line_is_cut_off(tmp_path):
    write(tmp_path / "syslog.1", daily(18, 18) + "2026-11-18T19")
    write(tmp_path / "syslog", daily(19, 19) + "2026-11-19T19")
    found = collect(tmp_path, "syslog")
    assert whys(found) == [("truncated", "syslog.1", 3)]
    assert gaps(found, "log_gaps") == []


def test_zeros_stand_where_lines_did(tmp_path):
    write(tmp_path / "syslog", daily(18, 18) + "\0" * 100_000 + daily(19, 19))
    found = collect(tmp_path, "syslog")
    assert ("overwritten", "syslog", 3) in whys(found)


@pytest.mark.parametrize(
    "text",
    ["kernel: audit: audit_lost=12 audit_rate_limit=0 audit_backlog_limit=64",
     "kernel: audit: backlog limit exceeded",
     "rsyslogd: imuxsock[pid 1]: begin to drop messages due to rate-limiting",
     "systemd-journald[1]: Suppressed 300 messages from x.service"],
)  # fmt: skip
def test_keepers_tell_of_losses_and_nobody_else(tmp_path, text):
    write(tmp_path / "syslog", f"2026-11-19T06:00:00+08:00 h {text}\n")
    assert [row["why"] for row in rows(collect(tmp_path, "syslog"), "log_gaps")] == ["lost_records"]
    write(tmp_path / "syslog", f"2026-11-19T06:00:00+08:00 h mallory: {text}\n")
    assert rows(collect(tmp_path, "syslog"), "log_gaps") == []


def test_a_log_that_stops(tmp_path):
    write(tmp_path / "syslog", daily(1, 18))
    (row,) = rows(collect(tmp_path, "syslog", alerts=True), "log_gaps")
    assert (row["why"], row["from"]) == ("missing_days", "2026-11-18T18:00:00+08:00")
    assert "until" not in row
    assert rows(collect(tmp_path, {"path": "syslog", "quiet": True}), "log_gaps") == []


def test_a_person_explains(tmp_path):
    write(tmp_path / "syslog", daily(1, 3) + daily(6, 20))
    said = [{"why": "missing_days", "day": "2026-11-04", "judged_at": "2026-11-06T10:00:00+08:00",
             "closed_at": "2026-11-07"}]  # fmt: skip
    found = collect(tmp_path, "syslog", explained=said, store_id="S-LOG", alerts=True)
    assert rows(found, "log_gaps")[0]["explained"] is True
    assert rows(found, "integrity_monitoring")[0]["explained"] is True
    (alert,) = rows(found, "security_alerts")
    assert (alert["triaged_at"], alert["closed_at"]) == ("2026-11-06T10:00:00+08:00", "2026-11-07")
    said[0]["day"] = "2026-11-08"
    found = collect(tmp_path, "syslog", explained=said, store_id="S-LOG", alerts=True)
    assert rows(found, "integrity_monitoring")[0]["explained"] is False
    assert "triaged_at" not in rows(found, "security_alerts")[0]


def test_what_is_kept(tmp_path):
    write(tmp_path / "syslog", daily(1, 17))
    (row,) = rows(collect(tmp_path, "syslog"), "audit_logging")
    assert (row["enabled"], row["retention_days"]) == (False, 19)
    (row,) = rows(collect(tmp_path, "syslog", now=datetime(2026, 11, 18, tzinfo=UTC)),
                  "audit_logging")  # fmt: skip
    assert (row["enabled"], row["retention_days"]) == (True, 17)
    write(tmp_path / "syslog", "")
    (row,) = rows(collect(tmp_path, "syslog"), "audit_logging")
    assert (row["enabled"], "retention_days" in row) == (False, False)


def test_more_signs_than_are_kept(tmp_path):
    lines = "".join(f"2026-11-01T0{hour}:00:00{EN}" for _ in range(1100) for hour in (9, 8))
    write(tmp_path / "syslog", lines)
    found = collect(tmp_path, "syslog")
    assert len(rows(found, "log_gaps")) == 1000
    assert gaps(found, "log_gaps")[0].partial


def test_the_same_bytes_twice(tmp_path):
    write(tmp_path / "syslog", daily(1, 3) + daily(6, 20))
    first, second = (collect(tmp_path, "syslog", now=NOW, alerts=True) for _ in range(2))
    assert [one.source for one in first] == [one.source for one in second]
    assert [list(one.items) for one in first] == [list(one.items) for one in second]
