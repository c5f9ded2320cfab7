"""Logs that real daemons wrote, audited: planted faults are found at their place, a sound host has
none. Large logs are read in bounded time and memory.
"""

from __future__ import annotations

import gzip
import os
import resource
import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from auditor.api import ReportOptions, Run, Verdict
from auditor.app import Settings, prepare, run
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.reports import text
from tests.require import require

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 18, tzinfo=ZONE)
CONTROLS = "[CIC-017b, CIC-018-4b, SYS-007, LOG-001, LOG-002, LOG-004]"
ID_NUMBER = "11010519491231002X"
CONFIG = """\
version: 1
organisation: {timezone: Asia/Shanghai}
environments:
  - name: branch-01
    profile: {base: none, include: CONTROLS}
    targets:
      - name: core-db
        type: logs
        logs:
          - path: audit.log
          - path: auth.log
        paths:
          - {prefix: /srv/archive, classification: secret, object: '/archive/(?P<id>CF-[0-9]+)/'}
        classification: internal
        networks:
          - {cidr: 10.0.0.0/8, network: corporate, device_managed: true, device_shared: false}
        store_id: S-LOG
        alerts: true
      - name: registers
        type: registers
        files:
          - {kind: access_grants, path: grants.csv}
          - {kind: access_applications, path: applications.csv}
          - {kind: hr_roster, path: roster.csv}
          - {kind: system_inventory, path: systems.csv}
          - {kind: storage_inventory, path: stores.csv}
          - {kind: audit_logging, path: siem.csv}
""".replace("CONTROLS", CONTROLS)
REGISTERS = {
    "grants.csv": "grant_id,account,object_id,granted_at\n"
    "G-1,u102,core-db,2026-01-01\nG-2,u102,core-db/root,2026-01-01\n",
    "applications.csv": "application_id,kind,applicant,file_id,decision,decided_at,valid_until,"
    "manager_approver,manager_approved_at\n"
    "A-1,consult,u102,CF-0007,approved,2026-11-01T08:00:00+08:00,2026-12-01,u001,"
    "2026-11-01T08:00:00+08:00\n",
    "roster.csv": "person,dept,role,employed,hired_at\nu102,it,it_staff,true,2020-01-01\n"
    "u103,it,it_staff,true,2020-01-01\n"
    "u001,customer_service,customer_service_manager,true,2020-01-01\n",
    "systems.csv": "system_id,kind,holds_customer_info\ncore-db,server,true\n",
    "stores.csv": "store_id,kind,system_id,holds_customer_info\nS-LOG,file_share,core-db,true\n",
    "siem.csv": "system_id,source,enabled,covers_reads,covers_writes,forwarded,append_only\n"
    "core-db,siem,true,true,true,true,true\n",
}
ACCESS = (
    'type=SYSCALL msg=audit({at}.000:{serial}): arch=c000003e syscall=257 success=yes exit=3 a0=f'
    ' a1=7f a2=0 a3=0 items=1 auid=1002 uid=0 ses=3 exe="/usr/bin/cat" key="cls"'
    '\x1dSYSCALL=openat AUID="{who}" UID="root"\n'
    'type=CWD msg=audit({at}.000:{serial}): cwd="/"\n'
    'type=PATH msg=audit({at}.000:{serial}): item=0 name="{path}" inode=5 mode=0100640'
    ' nametype=NORMAL\n'
    'type=PROCTITLE msg=audit({at}.000:{serial}): proctitle=636174\n'
)  # fmt: skip
LOGIN = "{at} h sshd[7]: Accepted publickey for {who} from {ip} port 50022 ssh2: RSA SHA256:x\n"


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("AUDITOR_MASKING_KEY", "a key of the tests")


def days(*left_out: int):
    """Noon of each of the last 200 days."""
    start = NOW.replace(hour=12)
    return [start - timedelta(days=n) for n in range(200, -1, -1) if n not in left_out]


def access(at: datetime, serial: int, who: str, path: str) -> str:
    return ACCESS.format(at=int(at.timestamp()), serial=serial, who=who, path=path)


