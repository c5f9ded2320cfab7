"""Syslog lines: their times, who logged in, and who became whom."""

from __future__ import annotations

import gzip
import lzma
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import zstandard
from log_files import ZONE, collect, gaps, rows, write

from auditor.api import GapReason
from auditor_plugins.logs import messages, times
from auditor_plugins.logs.messages import Told

ACCEPTED = "sshd[7]: Accepted publickey for u102 from 10.1.2.3 port 50022 ssh2: RSA SHA256:x"
EN = f"+08:00 h {ACCEPTED}\n"


@pytest.mark.parametrize(
    ("line", "at"),
    [
        (f"Nov 19 08:30:00 h {ACCEPTED}", "2026-11-19T08:30:00+08:00"),
        (f"Nov  9 08:30:00 h {ACCEPTED}", "2026-11-09T08:30:00+08:00"),
        (f"Dec 31 23:59:59 h {ACCEPTED}", "2025-12-31T23:59:59+08:00"),
        (f"<38>Nov 19 08:30:00 h {ACCEPTED}", "2026-11-19T08:30:00+08:00"),
        (f"Nov 19 2024 08:30:00 h {ACCEPTED}", "2024-11-19T08:30:00+08:00"),
        (f"2026-11-19T08:30:00.123456+08:00 h {ACCEPTED}", "2026-11-19T08:30:00+08:00"),
        (f"2026-11-19T00:30:00Z h {ACCEPTED}", "2026-11-19T08:30:00+08:00"),
        (f"2026-11-19 08:30:00 h {ACCEPTED}", "2026-11-19T08:30:00+08:00"),
        ('<38>1 2026-11-19T00:30:00Z h sshd 7 - [a@1 b="]\\" "][c@1] ' + ACCEPTED[9:],
         "2026-11-19T08:30:00+08:00"),
        ("<38>1 2026-11-19T00:30:00Z h sshd 7 - - \ufeff" + ACCEPTED[9:],
         "2026-11-19T08:30:00+08:00"),
    ],
)  # fmt: skip
def test_a_login_in_each_form(tmp_path, line, at):
    write(tmp_path / "auth.log", line + "\n", datetime(2026, 11, 20, tzinfo=UTC))
    (row,) = rows(collect(tmp_path, "auth.log", classification="important"), "access_log")
    assert row["at"] == at
    assert (row["actor"], row["source_ip"]) == ("u102", "10.1.2.3")
    assert (row["object_id"], row["classification"]) == ("core-db", "important")
    assert row["_loc"] == {"file": "auth.log", "line": 1}


@pytest.mark.parametrize(
    ("program", "text", "expected"),
    [
        ("sshd-session", "Accepted password for a from 10.9.9.9 port 1 from ::1 port 22 ssh2",
         [Told("a from 10.9.9.9 port 1", "::1")]),
        ("sshd", "Failed password for a from 10.9.9.9 port 1 ssh2", []),
        ("sudo", "   li : TTY=pts/0 ; PWD=/home/li ; USER=root ; COMMAND=/bin/cat /srv/a /srv/b",
         [Told("li", as_user="root"), Told("li", path="/srv/a", action="read"),
          Told("li", path="/srv/b", action="read")]),
        ("sudo", "li : TTY=pts/0 ; PWD=/ ; USER=pg ; COMMAND=/bin/rm -f /srv/a",
         [Told("li", as_user="pg"), Told("li", path="/srv/a", action="delete")]),
        ("sudo", "li : command not allowed ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh", []),
        ("sudo", "li : 3 incorrect password attempts ; TTY=a ; USER=root ; COMMAND=/bin/sh", []),
        ("su", "(to root) li on pts/0", [Told("li", as_user="root")]),
        ("su", "FAILED SU (to root) li on pts/0", []),
        ("su", "pam_unix(su-l:session): session opened for user root(uid=0) by li(uid=1000)",
         [Told("li", as_user="root")]),
        ("login", "pam_unix(login:session): session opened for user li(uid=1000) by (uid=0)",
         [Told("li")]),
        ("CRON", "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)", []),
    ],
)  # fmt: skip
def test_what_is_told(program, text, expected):
    assert list(messages.told(program, text)) == expected


def test_first_and_last_of_a_day_stand_for_all(tmp_path):
    lines = "".join(f"2026-11-19T{hour:02}:00:00{EN}" for hour in range(6, 20))
    write(tmp_path / "auth.log", lines + f"2026-11-20T09:00:00{EN}")
    found = rows(collect(tmp_path, "auth.log"), "access_log")
    assert [row["at"][8:13] for row in found] == ["19T06", "19T19", "20T09"]
    assert len({row["event_id"] for row in found}) == 3


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, zstandard.compress],
                         ids=["gz", "xz", "zst"])  # fmt: skip
