"""A real share on this machine: an audit finds what was planted, and a hardened one is clean."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.api import Collected, Context, Target
from auditor_plugins.shares import auditor_collectors
from tests.integration.auditing import audit, outcome, subjects
from tests.require import require

(COLLECTOR,) = auditor_collectors()
CONTEXT = Context(datetime(2026, 11, 20, tzinfo=UTC), "Asia/Shanghai")
NOBODY = 65534
PHONE = "13812345678"
LOANS = "loan_id,file_id,borrower,borrowed_at\nL1,F1,wang,2026-11-10\n"
FILES = "file_id,customer_id,classification,store_id,status\nF1,C000101,secret,S-SECRET,active\n"
CONTROLS = ("CIC-017c", "CIC-019-1b", "CIC-022b", "CIC-025d")
TARGETS = """
- name: registers
  type: registers
  files:
    - {path: loans.csv, kind: loan_register}
    - {path: files.csv, kind: customer_files}
- name: nas-1
  type: shares
  passwd: passwd
  group: group
  scanned_elsewhere: true
  trees:
    - path: share/customers
      store_id: S-CUSTOMERS
      content: customer_information
      data_class: personal
      custody: true
      retention_days: 3650
      store: {approved: true}
    - path: share/secret
      store_id: S-SECRET
      classification: secret
      content: customer_information
      store: {approved: true, dedicated: true}
    - {path: share/public, store_id: S-PUBLIC, custody: false, content: other}
