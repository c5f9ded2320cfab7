"""auditd: joined records, classified paths, sessions, and how it was silenced."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess

import pytest
from log_files import collect, epoch, gaps, lines, opened, rows, write

from auditor.api import GapReason
from tests.require import require

T = epoch("2026-11-19T08:30:00+08:00")
PATHS = [{"prefix": "/srv/archive", "classification": "secret"},
         {"prefix": "/srv/archive/open/", "classification": "internal"}]  # fmt: skip
LOGIN = (
    "type=USER_LOGIN msg=audit({at}.000:{serial}): pid=1 uid=0 auid=1002 ses=3 subj=unconfined"
    ' msg=\'op=login id=1002 exe="/usr/sbin/sshd" hostname=10.1.2.3 addr=10.1.2.3'
    ' terminal=/dev/pts/0 res={res}\'\x1dUID="root" AUID="u102" ID="u102"\n'
)
SESSION = (
    "type=USER_START msg=audit({at}.000:{serial}): pid=1 uid=1002 auid=1002 ses=3"
    ' msg=\'op=PAM:session_open grantors=pam_unix acct="root" exe="/usr/bin/{tool}" hostname=?'
    ' addr=? terminal=/dev/pts/0 res=success\'\x1dUID="u102" AUID="u102"\n'
)


def log(tmp_path, *texts, **options):
    write(tmp_path / "audit.log", "".join(texts))
    return collect(tmp_path, "audit.log", **({"paths": PATHS} | options))


@pytest.mark.parametrize(
    ("keys", "name", "expected"),
    [
        ({}, '"/srv/archive/f1"', ("/srv/archive/f1", "read", "secret")),
        ({"flags": "241"}, '"/srv/archive/f1"', ("/srv/archive/f1", "update", "secret")),
        ({"nametype": "CREATE"}, '"/srv/archive/f1"', ("/srv/archive/f1", "update", "secret")),
        ({"nametype": "DELETE"}, '"/srv/archive/f1"', ("/srv/archive/f1", "delete", "secret")),
        ({"mode": "040750"}, '"/srv/archive"', ("/srv/archive", "search", "secret")),
        ({}, '"/srv/archive/open/x"', ("/srv/archive/open/x", "read", "internal")),
        ({"cwd": '"/srv/archive"'}, '"f1"', ("/srv/archive/f1", "read", "secret")),
        ({"cwd": '"/srv/other"'}, '"../archive/./f1"', ("/srv/archive/f1", "read", "secret")),
        ({}, '"//srv//archive/f1"', ("/srv/archive/f1", "read", "secret")),
        ({}, b"/srv/archive/a b".hex().upper(), ("/srv/archive/a b", "read", "secret")),
        ({"enriched": ""}, '"/srv/archive/f1"', ("/srv/archive/f1", "read", "secret")),
        ({}, '"/srv/archive2/f1"', None),
        ({"success": "no"}, '"/srv/archive/f1"', None),
        ({"nametype": "PARENT"}, '"/srv/archive/f1"', None),
        ({}, "(null)", None),
    ],
)  # fmt: skip
def test_one_access(tmp_path, keys, name, expected):
    found = log(tmp_path, opened(7, T, name, **keys))
    made = [(row["object_id"], row["action"], row["classification"])
            for row in rows(found, "access_log")]  # fmt: skip
    assert made == ([expected] if expected else [])
    assert gaps(found, "access_log") == []


def test_who_it_was(tmp_path):
    write(tmp_path / "passwd", "root:x:0:0::/:/bin/sh\nli:x:1002:1002::/:/bin/sh\n")
    plain = opened(7, T, '"/srv/archive/a"', enriched="")
    service = opened(8, T, '"/srv/archive/b"', enriched="", auid=4294967295)
    named = rows(log(tmp_path, plain, service, passwd="passwd"), "access_log")
    assert {row["actor"] for row in named} == {"li", "root"}
    numbers = rows(log(tmp_path, plain, service), "access_log")
    assert {row["actor"] for row in numbers} == {"1002", "0"}


def test_a_session_gives_the_address_and_becoming_root_is_seen(tmp_path):
    found = rows(
        log(
            tmp_path,
            LOGIN.format(at=T, serial=1, res="success"),
            LOGIN.format(at=T, serial=2, res="failed"),
            SESSION.format(at=T + 1, serial=3, tool="sudo"),
            SESSION.format(at=T + 1, serial=4, tool="cron"),
            opened(5, T + 2, '"/srv/archive/f1"'),
        ),
        "access_log",
    )
    made = {(row["object_id"], row["actor"], row["source_ip"]) for row in found}
    assert made == {
        ("core-db", "u102", "10.1.2.3"),
        ("core-db/root", "u102", "10.1.2.3"),
        ("/srv/archive/f1", "u102", "10.1.2.3"),
    }


def test_events_are_joined_across_lines_in_between_and_across_nodes(tmp_path):
    one, two = (lines(opened(n, T, f'"/srv/archive/f{n}"')) for n in (1, 2))
    mixed = "".join(line for pair in zip(one, two, strict=True) for line in pair)
    nodes = "".join(f"node=h{n} {line}" for n in (1, 2)
                    for line in lines(opened(3, T, f'"/srv/archive/g{n}"')))  # fmt: skip
    found = rows(log(tmp_path, mixed, nodes), "access_log")
    assert [row["object_id"][-2:] for row in found] == ["f1", "f2", "g1", "g2"]
    assert [row["_loc"]["line"] for row in found] == [1, 2, 9, 13]
    assert len({row["event_id"] for row in found}) == 4


def test_a_watch_key_marks_what_no_path_does(tmp_path):
    found = log(tmp_path, opened(1, T, '"/opt/x"'), opened(2, T, '"/opt/y"', key="(null)"),
                keys={"cls": "important"}, paths=[])  # fmt: skip
    assert [(row["object_id"], row["classification"]) for row in rows(found, "access_log")] == [
        ("/opt/x", "important")]  # fmt: skip


def test_the_object_may_be_named_by_a_part_of_the_path(tmp_path):
    paths = [PATHS[0] | {"object": r"/archive/(?P<id>CF-\d+)/"}]
    found = log(tmp_path, opened(1, T, '"/srv/archive/CF-0007/scan.pdf"'), paths=paths)
    assert rows(found, "access_log")[0]["object_id"] == "CF-0007"


def test_an_event_without_its_call_is_a_gap(tmp_path):
    torn = "".join(lines(opened(1, T, '"/srv/archive/f1"'))[1:])
    (gap,) = gaps(log(tmp_path, torn), "access_log")
    assert (gap.reason, gap.partial) == (GapReason.INVALID, True)


def record(kind, at, serial, text):
    return f"type={kind} msg=audit({at}.000:{serial}): {text}\n"


@pytest.mark.parametrize(
    ("records", "whys"),
    [
        ([("CONFIG_CHANGE", 0, "op=set audit_enabled=0 old=1 auid=0 ses=1 res=1")],
         ["auditing_off"]),
        ([("CONFIG_CHANGE", 0, "op=set audit_enabled=0 old=1 res=1"),
          ("CONFIG_CHANGE", 3600, "op=set audit_enabled=1 old=0 res=1")], ["auditing_off"]),
        ([("DAEMON_END", 0, "op=terminate auid=0 res=success"),
          ("DAEMON_START", 600, "op=start res=success")], ["auditing_off"]),
        ([("DAEMON_END", 0, "op=terminate"), ("DAEMON_START", 2, "op=start")], []),
        ([("SYSTEM_SHUTDOWN", 0, "pid=1"), ("DAEMON_END", 2, "op=terminate"),
          ("DAEMON_START", 900, "op=start"), ("SYSTEM_BOOT", 901, "pid=1")], []),
        ([("DAEMON_ABORT", 0, "op=x")], ["auditing_off"]),
        ([("DAEMON_ERR", 0, "op=x"), ("DAEMON_ERR", 1, "op=x")], ["lost_records"]),
        ([("KERNEL", 0, "audit_lost=3 audit_rate_limit=0")], ["lost_records"]),
        ([("CONFIG_CHANGE", 0, 'op=remove_rule key="cls" list=4 res=1')], ["rules_removed"]),
        ([("CONFIG_CHANGE", 0, 'op=remove_rule key="cls" list=4 res=1'),
          ("CONFIG_CHANGE", 1, 'op=add_rule key="cls" list=4 res=1')], []),
    ],
)  # fmt: skip
def test_signs_of_tampering(tmp_path, records, whys):
    text = "".join(record(kind, T + at, n, text) for n, (kind, at, text) in enumerate(records))
    found = rows(log(tmp_path, text, alerts=True), "log_gaps")
    assert [row["why"] for row in found] == whys
    alerts = rows(log(tmp_path, text, alerts=True), "security_alerts")
    assert len(alerts) == len(whys)


def test_ausearch_reads_the_same(tmp_path):
    require("ausearch", shutil.which("ausearch", path="/usr/sbin:/usr/bin"))
    texts = [
        LOGIN.format(at=T, serial=1, res="success"),
        *(opened(n, T + n, f'"/srv/archive/f{n}"') for n in range(2, 40)),
        opened(50, T + 60, "/srv/archive/中 文".encode().hex().upper()),
        opened(51, T + 61, '"/srv/archive/f9"', success="no"),
        opened(52, T + 62, '"f77"', cwd='"/srv/archive"'),
    ]
    found = rows(log(tmp_path, *texts), "access_log")
    ours = {(row["event_id"].rpartition(":")[2], row["actor"], row["object_id"]) for row in found
            if row["object_id"] != "core-db"}  # fmt: skip
    done = subprocess.run(
        ["ausearch", "-if", str(tmp_path / "audit.log"), "--format", "csv"],
        capture_output=True, text=True, check=True,
        env={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/bin"},
    )  # fmt: skip
    theirs = {
        (row["SERIAL_NUM"], row["SUBJ_PRIME"], row["OBJ_PRIME"])
        for row in csv.DictReader(io.StringIO(done.stdout))
        if row["RESULT"] == "success" and row["OBJ_KIND"] == "file"
    }
    assert ours == theirs
    assert len(ours) == 40