def test_packed_and_rotated_files(tmp_path, pack):
    suffix = {gzip.compress: "gz", lzma.compress: "xz", zstandard.compress: "zst"}[pack]
    old = f"2026-11-18T08:00:00{EN}".encode()
    write(tmp_path / f"auth.log.2.{suffix}", pack(old) + pack(old.replace(b"18T", b"19T")))
    write(tmp_path / "auth.log.1", f"2026-11-19T09:00:00{EN}")
    write(tmp_path / "auth.log", f"2026-11-20T09:00:00{EN}")
    write(tmp_path / "auth.log.bak", "nonsense\n")
    found = collect(tmp_path, "auth.log")
    places = [(row["_loc"]["file"], row["_loc"]["line"]) for row in rows(found, "access_log")]
    assert places == [(f"auth.log.2.{suffix}", 1), (f"auth.log.2.{suffix}", 2),
                      ("auth.log.1", 1), ("auth.log", 1)]  # fmt: skip
    assert gaps(found, "access_log") == []
    assert rows(found, "log_gaps") == []
    (kept,) = rows(found, "audit_logging")
    assert (kept["enabled"], kept["retention_days"]) == (True, 2)


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, zstandard.compress])
def test_a_packed_file_that_ends_early(tmp_path, pack):
    lines = "".join(f"2026-11-19T08:{n % 60:02}:00.{n * 7919 % 10**6}{EN}" for n in range(20000))
    write(tmp_path / "auth.log.1", pack(lines.encode())[:-20])
    found = collect(tmp_path, "auth.log")
    (gap,) = gaps(found, "access_log")
    assert (gap.reason, gap.partial) == (GapReason.INVALID, True)
    assert "truncated" in {row["why"] for row in rows(found, "log_gaps")}
    assert rows(found, "access_log")


def test_the_year_turns_within_a_file(tmp_path):
    days = ["Mar  1", "Dec 31", "Jan  1", "Dec 30", "Jan  2", "Dec 31", "Jan  2", "Feb  3"]
    lines = "".join(f"{day} 08:00:00 h {ACCEPTED}\n" for day in days)
    write(tmp_path / "auth.log", lines, datetime(2026, 2, 3, 9, tzinfo=UTC))
    log = {"path": "auth.log", "quiet": True}
    found = rows(collect(tmp_path, log, clock_tolerance=90000), "access_log")
    assert [row["at"][:10] for row in sorted(found, key=lambda row: row["at"])] == [
        "2023-03-01", "2023-12-31", "2024-01-01", "2024-12-30", "2025-01-02", "2025-12-31",
        "2026-01-02", "2026-02-03",
    ]  # fmt: skip


def test_a_copy_that_lost_the_time_of_the_file_is_told_its_newest_day(tmp_path):
    write(tmp_path / "auth.log", f"Jun  1 08:00:00 h {ACCEPTED}\n")
    found = collect(tmp_path, {"path": "auth.log", "newest": "2024-06-01"})
    assert rows(found, "access_log")[0]["at"][:4] == "2024"


def test_the_day_in_a_name_bounds_the_year(tmp_path):
    write(tmp_path / "auth.log-20250105", f"Dec 31 08:00:00 h {ACCEPTED}\n")
    (row,) = rows(collect(tmp_path, "auth.log"), "access_log")
    assert row["at"] == "2024-12-31T08:00:00+08:00"


def test_the_year_of_a_long_file_is_found_from_samples():
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    pieces = [f"{months[n % 12]} 10 08:00:00 h x\n".encode() * 40 for n in range(300)]
    assert times.first_year(pieces, date(2026, 1, 1)) == 2025 - 24
    assert times.first_year([b"", b"none\n"], date(2026, 1, 1)) is None


def test_the_hour_that_comes_twice_is_no_clock_that_went_back():
    clock = times.Clock(ZoneInfo("Europe/Berlin"), lambda: 2026)
    seen = [clock.read(f"Oct 25 {at} h x\n".encode())[0] for at in ("02:59:00", "02:01:00")]
    assert seen[1] - seen[0] == 120


def test_late_lines_at_new_year_do_not_turn_it_twice():
    clock = times.Clock(ZoneInfo(ZONE), lambda: 2025)
    days = ("Dec 31 23:59:59", "Jan  1 00:00:00", "Dec 31 23:59:58", "Jan  1 00:00:01")
    years = [datetime.fromtimestamp(clock.read(f"{day} h x\n".encode())[0], ZoneInfo(ZONE)).year
             for day in days]  # fmt: skip
    assert years == [2025, 2026, 2025, 2026]


def test_lines_of_no_form_are_counted_and_never_quoted(tmp_path):
    write(tmp_path / "auth.log", f"2026-11-19T08:00:00{EN}secret 13800138000\n\tmore\n\nx\n")
    (gap,) = gaps(collect(tmp_path, "auth.log"), "access_log")
    assert gap.partial
    assert "2 lines" in gap.message
    assert (gap.location.file, gap.location.line) == ("auth.log", 2)
    assert "secret" not in gap.message


def test_networks_say_what_is_known_of_an_address(tmp_path):
    write(tmp_path / "auth.log", f"2026-11-19T08:00:00{EN}")
    networks = [{"cidr": "2001:db8::/32", "network": "home"},
                {"cidr": "10.0.0.0/8", "network": "corporate", "device_managed": True,
                 "device_shared": False}]  # fmt: skip
    (row,) = rows(collect(tmp_path, "auth.log", networks=networks), "access_log")
    assert (row["network"], row["device_managed"], row["device_shared"]) == (
        "corporate", True, False)  # fmt: skip


def test_reads_want_auditd(tmp_path):
    write(tmp_path / "auth.log", f"2026-11-19T08:00:00{EN}")
    paths = [{"prefix": "/srv/archive", "classification": "secret"}]
    found = collect(tmp_path, "auth.log", paths=paths, logins=False)
    (gap,) = gaps(found, "access_log")
    assert (gap.reason, gap.partial) == (GapReason.ABSENT, True)
    assert rows(found, "access_log") == []
