"""The journal: export files, real journal files, and a journalctl that fails."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from log_files import NOW, ZONE, collect, epoch, gaps, rows, target, write

from auditor.api import Context, GapReason
from auditor_plugins.logs import auditor_collectors, journal
from tests.accounts import nobody, open_to_all
from tests.require import require

T = epoch("2026-11-19T08:30:00+08:00") * 1_000_000
REMOTE = Path("/lib/systemd/systemd-journal-remote")


def entry(number: int, program: str, text: str, at: int = T, **fields: str) -> bytes:
    known = {
        "__CURSOR": f"s={1:032};i={number:x};b={'2' * 32};m=1;t=1;x={number:x}",
        "__REALTIME_TIMESTAMP": str(at),
        "__MONOTONIC_TIMESTAMP": str(number),
        "_BOOT_ID": "2" * 32,
        "_MACHINE_ID": "3" * 32,
        "_HOSTNAME": "core-db",
        "_UID": "0",
        "SYSLOG_IDENTIFIER": program,
    } | fields
    plain = "".join(f"{name}={value}\n" for name, value in known.items()).encode()
    data = text.encode()
    if "\n" in text:
        return plain + b"MESSAGE\n" + len(data).to_bytes(8, "little") + data + b"\n\n"
    return plain + b"MESSAGE=" + data + b"\n\n"


ACCEPTED = "Accepted password for u102 from 10.1.2.3 port 5 ssh2"
DAY = 86_400_000_000
ENTRIES = b"".join(
    [
        entry(1, "app", "two\nlines\n"),
        entry(2, "sshd", ACCEPTED, T + 1),
        entry(3, "sshd", ACCEPTED.replace("u102", "forged"), T + 2, _UID="1000"),
        entry(4, "sudo", "li : TTY=a ; PWD=/ ; USER=root ; COMMAND=/bin/sh", T + 3),
        entry(5, "systemd-journald", "Suppressed 12 messages from x", T + 4),
    ]
)


def check(found, place):
    made = rows(found, "access_log")
    assert [(row["actor"], row["object_id"]) for row in made] == [
        ("u102", "core-db"), ("li", "core-db/root")]  # fmt: skip
    assert made[0]["_loc"] == place
    assert [row["why"] for row in rows(found, "log_gaps")] == ["lost_records"]
    assert gaps(found, "access_log") == []


def test_an_export_file(tmp_path):
    write(tmp_path / "host.export", ENTRIES)
    check(collect(tmp_path, "host.export"), {"file": "host.export", "line": 14})


@pytest.fixture
def journal_file(tmp_path):
    require("systemd-journal-remote", REMOTE.exists() and shutil.which("journalctl"))
    folder = tmp_path / "journal"
    folder.mkdir()
    write(tmp_path / "in.export", ENTRIES)
    argv = [str(REMOTE), f"--output={folder}/host.journal", str(tmp_path / "in.export")]
    subprocess.run(argv, check=True, capture_output=True)
    return folder / "host.journal"


def test_a_journal_file_and_its_folder(tmp_path, journal_file):
    check(collect(tmp_path, "journal/host.journal"), {"file": "journal/host.journal"})
    check(collect(tmp_path, "journal"), {"file": "journal"})
    (collector,) = auditor_collectors()
    told = {
        one.check: one.ok
        for one in collector.probe(target(tmp_path, "journal"), Context(NOW, ZONE))
    }
    assert told == {"reach": True, "rights": True, "excess": False, "clock": True}


def test_a_journal_that_may_not_be_read(tmp_path, journal_file):
    open_to_all(journal_file.parent)
    journal_file.chmod(0o640)
    for log in ("journal", "journal/host.journal"):
        with nobody():
            if os.geteuid() != 65534:
                pytest.skip("only root can take on an account without rights")
            (gap,) = gaps(collect(tmp_path, log), "access_log")
        assert gap.reason == GapReason.DENIED, gap
    journal_file.chmod(0o644)
    with nobody():
        check(collect(tmp_path, "journal"), {"file": "journal"})


def test_an_empty_folder_is_no_journal(tmp_path):
    require("journalctl", shutil.which("journalctl"))
    (tmp_path / "journal").mkdir()
    (gap,) = gaps(collect(tmp_path, "journal"), "audit_logging")
    assert (gap.reason, gap.partial) == (GapReason.ABSENT, False)
    (collector,) = auditor_collectors()
    (probe,) = collector.probe(target(tmp_path, "journal"), Context(NOW, ZONE))
    assert (probe.check, probe.ok) == ("reach", False)


def test_journalctl_tells_the_same(tmp_path, journal_file):
    argv = ["journalctl", f"--file={journal_file}", "-o", "json", "--all"]
    done = subprocess.run(argv, check=True, capture_output=True)
    theirs = [json.loads(line) for line in done.stdout.splitlines()]
    with journal.running(journal.arguments(journal_file, None), "x", 30) as stream:
        ours = [entry for _, entry in journal.entries(stream)]
    for name in ("MESSAGE", "SYSLOG_IDENTIFIER", "__REALTIME_TIMESTAMP", "_UID"):
        texts = [one[name] if isinstance(one[name], str) else bytes(one[name]).decode()
                 for one in theirs]  # fmt: skip
        assert [one[name.encode()].decode() for one in ours] == texts


def test_a_journal_that_was_changed_is_found(tmp_path, journal_file):
    data = journal_file.read_bytes()
    journal_file.write_bytes(
        data.replace(b"Accepted password for u102", b"Accepted password for u999")
    )
    found = collect(tmp_path, "journal/host.journal")
    assert "failed_verification" in {row["why"] for row in rows(found, "log_gaps")}
    found = collect(tmp_path, {"path": "journal/host.journal", "verify": False})
    assert "failed_verification" not in {row["why"] for row in rows(found, "log_gaps")}


@pytest.mark.parametrize(
    ("script", "reason", "word", "partial"),
    [
        ("sleep 30", GapReason.TIMEOUT, "timeout", False),
        ("echo 'No journal files were opened due to insufficient permissions.' >&2; exit 1",
         GapReason.DENIED, "systemd-journal", False),
        ("echo 'Hint: You are currently not seeing messages from other users' >&2",
         GapReason.DENIED, "systemd-journal", False),
        ("echo 'No journal files were found.' >&2", GapReason.ABSENT, "no journal", False),
        ("exit 7", GapReason.INVALID, "code 7", False),
        ("cat EXPORT; kill -9 $$", GapReason.INVALID, "what it wrote", True),
    ],
)  # fmt: skip
def test_a_journalctl_that_fails(tmp_path, monkeypatch, script, reason, word, partial):
    write(tmp_path / "in.export", ENTRIES)
    program = tmp_path / "journalctl"
    text = script.replace("EXPORT", str(tmp_path / "in.export")).replace("sleep", "exec sleep")
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(journal, "PROGRAM", str(program))
    found = collect(tmp_path, {"format": "journal"}, timeout=0.5)
    for kind in ("access_log", "audit_logging", "log_gaps"):
        (gap,) = gaps(found, kind)
        assert (gap.reason, gap.partial) == (reason, partial)
        assert word in gap.message
        assert gap.message_zh
    assert bool(rows(found, "access_log")) == partial
    (collector,) = auditor_collectors()
    (probe,) = collector.probe(
        target(tmp_path, {"format": "journal"}, timeout=0.5), Context(NOW, ZONE)
    )
    assert (probe.check, probe.ok) == ("reach" if reason is GapReason.ABSENT else "rights", False)


def test_no_journalctl_and_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "PROGRAM", "/nowhere/journalctl")
    (gap,) = gaps(collect(tmp_path, {"format": "journal"}), "log_gaps")
    assert gap.reason == GapReason.ABSENT
    (gap,) = gaps(collect(tmp_path, {"path": "no.journal", "format": "journal"}), "log_gaps")
    assert (gap.reason, gap.location.file) == (GapReason.ABSENT, "no.journal")


def test_the_live_journal_is_asked_for_so_many_days():
    argv = journal.arguments(None, 1700000000)
    assert argv[0] == "journalctl"
    assert "--since=@1700000000" in argv
    assert not any(one.startswith(("--file", "--directory")) for one in argv)
