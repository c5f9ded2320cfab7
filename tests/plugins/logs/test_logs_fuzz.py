"""Any bytes are read without an error, and what is read fits the schema."""

from __future__ import annotations

import io
import random
import time
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from log_files import ZONE, collect, opened, rows, write

from auditor_plugins.logs import auditd, journal, messages, syslog, times

PARTS = [
    b"type=PATH msg=audit(1.2:3): ", b"type=SYSCALL msg=audit(1.2:3): ", b"name=", b'"/srv/a"',
    b"2F", b"msg='", b"'", b'"', b"=", b" ", b"\n", b"\x1d", b"\0", b"\xff", b"<1>1 ", b"[a ", b"]",
    b"Nov 19 08:00:00 ", b"Feb 29 08:00:00 ", b"2026-11-19T08:00:00Z ",
    b"2026-13-41T99:99:99+99:99 ",
    b"0000-01-01 00:00:00 ", b"9999-12-31T23:59:59-23:59 ", b"h sshd[1]: ", b"MESSAGE\n", b"_UID=",
    b"Accepted x for y from z port 1", b"__REALTIME_TIMESTAMP=9999999999999999\n", b"__CURSOR=x\n",
    b"type=USER_LOGIN msg=audit(999999999999.999:1): res=success acct=a\n",
    b"auid=4294967295", b"key=",
]  # fmt: skip
noise = st.lists(st.sampled_from(PARTS) | st.binary(max_size=6), max_size=24).map(b"".join)
text = noise.map(lambda data: data.decode("utf-8", "replace"))
quick = settings(max_examples=150, deadline=None,
                 suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip


@given(noise)
@quick
def test_lines(data):
    clock = times.Clock(ZoneInfo(ZONE), lambda: 2026)
    for line in data.split(b"\n"):
        found = clock.read(line)
        if found:
            parts = syslog.split(line, found[1], found[2])
            assert parts is None or isinstance(parts[0], str)
        auditd.fields(line)


@given(st.sampled_from(["sshd", "sudo", "su", "login", "kernel"]), text)
@quick
def test_messages(program, message):
    assert all(one.actor for one in messages.told(program, message))
    assert messages.sign(program, message) in ("", "lost_records", "truncated")


@given(noise)
@quick
def test_exports(data):
    for line, entry in journal.entries(io.BytesIO(data)):
        assert line >= 1
        assert entry.keys() <= journal.KEPT


@given(st.sampled_from(["auto", "syslog", "auditd", "export"]), st.lists(noise, max_size=4))
@quick
def test_files(tmp_path, kind, pieces):
    write(tmp_path / "x.log", b"\n".join(pieces))
    paths = [{"prefix": "/srv", "classification": "secret"}]
    found = collect(tmp_path, {"path": "x.log", "format": kind}, paths=paths, keys={"k": "secret"},
                    alerts=True, store_id="S")  # fmt: skip
    for row in rows(found, "access_log"):
        assert row.keys() >= {"event_id", "actor", "at", "object_id", "_loc"}


@given(st.integers(0, 2**32), st.sampled_from([b"\x1f\x8b", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"]))
@quick
def test_damaged_archives(tmp_path, seed, magic):
    write(tmp_path / "x.log", magic + random.Random(seed).randbytes(60))
    collect(tmp_path, "x.log")


@given(st.permutations(range(12)), st.integers(0, 3))
@quick
def test_the_order_of_records_within_a_moment_does_not_matter(tmp_path, order, lost):
    whole = [line for serial in (1, 2, 3) for line in
             opened(serial, 1_795_000_000, f'"/srv/f{serial}"').split("\n")[:-1]]  # fmt: skip
    events = [[whole[n] for n in order if n // 4 == serial and n % 4 < 3] for serial in range(3)]
    mixed = [whole[n] for n in order if n % 4 < 3] + [whole[n] for n in (3, 7, 11)][lost:]
    assert sum(map(len, events)) == 9
    write(tmp_path / "audit.log", "".join(f"{line}\n" for line in mixed))
    paths = [{"prefix": "/srv", "classification": "secret"}]
    found = rows(collect(tmp_path, "audit.log", paths=paths), "access_log")
    assert {row["object_id"] for row in found} == {"/srv/f1", "/srv/f2", "/srv/f3"}


def test_hostile_lines_take_no_time():
    """Patterns that backtrack would need hours."""
    long = "x" * 60_000
    lines = [
        f"li : {'A=b ; ' * 9000}", f"li : {'A=b ; ' * 9000} ; COMMAND={'/a ' * 9000}",
        f"Accepted a for {'x from y port 1 ' * 3000}!", long,
    ]  # fmt: skip
    before = time.process_time()
    for line in lines:
        for program in ("sshd", "sudo", "su", "login"):
            list(messages.told(program, line))
        auditd.fields(f"type=PATH msg=audit(1.2:3): {line} {long}".encode())
        syslog.split(f"h a p m [{'b=' * 9000}{line}".encode(), 0, True)
    assert time.process_time() - before < 2