"""
GROUP = "customer_service:x:4300:\nstaff:x:4301:\n"
PASSWD = "root:x:0:0::/:\nwang:x:4242:1::/:\n"
LIST = b"name,phone\n" + PHONE.encode() * 20
OLD = time.mktime((2010, 1, 1, 0, 0, 0, 0, 0, 0))
FRESH = time.mktime((2026, 11, 1, 0, 0, 0, 0, 0, 0))


@pytest.fixture(scope="module", autouse=True)
def environment():
    require("superuser", os.geteuid() == 0)
    require("getfacl", shutil.which("setfacl"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDITOR_MASKING_KEY", "test")
        yield


def put(path: Path, mode: int = 0o640, data: bytes = b"x" * 100, at: float = FRESH) -> Path:
    path.write_bytes(data)
    path.chmod(mode)
    os.chown(path, 0, 4300)
    os.utime(path, (at, at))
    return path


def folder(path: Path, mode: int = 0o2750) -> Path:
    path.mkdir(parents=True)
    os.chown(path, 0, 4300)
    path.chmod(mode)
    return path


@pytest.fixture
def bank(tmp_path):
    """A hardened server of files."""
    (tmp_path / "passwd").write_text(PASSWD)
    (tmp_path / "group").write_text(GROUP)
    (tmp_path / "loans.csv").write_text(LOANS)
    (tmp_path / "files.csv").write_text(FILES)
    for name in ("customers", "secret", "public"):
        folder(tmp_path / "share" / name)
    for year in range(2024, 2027):
        where = folder(tmp_path / "share/customers" / str(year))
        for number in range(20):
            put(where / f"{number}.csv", data=f"{year}{number}".encode() * 40)
    put(tmp_path / "share/customers/2026/list.csv", data=LIST)
    put(tmp_path / "share/secret/绝密名单.pdf")
    put(tmp_path / "share/public/form.pdf", 0o640, b"form" * 100)
    return tmp_path


def told(done):
    return {one.control: (one.verdict.value, one.reason) for one in done.environments[0].outcomes}


def test_a_hardened_share_raises_no_alarm(bank):
    done = audit(bank, TARGETS, *CONTROLS)
    assert not done.environments[0].gaps
    wrong = [f.message for o in done.environments[0].outcomes for f in (*o.findings, *o.unknown)]
    assert wrong == []
    assert told(done) == {
        "CIC-017c": ("pass", ""),
        "CIC-019-1b": ("pass", ""),
        "CIC-022b": ("pass", ""),
        "CIC-025d": ("not-applicable", ""),
    }, "nothing is beyond its term, so there is nothing to judge"


def test_planted_faults_are_found_at_their_place(bank):
    top = bank / "share"
    put(top / "customers/2025/open.csv", 0o644)
    os.chown(put(top / "customers/2025/foreign.csv"), 0, 4301)
    subprocess.run(["setfacl", "-m", "u:4242:r", put(top / "customers/2024/named.csv")], check=True)
    folder(top / "customers/wide", 0o2755)
    put(top / "customers/2024/old.csv", data=b"old" * 100, at=OLD)
    put(top / "public/taken.csv", data=LIST)
    put(top / f"public/机密 {PHONE}.docx")
    put(top / "customers/2026/机密报告.pdf")
    done = audit(bank, TARGETS, *CONTROLS)
    assert subjects(done, "CIC-017c") == [
        "nas-1//share/customers/2024/named.csv/entries",
        "nas-1//share/customers/2025/foreign.csv/entries",
        "nas-1//share/customers/2025/foreign.csv/mode",
        "nas-1//share/customers/2025/open.csv/entries",
        "nas-1//share/customers/2025/open.csv/mode",
        "nas-1//share/customers/wide//entries",
        "nas-1//share/customers/wide//mode",
    ]
    places = {one.location.file for one in outcome(done, "CIC-017c").findings}
    assert places == {
        f"share/customers/{name}"
        for name in ("2024/named.csv", "2025/foreign.csv", "2025/open.csv", "wide")
    }
    assert {one.location.file for one in outcome(done, "CIC-025d").findings} == {
        "share/customers/2024/old.csv"
    }
    strays = [one.location.file for one in outcome(done, "CIC-019-1b").findings]
    assert "share/public/taken.csv" in strays and len(strays) == 2
    assert {one.location.file for one in outcome(done, "CIC-022b").findings} == {
        "share/customers/2026/机密报告.pdf",
        next(name for name in strays if "机密" in name),
    }
    text = json.dumps(
        [[f.message, f.subject, f.location.file] for o in done.environments[0].outcomes for f in o]
    )
    assert PHONE not in text


def collected(base: Path, **options) -> dict:
    target = Target("nas-1", "shares", "branch", COLLECTOR.options(**options), base)
    found: dict = {"gaps": [], "rows": []}
    for one in COLLECTOR.collect(target, CONTEXT):
        if isinstance(one, Collected):
            found["rows"] += [row["path"] for row in one.items if "path" in row]
        else:
            found["gaps"].append([one.kind, one.reason, one.message])
    found["probes"] = [[one.check, one.ok] for one in COLLECTOR.probe(target, CONTEXT)]
    return found


def as_nobody(base: Path, **options) -> dict:
    """The collector as an account that has the documented rights and no other."""
    for place in (base, *base.parents):
        if not place.stat().st_mode & 1:
            subprocess.run(["setfacl", "-m", f"u:{NOBODY}:x", place], check=True)
    collected(base, **options)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(writer, json.dumps(collected(base, **options)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return json.loads(text)


def grant(place: Path, rights: str = "rx") -> None:
    subprocess.run(["setfacl", "-R", "-m", f"u:{NOBODY}:{rights}", place], check=True)


def test_the_documented_right_is_enough_and_one_less_is_named(bank):
    tree = {"path": "share/customers", "content": "customer_information"}
    top = bank / "share/customers"
    subprocess.run(["setfacl", "-m", f"u:{NOBODY}:x", bank / "share"], check=True)
    for place in (top, *(one for one in top.iterdir() if one.is_dir())):
        subprocess.run(["setfacl", "-m", f"u:{NOBODY}:rx", place], check=True)
    whole = as_nobody(bank, trees=[tree])
    assert whole["gaps"] == [] and "/share/customers/" in whole["rows"]
    assert whole["probes"] == [["reach", True], ["rights", True], ["excess", True]]
    subprocess.run(["setfacl", "-m", f"u:{NOBODY}:x", top / "2025"], check=True)
    put(top / "2026/open.csv", 0o644)
    part = as_nobody(bank, trees=[tree])
    ((kind, reason, message),) = part["gaps"]
    assert (kind, reason) == ("file_acl", "denied")
    assert message.startswith("share/customers/2025 may not be read; the auditing account needs r")
    assert "/share/customers/2026/open.csv" in part["rows"], "what may be read is kept"
    subprocess.run(["setfacl", "-x", f"u:{NOBODY}", top], check=True)
    none = as_nobody(bank, trees=[tree])
    assert none["gaps"][0][:2] == ["file_acl", "denied"]
    assert none["probes"] == [["rights", False]]


def test_a_copy_that_may_not_be_read_is_a_named_gap(bank):
    put(bank / "share/public/taken.csv", data=LIST)
    kept = {"path": "share/customers", "data_class": "personal", "custody": True}
    trees = [kept, {"path": "share/public", "custody": False}]
    grant(bank / "share", "x")
    for name in ("customers", "public", "customers/2024", "customers/2025", "customers/2026"):
        subprocess.run(["setfacl", "-m", f"u:{NOBODY}:rx", bank / "share" / name], check=True)
    found = as_nobody(bank, trees=trees, scanned_elsewhere=True)
    assert ["dlp_scan", "denied"] in [gap[:2] for gap in found["gaps"]]


def test_the_same_share_gives_the_same_rows(bank):
    options = {"trees": [{"path": "share", "custody": False}], "rows": "all"}
    assert collected(bank, **options) == collected(bank, **options)


BULK = """
import os, sys
top = sys.argv[1]
for number in range(100):
    os.mkdir(f"{top}/{number:03}", 0o750)
    handle = os.open(f"{top}/{number:03}", os.O_RDONLY)
    for one in range(1000):
        os.close(os.open(f"{one:04}.pdf", os.O_CREAT | os.O_WRONLY, 0o640, dir_fd=handle))
    os.close(handle)
"""


def test_a_hundred_thousand_files_need_little_memory_and_time(tmp_path):
    memory = Path("/dev/shm")
    base = memory / f"auditor-shares-{os.getpid()}" if memory.is_dir() else tmp_path / "bulk"
    (base / "share").mkdir(mode=0o750, parents=True)
    try:
        subprocess.run([sys.executable, "-c", BULK, str(base / "share")], check=True)
        (base / "share/050/0500.pdf").chmod(0o644)
        began = time.monotonic()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found = collected(base, trees=[{"path": "share"}])
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        seconds = time.monotonic() - began
    finally:
        shutil.rmtree(base)
    assert found["rows"] == ["/share/", "/share/050/0500.pdf"]
    assert grown < 50_000, "kilobytes"
    assert seconds < 60
