"""What a state file saves, what it never changes, and what becomes of one that is no good."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.api import Target
from auditor_plugins.shares import copies, devices, rights, state, statefile
from auditor_plugins.shares.marks import NONE, Label, Marks
from auditor_plugins.shares.memory import ATTRIBUTES_SETTLE, Memory
from auditor_plugins.shares.record import Attributes, Notes, Record
from tests.plugins.shares.conftest import COLLECTOR, CONTEXT
from tests.require import require

KEPT = {"path": "share/kept", "store_id": "S1", "data_class": "personal", "custody": True}
HOMES = {"path": "share/homes", "store_id": "S2", "custody": False}
LONG = b"customer,1\n" * 20
DAY = 86400 * 10**9
NAME = "nas.state"


class Clock:
    """The clock of the walk, `ahead` nanoseconds before that of the files."""

    def __init__(self) -> None:
        self.ahead = 3 * DAY

    def time_ns(self) -> int:
        return clock_of_files() + self.ahead


clock_of_files = state.time.time_ns
devices_of_files = devices.device


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr(state, "time", found)
    return found


def pretend(monkeypatch, system):
    real = devices_of_files
    monkeypatch.setattr(devices, "device", lambda handle: replace(real(handle), system=system))


@pytest.fixture(autouse=True)
def known(monkeypatch):
    """The file system of the tests is one whose ctime tells."""
    pretend(monkeypatch, "ext4")


@pytest.fixture
def reads(monkeypatch):
    """How often attributes and contents were read."""
    counted = {"attributes": 0, "contents": 0}
    listed, digested = os.listxattr, copies.Copies._read

    def attributes(*args, **options):
        counted["attributes"] += 1
        return listed(*args, **options)

    def contents(*args):
        counted["contents"] += 1
        return digested(*args)

    monkeypatch.setattr(rights.os, "listxattr", attributes)
    monkeypatch.setattr(copies.Copies, "_read", contents)
    return counted


def fill(share):
    share.file("kept/2026/list.csv", data=LONG)
    share.file("kept/2026/other.csv", data=LONG[::-1])
    share.file("homes/li/taken.csv", data=LONG)
    share.file("homes/li/open.pdf", 0o644)
    share.file("homes/机密/a.pdf")


def run(share, *trees, **options):
    return share.collect(*(trees or (KEPT, HOMES)), state=NAME, **options)


def full(share, *trees, **options):
    return share.collect(*(trees or (KEPT, HOMES)), **options)


def same(one, two):
    return (one.rows, one.gaps) == (two.rows, two.gaps)


def counted(reads):
    found = tuple(reads.values())
    reads.update(attributes=0, contents=0)
    return found


def test_what_did_not_change_is_not_read_again(share, clock, reads):
    fill(share)
    first = run(share)
    assert counted(reads) == (10, 3)
    second = run(share)
    assert counted(reads) == (0, 0)
    assert same(first, second) and same(second, full(share))
    assert first.paths("dlp_scan") == ["/share/homes/机密/a.pdf", "/share/homes/li/taken.csv"]


def acl(place):
    require("getfacl", shutil.which("setfacl"))
    subprocess.run(["setfacl", "-m", "u:4242:r", place], check=True)


def marked(place):
    try:
        os.setxattr(place, "user.classification", "机密".encode())
    except OSError:
        pytest.skip("this file system keeps no attributes")


def written(place):
    before = place.stat()
    place.write_bytes(LONG[1:] + b"x")
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(place):
    new = place.with_name("new")
    new.write_bytes(LONG)
    new.chmod(0o666)
    new.replace(place)


@pytest.mark.parametrize("path", ["kept/2026/list.csv", "homes/li/taken.csv"])
@pytest.mark.parametrize(
    "change", [lambda place: place.chmod(0o646), acl, marked, written, replaced, os.unlink]
)
def test_each_change_is_seen(share, clock, path, change):
    fill(share)
    first = run(share)
    change(share.top / path)
    second = run(share)
    assert same(second, full(share)) and not same(first, second)


@pytest.mark.parametrize("change", [lambda place: place.chmod(0o707), acl, marked])
def test_a_change_of_a_folder_is_seen(share, clock, change):
    fill(share)
    first = run(share)
    change(share.top / "homes/li")
    second = run(share)
    assert same(second, full(share)) and not same(first, second)


def test_one_change_costs_one_reading(share, clock, reads):
    fill(share)
    run(share)
    counted(reads)
    (share.top / "homes/li/open.pdf").chmod(0o640)
    run(share)
    assert counted(reads) == (1, 0)
    run(share)
    assert counted(reads) == (0, 0), "it was remembered beside the others"


@pytest.mark.parametrize(
    ("ahead", "again"),
    [(0, (10, 3)), (10**9, (10, 3)), (-DAY, (10, 3)), (10**10, (0, 3)), (2 * DAY, (0, 0))],
)
def test_what_has_just_changed_is_not_remembered(share, clock, reads, ahead, again):
    """A later change in the same tick of the clock would not show."""
    clock.ahead = ahead
    fill(share)
    run(share)
    counted(reads)
    clock.ahead = 3 * DAY
    run(share)
    assert counted(reads) == again


def test_what_lies_in_the_future_is_not_believed(share, clock, reads):
    fill(share)
    run(share)
    counted(reads)
    clock.ahead = -DAY
    assert same(run(share), full(share))
    assert counted(reads) == (20, 6), "twice a full walk"


@pytest.mark.parametrize(
    ("system", "again"),
    [("cifs", (10, 3)), ("fuse.sshfs", (10, 3)), ("zfs", (10, 3)), ("overlay", (10, 3)),
     ("nfs4", (10, 0)), ("tmpfs", (0, 3)), ("xfs", (0, 0))],
)  # fmt: skip
def test_file_systems_of_which_nothing_is_known_are_read_anew(
    share, clock, reads, monkeypatch, system, again
):
    pretend(monkeypatch, system)
    fill(share)
    run(share)
    counted(reads)
    run(share)
    assert counted(reads) == again


def test_a_file_system_is_told_apart_by_more_than_a_number(share, monkeypatch):
    handle = os.open(share.base, os.O_RDONLY)
    monkeypatch.undo()
    try:
        one = devices.device(handle)
        assert len(one.number) == 8 and one.system
        assert devices.device(handle) == one
        met = devices.Devices()
        assert met.of(1, handle) == met.of(1, handle) == one
        assert met.of(2, handle) == devices.UNKNOWN, "another number of the same looks"
        table = devices.mounts.mounts()
        monkeypatch.setattr(devices.mounts, "mounts", lambda: table.replace(" rw", " ro"))
        assert devices.device(handle).number != one.number
        monkeypatch.setattr(devices.mounts, "mounts", lambda: "")
        assert devices.device(handle) == devices.UNKNOWN
    finally:
        os.close(handle)
    assert devices.device(handle) == devices.UNKNOWN


def test_the_state_holds_no_name_and_no_value(share, clock):
    os.umask(before := os.umask(0))
    place = share.file("kept/13812345678 张伟.csv", data=LONG)
    marked(place)
    acl(place)
    share.file("homes/13812345678.csv", data=LONG)
    mark = {"pattern": "张伟|13812345678", "classification": "张伟"}
    (share.base / "passwd").write_text("zhangwei:x:4242:1::/:\n")
    os.umask(0)
    try:
        found = run(share, passwd="passwd", marks=[mark])
    finally:
        os.umask(before)
    assert any("张伟" in path for path in found.paths())
    raw = (share.base / NAME).read_bytes()
    for word in (
        "13812345678",
        "张伟",
        "机密",
        "secret",
        "zhangwei",
        "kept",
        "homes",
    ):
        for coding in ("utf-8", "utf-16-le", "gb18030"):
            assert word.encode(coding) not in raw, word
    assert b"user:4242:r--" in raw
    assert (share.base / NAME).stat().st_mode & 0o7777 == 0o600
    assert same(run(share, passwd="passwd", marks=[mark]), found)


def test_without_the_option_nothing_is_written(share):
    fill(share)
    before = sorted(share.base.rglob("*"))
    full(share)
    assert sorted(share.base.rglob("*")) == before
    run(share)
    assert set(share.base.rglob("*")) - set(before) == {share.base / NAME}


@pytest.mark.parametrize(
    "options",
    [
        {"xattrs": ["user.other"]},
        {"marks": [{"pattern": "机密", "classification": "top_secret"}]},
        {"default_marks": False},
    ],
)
def test_other_options_have_no_use_for_it(share, clock, reads, options):
    fill(share)
    place = share.file("homes/b.pdf")
    marked(place)
    os.setxattr(place, "user.other", b"internal")
    run(share)
    counted(reads)
    second = run(share, **options)
    assert counted(reads)[0] == 11 and same(second, full(share, **options))
    assert not [one for one in second.gaps if NAME in one.message]


def test_another_account_has_no_use_for_it(monkeypatch):
    marks = Marks(COLLECTOR.options(trees=[{"path": "x"}]))
    one = state.head(marks)
    assert one == state.head(marks)
    with monkeypatch.context() as patch:
        patch.setattr(state, "_capabilities", lambda: ["CapEff: 0"])
        assert state.head(marks) != one
    with monkeypatch.context() as patch:
        patch.setattr(state.os, "getgroups", lambda: [4711])
        assert state.head(marks) != one


def told(found):
    return sorted({message for reason, message in found.told("file_acl") if reason == "invalid"})


def test_another_version_of_it_is_replaced(share, clock, reads):
    fill(share)
    run(share)
    with sqlite3.connect(share.base / NAME) as rows:
        rows.execute(f"PRAGMA user_version={statefile.FORMAT + 1}")
    rows.close()
    counted(reads)
    second = run(share)
    assert counted(reads) == (10, 3) and same(second, full(share))
    counted(reads)
    run(share)
    assert counted(reads) == (0, 0)


@pytest.mark.parametrize("mode", [0o640, 0o602, 0o666])
def test_one_that_others_may_write_or_read_is_not_believed(share, clock, reads, mode):
    fill(share)
    first = run(share)
    (share.base / NAME).chmod(mode)
    counted(reads)
    second = run(share)
    assert counted(reads) == (10, 3) and second.rows == first.rows
    assert told(second) == [f"{NAME}: {state.BROKEN[0]}"]
    assert (share.base / NAME).stat().st_mode & 0o777 == 0o600
    assert same(run(share), first)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_broken_one_costs_time_only(share, clock, data):
    place = share.base / NAME
    fill(share)
    place.unlink(missing_ok=True)
    first = run(share)
    raw = bytearray(place.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        raw[at] ^= data.draw(st.integers(1, 255))
    else:
        raw = raw[:at]
    place.write_bytes(raw)
    second = run(share)
    assert second.rows == first.rows
    assert set(told(second)) <= {f"{NAME}: {text}" for text, _ in (state.BROKEN, state.FOREIGN)}


def test_a_changed_value_is_told(share, clock):
    fill(share)
    first = run(share)
    with sqlite3.connect(share.base / NAME) as rows:
        rows.execute("UPDATE entries SET value = zeroblob(length(value)) WHERE key > 'd'")
    rows.close()
    second = run(share)
    assert second.rows == first.rows
    assert told(second) == [f"{NAME}: {state.BROKEN[0]}"]
    assert {gap.kind for gap in second.gaps if NAME in gap.message} == {"dlp_scan", "file_acl"}
    assert all(gap.partial for gap in second.gaps if NAME in gap.message)
    assert same(run(share), first), "a sound one was written"


@pytest.mark.parametrize("raw", [b"my report", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_none_is_never_replaced(share, clock, raw):
    fill(share)
    (share.base / NAME).write_bytes(raw)
    (share.base / NAME).chmod(0o600)
    found = run(share)
    assert found.rows == full(share).rows
    assert told(found) == [f"{NAME}: {state.FOREIGN[0]}"]
    assert (share.base / NAME).read_bytes() == raw
    assert probes(share) == (False, f"{NAME}: {state.FOREIGN[0]}")


def probes(share, name=NAME):
    target = Target("nas-1", "shares", "b", options(name), share.base)
    *_, last = COLLECTOR.probe(target, CONTEXT)
    return last.ok, last.message


def options(name=NAME):
    return COLLECTOR.options(trees=[KEPT, HOMES], state=name)


@pytest.mark.parametrize("name", ["share/kept/x", "share/kept/2026/x", "share/kept", "link/x"])
def test_in_an_audited_tree_nothing_is_written(share, clock, name):
    fill(share)
    (share.base / "link").symlink_to("share/homes")
    before = sorted(share.base.rglob("*"))
    found = share.collect(KEPT, HOMES, state=name)
    assert sorted(share.base.rglob("*")) == before
    assert found.rows == full(share).rows
    assert told(found) == [f"{name}: {state.INSIDE[0]}"]
    assert probes(share, name) == (False, f"{name}: {state.INSIDE[0]}")


def test_one_that_cannot_be_written_is_told(share, clock):
    fill(share)
    found = share.collect(KEPT, HOMES, state="none/x")
    assert found.rows == full(share).rows
    assert told(found) == [f"none/x: {state.UNWRITTEN[0]}"]
    assert probes(share, "none/x") == (False, f"none/x: {state.UNWRITTEN[0]}")
    assert probes(share) == (True, f"{NAME}: the state can be kept")


@pytest.mark.parametrize("step", ["put", "keep"])
def test_a_full_disk_is_told_and_leaves_the_old_one(share, clock, monkeypatch, step):
    fill(share)
    first = run(share)
    raw = (share.base / NAME).read_bytes()
    share.file("homes/new.pdf")

    def refuse(new, *_):
        if step == "put":
            new._run("no statement")
        monkeypatch.setattr(statefile.os, "fsync", fails)
        real(new)

    def fails(_):
        raise OSError(28, "full")

    real = getattr(statefile.New, step)
    monkeypatch.setattr(statefile.New, step, refuse)
    found = run(share)
    assert told(found) == [f"{NAME}: {state.UNWRITTEN[0]}"] and found.rows == full(share).rows
    assert (share.base / NAME).read_bytes() == raw
    assert not (share.base / f".{NAME}.part").exists() and first.rows


def test_of_two_runs_at_once_one_writes(share, clock, reads):
    fill(share)
    target = Target("nas-1", "shares", "branch", options(), share.base)
    one = COLLECTOR.collect(target, CONTEXT)
    next(one), next(one)
    assert same(run(share), full(share)) and not (share.base / NAME).exists()
    list(one)
    counted(reads)
    run(share)
    assert counted(reads) == (0, 0) and not (share.base / f".{NAME}.part").exists()


def test_one_that_became_the_state_meanwhile_is_not_written_into(share, monkeypatch):
    place = share.base / NAME
    statefile.New(place, b"one").keep()
    raw = place.read_bytes()
    place.rename(share.base / f".{NAME}.part")
    lock = statefile.fcntl.flock

    def late(*args):
        (share.base / f".{NAME}.part").rename(place)
        lock(*args)

    monkeypatch.setattr(statefile.fcntl, "flock", late)
    with pytest.raises(BlockingIOError):
        statefile.New(place, b"two")
    assert place.read_bytes() == raw


def test_what_does_not_end_leaves_the_old_one(share, clock):
    fill(share)
    run(share)
    raw = (share.base / NAME).read_bytes()
    share.file("homes/new.pdf")
    one = COLLECTOR.collect(Target("nas-1", "shares", "branch", options(), share.base), CONTEXT)
    next(one), next(one)
    one.close()
    assert (share.base / NAME).read_bytes() == raw
    assert sorted(path.name for path in share.base.iterdir()) == [NAME, "share"]


def test_a_run_for_fewer_kinds_uses_it_and_keeps_it(share, clock, reads, wanting):
    fill(share)
    run(share)
    raw = (share.base / NAME).read_bytes()
    counted(reads)
    run(share, context=wanting("file_acl"))
    assert counted(reads) == (0, 0) and (share.base / NAME).read_bytes() == raw


def test_what_could_not_be_read_is_not_remembered(share, clock, monkeypatch):
    fill(share)
    with monkeypatch.context() as patch:
        patch.setattr(copies.os, "open", refusing(copies.os.open, "taken.csv"))
        first = run(share)
    assert ("denied", "nas-1: 1 files may be copies and may not be read; they need r") in (
        first.told("dlp_scan")
    )
    assert same(run(share), full(share))


def refusing(real, name):
    def opened(path, *args, **options):
        if str(path).endswith(name):
            raise PermissionError(13, "no")
        return real(path, *args, **options)

    return opened


def test_windows_lists_are_told_each_time(share, clock, monkeypatch):
    fill(share)
    real = os.listxattr
    monkeypatch.setattr(rights.os, "listxattr", lambda *a, **k: [*real(*a, **k), rights.WINDOWS])
    first = run(share)
    assert same(run(share), first)
    assert "4 paths have a Windows ACL" in first.told("file_acl")[0][1]


def test_lists_with_names_in_them_are_not_kept(share):
    place = share.file("a.pdf")
    stat = place.stat()
    memory = Memory(old=None, new=statefile.New(share.base / NAME, b""), labels=(NONE,))
    memory.began = stat.st_ctime_ns + ATTRIBUTES_SETTLE + 1
    memory._folder, memory._notes = (devices.UNKNOWN, stat.st_dev, 1), Notes(None)
    memory.learn(stat, Attributes(b"wang@bank.example"))
    assert len(memory._notes._columns[0]) == 0
    memory.learn(stat, Attributes("user::r--"))
    assert len(memory._notes._columns[0]) == 1
    memory.close()


ENTRIES = st.tuples(st.integers(1, 2**64 - 1), st.integers(-(2**63), 2**63 - 1), st.integers(0, 3))
TABLE = [
    Attributes(),
    Attributes("user::r--"),
    Attributes("", Label("x")),
    Attributes("", NONE, True),
]


@given(st.lists(ENTRIES, max_size=30, unique_by=lambda one: one[0]), st.data())
def test_a_record_holds_what_was_added(entries, data):
    labels = (NONE, Label("x"))
    numbers = {label: number for number, label in enumerate(labels)}
    notes = Notes(None)
    for inode, ctime, which in entries:
        notes.add(inode, ctime, TABLE[which])
    record = Record(notes.packed(numbers), labels)
    again = Notes(record)
    seen = data.draw(st.sets(st.sampled_from(entries))) if entries else set()
    for inode, ctime, which in seen:
        assert again.recall(inode, ctime) == TABLE[which]
        assert again.recall(inode, ctime ^ 1) is None
    if data.draw(st.booleans()):
        again.add(0, 5, TABLE[1])
    kept = Record(again.packed(numbers), labels)
    for inode, ctime, which in seen:
        assert kept.find(inode, ctime) >= 0
        assert kept.table[kept.which[kept.find(inode, ctime)]] == TABLE[which]
