"""Logs of a made-up host, and its evidence."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditor.api import Collected, Context, Gap, Target
from auditor_plugins.logs import auditor_collectors

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def target(base: Path, *logs: Any, **options: Any) -> Target:
    (collector,) = auditor_collectors()
    listed = [{"path": one} if isinstance(one, str) else one for one in logs]
    made = collector.options.model_validate({"logs": listed, **options})
    return Target("core-db", "logs", "branch-01", made, base)


def collect(base: Path, *logs: Any, now: datetime = NOW, **options: Any) -> list[Any]:
    (collector,) = auditor_collectors()
    return list(collector.collect(target(base, *logs, **options), Context(now, ZONE)))


def rows(found: list[Any], kind: str) -> list[dict[str, Any]]:
    return [
        row for one in found if isinstance(one, Collected) and one.kind == kind for row in one.items
    ]


def gaps(found: list[Any], kind: str) -> list[Gap]:
    return [one for one in found if isinstance(one, Gap) and one.kind == kind]


def write(path: Path, data: str | bytes, at: datetime | None = None) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    if at:
        os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def opened(serial: int, at: int, name: str, **keys: Any) -> str:
    """The records of one openat by u102, as auditd writes them with `log_format = ENRICHED`."""
    known = {
        "auid": 1002,
        "flags": "80000",
        "success": "yes",
        "nametype": "NORMAL",
        "key": '"cls"',
        "cwd": '"/root"',
        "ses": 3,
        "enriched": '\x1dARCH=x86_64 SYSCALL=openat AUID="u102" UID="root"',
        "mode": "0100640",
    } | keys
    head = f"msg=audit({at}.123:{serial})"
    lines = [
        f"type=SYSCALL {head}: arch=c000003e syscall=257 success={known['success']} exit=3"
        f" a0=ffffff9c a1=7ffd a2={known['flags']} a3=0 items=1 ppid=9 pid=10 auid={known['auid']}"
        f" uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0"
        f' ses={known["ses"]} comm="cat" exe="/usr/bin/cat"'
        f" subj=unconfined key={known['key']}{known['enriched']}",
        f"type=CWD {head}: cwd={known['cwd']}",
        f"type=PATH {head}: item=0 name={name} inode=5 dev=fd:00 mode={known['mode']} ouid=0 ogid=0"
        f" rdev=00:00 nametype={known['nametype']} cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0",
        f"type=PROCTITLE {head}: proctitle=636174",
    ]
    return "".join(line + "\n" for line in lines)


def epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def lines(text: str) -> list[str]:
    """Lines with their ends; the separator of auditd ends none."""
    return [f"{line}\n" for line in text.split("\n")[:-1]]