def plant(folder: Path, audit: str, auth: str) -> None:
    for name, content in (REGISTERS | {"auditor.yaml": CONFIG}).items():
        (folder / name).write_text(content, "utf-8")
    head, tail = audit[: len(audit) // 2], audit[len(audit) // 2 :]
    head, rest = head.rpartition("\n")[0] + "\n", head.rpartition("\n")[2]
    (folder / "audit.log.1").write_bytes(gzip.compress(head.encode(), mtime=0))
    (folder / "audit.log").write_text(rest + tail, "utf-8")
    (folder / "auth.log").write_text(auth, "utf-8")


def check(folder: Path) -> tuple[Run, str]:
    audited = prepare(load_config(folder / "auditor.yaml"), load_plugins(), Settings(NOW))
    result = run(audited)
    return result, b"".join(text.render(result, ReportOptions(verbose=True))).decode()


def sound(folder: Path, lines: str = "") -> None:
    daily = "".join(access(at, n, "u102", "/etc/hostname") for n, at in enumerate(days()))
    audit = daily + access(NOW.replace(hour=13), 900, "u102", "/srv/archive/CF-0007/a.pdf")
    auth = "".join(f"{at.isoformat()} h CRON[1]: x\n" for at in days())
    auth += LOGIN.format(at=NOW.replace(hour=13).isoformat(), who="u102", ip="10.1.2.3") + lines
    plant(folder, audit, auth)


def test_a_sound_host_has_no_finding(tmp_path):
    sound(tmp_path)
    result, shown = check(tmp_path)
    (environment,) = result.environments
    verdicts = {outcome.control: outcome.verdict for outcome in environment.outcomes}
    assert environment.gaps == (), shown
    assert set(verdicts.values()) <= {Verdict.PASS, Verdict.NOT_APPLICABLE}, shown
    passed = {name for name, verdict in verdicts.items() if verdict is Verdict.PASS}
    assert passed >= {"CIC-017b", "CIC-018-4b", "SYS-007", "LOG-001", "LOG-004"}, shown


def test_planted_faults_are_found_at_their_place(tmp_path):
    kept = days(90, 89)[60:]
    daily = "".join(access(at, n, "u102", "/etc/hostname") for n, at in enumerate(kept))
    at = NOW.replace(hour=13)
    audit = (
        daily
        + access(at, 900, "u102", "/srv/archive/CF-0007/a.pdf")
        + access(at, 901, "u103", "/srv/archive/CF-0008/a.pdf")
        + access(at, 902, "u102", f"/srv/archive/{ID_NUMBER}/a.pdf")
    )
    auth = "".join(f"{one.isoformat()} h CRON[1]: x\n" for one in kept)
    auth += LOGIN.format(at=at.isoformat(), who="u103", ip="192.0.2.7")
    plant(tmp_path, audit, auth)
    result, shown = check(tmp_path)
    assert ID_NUMBER not in shown
    (environment,) = result.environments
    places = {
        (one.control, one.location.file, one.location.line)
        for outcome in environment.outcomes
        for one in (*outcome.findings, *outcome.unknown, *outcome.review)
    }
    last = (tmp_path / "audit.log").read_text("utf-8").count("\n")
    in_auth = len(kept) + 1
    assert {
        ("CIC-017b", "audit.log", last - 7),
        ("CIC-017b", "audit.log", last - 3),
        ("CIC-017b", "auth.log", in_auth),
        ("CIC-018-4b", "audit.log", last - 7),
        ("SYS-007", "auth.log", in_auth),
        ("LOG-002", "auth.log", 51),
        ("LOG-004", "auth.log", 51),
        ("LOG-002", "audit.log.1", 201),
        ("LOG-004", "audit.log.1", 201),
    } <= places, (sorted(places, key=str), shown)
    assert ("CIC-017b", "audit.log", last - 11) not in places
    assert "LOG-001" in {control for control, _, _ in places}
    assert check(tmp_path)[1] == shown


def test_a_log_less_is_a_gap_and_no_pass(tmp_path):
    sound(tmp_path)
    (tmp_path / "audit.log").unlink()
    (tmp_path / "audit.log.1").unlink()
    result, shown = check(tmp_path)
    (environment,) = result.environments
    assert {gap.kind for gap in environment.gaps} >= {"access_log", "integrity_monitoring"}
    verdicts = {outcome.control: outcome.verdict for outcome in environment.outcomes}
    assert verdicts["CIC-017b"] is not Verdict.PASS, shown


RSYSLOG = """\
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="{root}/log.sock" UseSysTimeStamp="off")
action(type="omfile" file="{root}/bsd.log" template="RSYSLOG_TraditionalFileFormat")
action(type="omfile" file="{root}/iso.log" template="RSYSLOG_FileFormat")
action(type="omfile" file="{root}/new.log" template="RSYSLOG_SyslogProtocol23Format")
"""


def test_what_a_real_rsyslog_writes(tmp_path):
    daemon = shutil.which("rsyslogd") or "/usr/sbin/rsyslogd"
    require("rsyslogd", Path(daemon).exists() and shutil.which("logger"))
    (tmp_path / "conf").write_text(RSYSLOG.format(root=tmp_path))
    process = subprocess.Popen(
        [daemon, "-n", "-f", str(tmp_path / "conf"), "-i", str(tmp_path / "pid")],
        env=os.environ | {"TZ": "Asia/Shanghai"}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    logs = [tmp_path / name for name in ("bsd.log", "iso.log", "new.log")]
    try:
        message = "Accepted publickey for u102 from 10.1.2.3 port 5 ssh2: RSA SHA256:x"
        wait((tmp_path / "log.sock").exists)
        argv = ["logger", "--socket", str(tmp_path / "log.sock"), "--id=77", "-t", "sshd", message]
        subprocess.run(argv, check=True, timeout=10)
        wait(lambda: all(log.exists() and log.stat().st_size for log in logs))
    finally:
        process.terminate()
        process.wait(10)
    for log in logs:
        assert _actors(tmp_path, log) == [("u102", "10.1.2.3")], log.read_text()


def _actors(folder: Path, log: Path) -> list[tuple[str, str]]:
    from auditor.api import Collected, Context, Target
    from auditor_plugins.logs import auditor_collectors

    (collector,) = auditor_collectors()
    options = collector.options.model_validate({"logs": [{"path": log.name}]})
    now = datetime.now(ZONE) + timedelta(minutes=1)
    found = collector.collect(
        Target("core-db", "logs", "b", options, folder), Context(now, "Asia/Shanghai")
    )
    rows = [row for one in found if isinstance(one, Collected) and one.kind == "access_log"
            for row in one.items]  # fmt: skip
    assert all(abs(datetime.fromisoformat(row["at"]) - now) < timedelta(hours=1) for row in rows)
    return [(row["actor"], row["source_ip"]) for row in rows]


def wait(ready) -> None:
    until = time.monotonic() + 10
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.05)


PROGRAM = """
import re, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from log_files import collect, rows
found = collect(Path(sys.argv[1]), "audit.log", "auth.log",
                paths=[{"prefix": "/srv/archive", "classification": "secret"}])
peak = re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1]
print(len(rows(found, "access_log")), int(peak) // 1024)
"""


def test_memory_does_not_grow_with_the_log(tmp_path):
    """150 MB of records, packed and plain; 5 GB take the same memory and in proportion as long."""
    at = NOW.replace(hour=6)
    piece = "".join(
        access(at + timedelta(seconds=n // 10), n, f"u{n % 50}", f"/srv/archive/f{n % 20}")
        for n in range(10_000)
    )
    with gzip.open(tmp_path / "audit.log.1", "wt", compresslevel=1) as file:
        for _ in range(20):
            file.write(piece)
    (tmp_path / "audit.log").write_text(piece)
    stamp = LOGIN.format(at=at.isoformat(), who="u102", ip="10.1.2.3")
    with (tmp_path / "auth.log").open("w") as file:
        for _ in range(200):
            file.write(stamp * 1000)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    helpers = Path(__file__).parents[1] / "plugins" / "logs"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), str(helpers)],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    accesses, peak = map(int, done.stdout.split())
    assert accesses == 201
    assert peak < 120
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 60
