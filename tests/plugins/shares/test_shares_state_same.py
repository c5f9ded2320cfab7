"""Rows with a state are those without, whatever happens to a tree between two runs."""

from __future__ import annotations

import os
import random
import shutil
import subprocess

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor_plugins.shares import state
from tests.plugins.shares.conftest import Share
from tests.plugins.shares.test_shares_state import HOMES, KEPT, NAME, Clock, pretend
from tests.require import require

FOLDERS = ("kept", "kept/a", "homes", "homes/b", "homes/机密")
FILES = tuple(f"{folder}/{name}" for folder in FOLDERS for name in ("1.csv", "2.csv", "秘密.csv"))
CONTENTS = (b"customer,1\n" * 20, b"customer,2\n" * 20, b"x", b"z" * 300)
LEVELS = ("机密", "internal", "nothing known")
TREES = (KEPT | {"retention_days": 400}, HOMES)


def write(top, path, other, n):
    """In place; its date is put back."""
    before = (top / path).stat()
    (top / path).write_bytes(CONTENTS[n % 4])
    os.utime(top / path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(top, path, other, n):
    new = top / "kept/new"
    new.write_bytes(CONTENTS[n % 4])
    shutil.copystat(top / path, new)
    new.replace(top / path)


def link(top, path, other, n):
    if path != other:
        (top / other).unlink()
        os.link(top / path, top / other)


def swap(top, path, other, n):
    (top / path).rename(top / "kept/new")
    if path != other:
        (top / other).rename(top / path)
    (top / "kept/new").rename(top / other)


def setfacl(top, path, other, n):
    entries = ("u:4242:r", "u:4242:rw", "g:4243:r")
    of_folder = ("d:u:4244:r", *entries)
    place, some = ((top / path).parent, of_folder) if n % 2 else (top / path, entries)
    subprocess.run(["setfacl", "-m", some[n // 2 % len(some)], place], check=True)


def unset(top, path, other, n):
    subprocess.run(["setfacl", "-b", (top / path).parent if n % 2 else top / path], check=True)


def mark(top, path, other, n):
    place = (top / path).parent if n % 2 else top / path
    os.setxattr(place, "user.classification", LEVELS[n % 3].encode())


def unmark(top, path, other, n):
    place = (top / path).parent if n % 2 else top / path
    if "user.classification" in os.listxattr(place):
        os.removexattr(place, "user.classification")


def chmod(top, path, other, n):
    place, more = ((top / path).parent, 0o110) if n % 2 else (top / path, 0)
    place.chmod((0o640, 0o644, 0o666, 0o600)[n // 2 % 4] | more)


def chown(top, path, other, n):
    if os.geteuid() == 0:
        os.chown(top / path, 4000 + n % 3, 4000 + n % 2)


def utimes(top, path, other, n):
    os.utime(top / path, (n * 86400, n * 86400))


def move_folder(top, path, other, n):
    (top / "kept/a").rename(top / "kept/c")
    (top / "homes/b").rename(top / "kept/a")
    (top / "kept/c").rename(top / "homes/b")


CHANGES = (
    write, replace, link, swap, setfacl, unset, mark, unmark, chmod, chown, utimes, move_folder,
)  # fmt: skip
STEP = st.tuples(
    st.sampled_from(CHANGES), st.sampled_from(FILES), st.sampled_from(FILES), st.integers(0, 11)
)
ROUNDS = st.lists(st.lists(STEP, max_size=5), min_size=1, max_size=4)


@pytest.fixture(autouse=True)
def known(monkeypatch, tmp_path):
    require("getfacl", shutil.which("setfacl"))
    try:
        os.setxattr(tmp_path, "user.classification", b"public")
    except OSError:
        pytest.skip("this file system keeps no attributes")
    pretend(monkeypatch, "ext4")
    monkeypatch.setattr(state, "time", Clock())


def filled(base):
    share = Share(base)
    for number, path in enumerate(FILES):
        share.file(path, data=CONTENTS[number % 4])
    return share


def collected(share, **options):
    found = share.collect(*TREES, **options)
    return orjson.dumps([found.rows, [repr(gap) for gap in found.gaps]])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rounds=ROUNDS, listed=st.sampled_from(("all", "deviating")))
def test_rows_are_the_same_bytes(tmp_path_factory, rounds, listed):
    share = filled(tmp_path_factory.mktemp("share"))
    for steps in ((), *rounds):
        for change, path, other, n in steps:
            change(share.top, path, other, n)
        whole = collected(share, rows=listed)
        assert collected(share, rows=listed, state=NAME) == whole
        assert (share.base / NAME).exists()
    shutil.rmtree(share.base)


@pytest.mark.parametrize("change", CHANGES)
def test_the_changes_show(tmp_path_factory, change):
    """Each of them makes some row another, so that the test above is not blind."""
    if change is chown:
        require("superuser", os.geteuid() == 0)
    rng = random.Random(7)
    for _ in range(40):
        share = filled(tmp_path_factory.mktemp("share"))
        for n in (0, 1):
            setfacl(share.top, FILES[n], "", n), mark(share.top, FILES[n + 3], "", n)
        before = collected(share, rows="all")
        change(share.top, rng.choice(FILES), rng.choice(FILES), rng.randrange(12))
        if collected(share, rows="all") != before:
            return
    pytest.fail("it never showed")


def test_what_is_in_the_state_is_used(share, monkeypatch):
    """A state that lies is believed: else the test above would compare a full walk with itself."""
    place = share.file("kept/1.csv")
    with monkeypatch.context() as patch:
        patch.setattr("auditor_plugins.shares.rights.acl_text", lambda *_: "user::---")
        share.collect(KEPT, state=NAME)
    row = share.collect(KEPT, state=NAME, rows="all").row("/share/kept/1.csv")
    assert row["mode"] == "0000"
    place.chmod(0o600)
    row = share.collect(KEPT, state=NAME, rows="all").row("/share/kept/1.csv")
    assert row["mode"] == "0600"
